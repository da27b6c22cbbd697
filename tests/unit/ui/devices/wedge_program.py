"""A small window with the wedge in it, run as a program on a real X server: tells on standard output what happened, a
JSON line each.

It does what a desk does: a text field, a table-like widget that takes bare keys for commands, a shortcut on 1, a
password field. Commands come as lines on standard input: `focus NAME`, `popup`, `clear`, `stall MS` (the window is
busy), `report`, `quit`.
"""

from __future__ import annotations

import json
import sys
import threading
from typing import Any

from PySide6.QtCore import QObject, Qt, QThread, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QVBoxLayout, QWidget

from ui.desktop.devices.wedge import WedgeFilter


def tell(**what: Any) -> None:
    print(json.dumps(what), flush=True)


class Keys(QWidget):
    """Takes bare keys, like a list of checks."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.got: list[str] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        self.got.append(event.text() or hex(event.key()))


class Commands(QObject):
    line = Signal(str)


def main() -> None:
    app = QApplication(sys.argv)
    window = QWidget()
    layout = QVBoxLayout(window)
    fields: dict[str, QWidget] = {"text": QLineEdit(), "keys": Keys(), "secret": QLineEdit()}
    fields["secret"].setEchoMode(QLineEdit.EchoMode.Password)
    for field in fields.values():
        layout.addWidget(field)
    choice = QComboBox()
    choice.addItems(["0", "1", "2", "S"])
    layout.addWidget(choice)
    ones: list[int] = []
    QShortcut(QKeySequence("1"), window).activated.connect(lambda: ones.append(1))
    enters: list[int] = []
    fields["text"].returnPressed.connect(lambda: enters.append(1))
    wedge = WedgeFilter(app)
    wedge.scanned.connect(lambda text, typed: tell(scanned=text, typed=typed))

    def report() -> None:
        tell(
            text=fields["text"].text(), keys="".join(fields["keys"].got), secret=fields["secret"].text(),
            ones=len(ones), enters=len(enters), choice=choice.currentText(),
            popup=choice.view().isVisible(),
        )  # fmt: skip

    def obey(line: str) -> None:
        verb, _, word = line.strip().partition(" ")
        if verb == "focus":
            fields[word].setFocus()
            tell(focus=word)
        elif verb == "stall":
            tell(stall=int(word))
            QThread.msleep(int(word))
        elif verb == "report":
            report()
        elif verb == "popup":
            choice.showPopup()
            tell(popup=True)
        elif verb == "clear":
            choice.hidePopup()
            for field in (fields["text"], fields["secret"]):
                field.clear()
            for told in (fields["keys"].got, ones, enters):
                told.clear()
            tell(clear=True)
        elif verb == "quit":
            wedge.close()
            app.quit()

    commands = Commands()
    commands.line.connect(obey)
    threading.Thread(target=lambda: [commands.line.emit(line) for line in sys.stdin], daemon=True).start()
    window.show()
    tell(window=int(window.winId()))
    app.exec()


if __name__ == "__main__":
    main()

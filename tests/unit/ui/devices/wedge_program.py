"""A small window with the wedge in it, run as a program on a real X server: tells on standard output what happened, a
JSON line each.

It does what a desk does: a text field, a table-like widget that takes bare keys for commands, a shortcut on 1, a
password field. Commands come as lines on standard input: `focus NAME`, `popup`, `clear`, `stall MS N` (after N more
keys the window is busy; with 0 ms the whole program is stopped until somebody lets it go on), `report`, `quit`.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QThread, QTimer, Signal
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


class AfterKeys(QObject):
    """Lets `then` happen in the event loop after so many keys have come to the window; sees them before the wedge."""

    def __init__(self, window: QObject, keys: int, then: Callable[[], object]) -> None:
        super().__init__(window)
        self._keys, self._then = keys, then
        window.installEventFilter(self)
        self._count(window, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() != Qt.Key.Key_Shift:
            self._count(watched, 1)
        return False

    def _count(self, window: QObject, keys: int) -> None:
        self._keys -= keys
        if not self._keys:
            window.removeEventFilter(self)
            QTimer.singleShot(0, self._then)


def stall(window: QObject, ms: int, keys: int) -> None:
    tell(stall=ms)
    AfterKeys(window, keys, lambda: QThread.msleep(ms) if ms else os.kill(os.getpid(), signal.SIGSTOP))


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
            stall(window.windowHandle(), *map(int, word.split()))
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

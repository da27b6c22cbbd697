"""What letting an act be does, said before it is done: in the place of the forecast, never over the list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from ui.desktop.widgets.banner import Banner, BannerView
from ui.desktop.widgets.button import KeyButton
from ui.desktop.widgets.layout import column
from ui.words import _


class LettingBe(QFrame):
    """`op`: the act that is asked about, "" while nothing is."""

    agreed = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.op = ""
        self.agree = KeyButton(_("Остави"), "Enter", "primary")
        self.back = KeyButton(_("Назад"), "Esc")
        self.banner = Banner(BannerView("warning", " "), self.agree, self.back)
        self.setLayout(column(self.banner, gap=""))
        self.agree.clicked.connect(self._agree)
        self.back.clicked.connect(self.closed)
        self.hide()

    def ask(self, op: str, view: BannerView) -> None:
        self.op = op
        self.banner.show_view(view)
        self.agree.setEnabled(True)
        self.show()
        self.agree.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_up(self) -> None:
        self.op = ""
        self.hide()

    def _agree(self) -> None:
        """Once: a second key must not act twice while the first is being written."""
        if self.op:
            self.agree.setEnabled(False)
            self.agreed.emit(self.op)

    def event(self, event: QEvent) -> bool:
        """Esc belongs to the question before it belongs to the window."""
        overrides = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if overrides and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

"""The one top-level window, and the moment at which a field of it was painted for the first time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.words import _

USUAL = QSize(1440, 900)
LEAST = QSize(1024, 600)


def placed(room: QRect) -> tuple[QSize, bool]:
    """The size on a screen with this room (the panel of the system taken off), px, and whether all of it is taken."""
    small = room.width() < USUAL.width() or room.height() < USUAL.height()
    return (room.size() if small else USUAL), small


class Top(QWidget):
    """The one top-level window; what it holds changes. Its size is the clerk's: content fits in, it never widens the
    window.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(_("Адресна регистрация"))
        self.setMinimumSize(LEAST)  # said, so that no layout inside sets another
        # Not `self.screen()`: PySide takes the screen for a part of this window and would destroy it together with it.
        size, whole = placed(QGuiApplication.primaryScreen().availableGeometry())
        self.resize(size)
        if whole:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._held: QWidget | None = None

    def hold(self, widget: QWidget) -> None:
        """Show this; what was held before is gone with everything in it."""
        if self._held is not None:
            self._layout.removeWidget(self._held)
            self._held.hide()
            self._held.deleteLater()
        self._held = widget
        self._layout.addWidget(widget)
        widget.show()


class FirstPaint(QObject):
    """Tells once, after the widget was painted for the first time."""

    def __init__(self, widget: QWidget, then: Callable[[], None]) -> None:
        super().__init__(widget)
        self._then: Callable[[], None] | None = then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._then is not None:
            then, self._then = self._then, None
            QTimer.singleShot(0, then)
            watched.removeEventFilter(self)
        return False

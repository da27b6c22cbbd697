"""What surrounds every screen: rail, screen, undo strip, status line, the focus ring and the frame of what is not
real work.
"""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from .dressed import Dressed
from .environment_frame import EnvironmentFrame
from .focus import FocusRing
from .layout import column, row
from .rail import Rail
from .status_line import Environment, StatusLine
from .undo_strip import UndoStrip, undo_frame


class WindowFrame(Dressed, QFrame):
    """Holds one screen at a time; `show_screen` swaps it. Nothing here knows what a screen does."""

    def __init__(
        self, environment: Environment, rail: Rail | None, strip: UndoStrip | None, status: StatusLine | None
    ) -> None:
        super().__init__()
        self.setProperty("surface", "canvas")
        self.rail, self.strip, self.status = rail, strip, status
        self._screen: QWidget | None = None
        self._outer = QVBoxLayout(self)
        self._outer.setSpacing(0)
        self._middle = column(*((undo_frame(strip),) if strip else ()), gap="")
        self._outer.addLayout(row(*((rail,) if rail else ()), (self._middle, 1), gap=""), 1)
        if status is not None:
            self._outer.addWidget(status)
        self.ring = FocusRing(self)
        pretence = environment.pretence
        self.veil = EnvironmentFrame(self, pretence) if pretence else None
        self.dress()

    def prepare(self) -> None:
        if self.veil:
            self.veil.keep_clear(self.look.px("shell.rail") if self.rail else 0)
        self._outer.setContentsMargins(*(self.veil.margins if self.veil else (0, 0, 0, 0)))

    @property
    def content(self) -> QWidget | None:
        """The screen that is shown."""
        return self._screen

    def show_screen(self, screen: QWidget) -> None:
        """Put a screen in the middle; the one before it is hidden, not deleted (its owner keeps it)."""
        if screen is self._screen:
            return
        if self._screen is not None:
            self._middle.removeWidget(self._screen)
            self._screen.hide()
        self._screen = screen
        self._middle.insertWidget(0, screen, 1)
        screen.show()
        self.setFocusProxy(screen)
        self.ring.raise_()
        if self.veil:
            self.veil.raise_()

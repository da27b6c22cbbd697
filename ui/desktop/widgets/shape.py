"""A status shape as a widget. The word it stands for is what a screen reader says."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from ui.desktop.theme.icons import paint_icon

from .dressed import Dressed


class Shape(Dressed, QLabel):
    """`name`: a drawing; `role`: its colour; `size`: the token of its side. Without a word it is ornament beside
    one.
    """

    def __init__(self, name: str, role: str = "text.soft", word: str = "", size: str = "control.icon") -> None:
        super().__init__()
        self._name, self._role, self._size = name, role, size
        self.setAccessibleName(word)
        self.dress()

    def prepare(self) -> None:
        self.setFixedSize(self.sizeHint())

    def become(self, name: str, role: str, word: str = "") -> None:
        """Show another shape in the same place."""
        self._name, self._role = name, role
        self.setAccessibleName(word)
        self.update()

    def sizeHint(self) -> QSize:
        side = self.look.px(self._size)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        paint_icon(QPainter(self), self.rect(), self._name, self._role, self.look)

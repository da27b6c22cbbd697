"""A check box in the colours of the theme: outlined when empty, filled with a tick when set."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from ui.desktop.theme import Look
from ui.desktop.theme.icons import paint_icon

from .dressed import Dressed
from .runs import Run, draw_runs


def draw_tick(painter: QPainter, left: float, middle: float, checked: bool, look: Look) -> QRectF:
    """Paint the box at `left`, centred on `middle`; return where it stands."""
    side = look.px("control.icon_small")
    box = QRectF(left, round(middle - side / 2), side, side)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(look.pen("accent.fill" if checked else "line.control", 1.2))
    painter.setBrush(look.brush("accent.fill" if checked else "surface.raised"))
    painter.drawRoundedRect(box, 3, 3)
    if checked:
        paint_icon(painter, box.adjusted(1, 1, -1, -1), "check", "accent.on", look)
    return box


class Tick(Dressed, QCheckBox):
    """A real check box for keyboard and screen reader; Space sets it."""

    def __init__(self, words: str, checked: bool = False) -> None:
        super().__init__(words.replace("&", "&&"))
        self._words = words
        self.setAccessibleName(words)
        self.setChecked(checked)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.dress()

    def sizeHint(self) -> QSize:
        width = self.look.width(self._words) + self.look.px("control.icon_small") + self.look.px("space.s") + 4
        return QSize(int(width), self.look.px("control.target_min"))

    minimumSizeHint = sizeHint

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = draw_tick(painter, 1, self.height() / 2, self.isChecked(), self.look)
        if not self.isEnabled():
            painter.setPen(QPen(self.look.color("line.control"), 1, Qt.PenStyle.DashLine))
            painter.drawRect(box)
        left = box.right() + self.look.px("space.s")
        tone = "text.body" if self.isEnabled() else "text.disabled"
        draw_runs(
            painter, QRectF(left, 0, self.width() - left, self.height()), (Run(self._words, "body", tone),), self.look
        )

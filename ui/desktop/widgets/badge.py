"""A small outlined word such as „дете“."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.desktop.theme import Look

from .dressed import Dressed
from .runs import Run, draw_runs

PAD = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A badge as data: its word, and a meaning where it has one. `in_type`: the column with the applicant's type
    says it already.
    """

    word: str
    meaning: str = ""
    in_type: bool = False


def badge_width(text: str, look: Look) -> float:
    """How wide a badge stands, px."""
    return look.width(text, "micro") + 2 * PAD


def draw_badge(painter: QPainter, x: float, rect: QRectF, text: str, look: Look, meaning: str = "") -> float:
    """Paint a badge at `x`, in the middle of `rect`; return the right edge."""
    width, height = badge_width(text, look), look.metrics("micro").height() + 2
    box = QRectF(x, round(rect.center().y() - height / 2), width, height).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(look.pen(f"{meaning}.line" if meaning else "line.control"))
    painter.setBrush(look.brush(f"{meaning}.tint" if meaning else "surface.panel"))
    painter.drawRoundedRect(box, 4, 4)
    tone = f"{meaning}.fg" if meaning else "text.soft"
    draw_runs(painter, box.adjusted(PAD - 0.5, 0, 0, 0), (Run(text, "micro", tone),), look)
    return x + width


class Badge(Dressed, QLabel):
    """`draw_badge` as a widget."""

    def __init__(self, text: str, meaning: str = "") -> None:
        super().__init__(text)
        self._meaning = meaning
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.dress()

    def sizeHint(self) -> QSize:
        return QSize(int(badge_width(self.text(), self.look)) + 1, int(self.look.metrics("micro").height()) + 4)

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_badge(QPainter(self), 0, QRectF(self.rect()), self.text(), self.look, self._meaning)

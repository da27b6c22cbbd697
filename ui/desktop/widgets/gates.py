"""The gates of a district as shapes: a tick, a half, a ring, a stop. Readable without colour."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.desktop.theme import Look
from ui.desktop.theme.icons import paint_icon
from ui.words import N_, _

from .dressed import Dressed


class Gate(Enum):
    """How far one gate is."""

    DONE = N_("готово")
    HALF = N_("в ход")
    TODO = N_("не е започнато")
    BLOCKED = N_("пречка")

    @property
    def word(self) -> str:
        return _(self.value)


class Gates(Dressed, QLabel):
    """A row of shapes, one a gate, in fixed order; the names stand in a legend and in the accessible name."""

    def __init__(self, gates: Sequence[tuple[str, Gate]]) -> None:
        super().__init__()
        self._gates = tuple(gates)
        self.setAccessibleName("; ".join(f"{name}: {gate.word}" if name else gate.word for name, gate in gates))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.dress()

    def sizeHint(self) -> QSize:
        side, gap = self.look.px("control.icon_small"), self.look.px("space.xs")
        return QSize(len(self._gates) * (side + gap), side + 2)

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side, gap = self.look.px("control.icon_small"), self.look.px("space.xs")
        for at, (_name, gate) in enumerate(self._gates):
            draw_gate(painter, QRectF(at * (side + gap), 1, side, side), gate, self.look)


def draw_gate(painter: QPainter, rect: QRectF, gate: Gate, look: Look) -> None:
    """Paint the shape of one gate."""
    if gate is Gate.DONE:
        paint_icon(painter, rect, "s-ok", "success.solid", look)
        return
    if gate is Gate.BLOCKED:
        paint_icon(painter, rect, "s-stop", "danger.solid", look)
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = rect.adjusted(1.5, 1.5, -1.5, -1.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(look.pen("text.soft" if gate is Gate.HALF else "line.control", 1.5))
    painter.drawEllipse(inner)
    if gate is Gate.HALF:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.brush("text.soft"))
        painter.drawPie(inner.adjusted(2, 2, -2, -2), 90 * 16, -180 * 16)

"""A painted line made of runs: pieces of text, each in its role and tone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from ui.desktop.theme import Look


@dataclass(frozen=True, slots=True)
class Run:
    """`role`: a type role; `tone`: the path of a colour token."""

    text: str
    role: str = "body"
    tone: str = "text.body"


def draw_runs(painter: QPainter, rect: QRectF, runs: Iterable[Run], look: Look) -> float:
    """Paint runs on one line, in the middle of the height; what does not fit ends in „…“. Returns the right edge."""
    x, right = rect.left(), rect.right()
    middle = rect.top() + rect.height() / 2
    for run in runs:
        room = right - x
        text, width = run.text, look.width(run.text, run.role)
        metrics = look.metrics(run.role)
        if width > room + 0.5:
            if room < metrics.averageCharWidth():
                break
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room + 0.5)
            width = look.width(text, run.role)
        painter.setFont(look.font(run.role))
        painter.setPen(look.color(run.tone))
        top = round(middle + (metrics.ascent() - metrics.descent()) / 2) - metrics.ascent()
        painter.drawStaticText(QPointF(x, top), look.shaped(text, run.role))
        x += width
    return x


def runs_width(runs: Iterable[Run], look: Look) -> float:
    """How wide the runs want to stand, px."""
    return sum(look.width(run.text, run.role) for run in runs)

"""The legal clock: how long is left, in words, beside a dial that empties."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.desktop.theme import Look
from ui.desktop.theme.icons import paint_icon
from ui.words import _

from .dressed import Dressed
from .runs import Run, draw_runs, runs_width


class Pace(Enum):
    """What the clock is doing; each has a face of its own."""

    RUNNING = "running"
    TODAY = "today"
    OVERDUE = "overdue"
    STOPPED = "stopped"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class LegalClock:
    """`left`: the words a clerk reads first („2 раб. дни“). `until`: the date or hour („до 25.11.“). `share`: what
    is left, 0 to 1.
    """

    pace: Pace
    left: str
    until: str = ""
    share: float = 1.0


TONES = {Pace.RUNNING: "text.body", Pace.TODAY: "warning.fg", Pace.OVERDUE: "danger.fg",
         Pace.STOPPED: "text.soft", Pace.DONE: "text.soft"}  # fmt: skip
FACES = {Pace.OVERDUE: ("s-stop", "danger.solid"), Pace.STOPPED: ("s-pause", "text.soft"),
         Pace.DONE: ("s-none", "text.soft"), Pace.TODAY: ("s-warn", "warning.solid")}  # fmt: skip


def _runs(clock: LegalClock) -> tuple[Run, ...]:
    loud = clock.pace in (Pace.TODAY, Pace.OVERDUE)
    left = Run(clock.left, "strong" if loud else "body", TONES[clock.pace])
    return (left, Run(f"  {clock.until}", "small", "text.soft")) if clock.until else (left,)


def clock_width(clock: LegalClock, look: Look) -> float:
    """How wide a clock stands, px."""
    return look.px("control.icon_small") + look.px("space.s") + runs_width(_runs(clock), look)


def draw_clock(painter: QPainter, rect: QRectF, clock: LegalClock, look: Look) -> None:
    """Paint dial, words and date on one line."""
    side = look.px("control.icon_small")
    _draw_dial(painter, QRectF(rect.left(), round(rect.center().y() - side / 2), side, side), clock, look)
    draw_runs(painter, rect.adjusted(side + look.px("space.s"), 0, 0, 0), _runs(clock), look)


def _draw_dial(painter: QPainter, dial: QRectF, clock: LegalClock, look: Look) -> None:
    if clock.pace in FACES:
        paint_icon(painter, dial, *FACES[clock.pace], look)
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = dial.adjusted(1, 1, -1, -1)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(look.pen("accent.text", 1.5))
    painter.drawEllipse(inner)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.brush("accent.text"))
    painter.drawPie(inner.adjusted(2.2, 2.2, -2.2, -2.2), 90 * 16, round(-360 * 16 * min(1.0, max(0.0, clock.share))))


class ClockLabel(Dressed, QLabel):
    """A clock as a widget."""

    def __init__(self, clock: LegalClock) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._clock = clock
        self.dress()
        self.show_clock(clock)

    def show_clock(self, clock: LegalClock) -> None:
        self._clock = clock
        self.setText(f"{clock.left} {clock.until}".strip())
        self.setAccessibleName(_("Срок: {words}").format(words=self.text()))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(int(clock_width(self._clock, self.look)) + 3, self.look.px("control.target_min"))

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_clock(QPainter(self), QRectF(self.rect()), self._clock, self.look)

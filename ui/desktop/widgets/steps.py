"""The steps of a wizard: a tick, the current number, the numbers to come. Every step can be gone back to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from ui.desktop.theme.icons import paint_icon
from ui.words import N_, _

from .dressed import Dressed
from .layout import column
from .runs import Run, draw_runs

SPOKEN = {"done": N_("готова"), "now": N_("сега"), "todo": N_("предстои")}


@dataclass(frozen=True, slots=True)
class Step:
    """`state`: done, now or todo. `note`: what was entered, or what the step will ask."""

    key: str
    title: str
    note: str
    state: str = "todo"


class _StepButton(Dressed, QPushButton):
    """Mark, title, note under it. The current one has a tint and a bar, as a current row has."""

    def __init__(self, number: int, step: Step) -> None:
        super().__init__()
        self._number, self._step = number, step
        spoken = _("Стъпка {number}, {title}: {state}. {note}")
        self.setAccessibleName(
            spoken.format(number=number, title=step.title, state=_(SPOKEN[step.state]), note=step.note)
        )
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.dress()

    def sizeHint(self) -> QSize:
        return QSize(self.look.grown(180), self.look.grown(54))

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, step = self.look, QPainter(self), self._step
        if step.state == "now":
            painter.fillRect(self.rect(), look.color("surface.select"))
            painter.fillRect(0, 0, look.px("stroke.marker"), self.height(), look.color("accent.fill"))
        elif self.underMouse():
            painter.fillRect(self.rect(), look.color("surface.hover"))
        side, pad, middle = look.px("control.icon"), look.px("space.l"), self.height() / 2
        self._mark(painter, QRectF(pad, middle - side / 2, side, side))
        text = QRectF(pad + side + look.px("space.m"), 0, self.width() - pad - side - look.px("space.m") - 4, middle)
        tone = "text.soft" if step.state == "todo" else "text.strong"
        draw_runs(
            painter,
            text.adjusted(0, 8, 0, 2),
            (Run(step.title, "strong" if step.state == "now" else "body", tone),),
            look,
        )
        draw_runs(
            painter, text.translated(0, middle).adjusted(0, -2, 0, -8), (Run(step.note, "small", "text.soft"),), look
        )

    def _mark(self, painter: QPainter, box: QRectF) -> None:
        look, now = self.look, self._step.state == "now"
        if self._step.state == "done":
            paint_icon(painter, box, "s-ok", "success.solid", look)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.pen("accent.fill" if now else "line.control", 1.5))
        painter.setBrush(look.brush("accent.fill") if now else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))
        text = str(self._number)
        left = box.center().x() - look.width(text, "micro") / 2
        draw_runs(
            painter,
            QRectF(left, box.top(), box.width(), box.height()),
            (Run(text, "micro", "accent.on" if now else "text.soft"),),
            look,
        )


class StepList(QFrame):
    """The left column of a wizard; `below` stands at its foot."""

    picked = Signal(str)
    """The key of the step that a person wants to see."""

    def __init__(self, steps: Sequence[Step], *below: QWidget) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self.setAccessibleName(_("Стъпки"))
        self._below = below
        self._buttons: list[_StepButton] = []
        self._lines = column(gap="")
        self.setLayout(column(self._lines, 1, *below, gap=""))
        self.show_steps(steps)

    def show_steps(self, steps: Sequence[Step]) -> None:
        for old in self._buttons:
            self._lines.removeWidget(old)
            old.deleteLater()
        self._buttons = [_StepButton(number, step) for number, step in enumerate(steps, 1)]
        for button, step in zip(self._buttons, steps, strict=True):
            button.clicked.connect(lambda _checked=False, key=step.key: self.picked.emit(key))
            self._lines.addWidget(button)

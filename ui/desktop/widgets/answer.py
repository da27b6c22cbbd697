"""Да, Не, Неясно: three radio buttons that look like one control."""

from __future__ import annotations

from enum import Enum
from functools import partial

from PySide6.QtCore import QPoint, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget

from ui.desktop.theme.icons import paint_icon
from ui.words import N_, _

from .dressed import Dressed
from .layout import row
from .runs import Run, draw_runs


class Answer(Enum):
    """What was answered: word, bare mark inside the control, status shape outside it, meaning, digit."""

    YES = (N_("Да"), "check", "s-ok", "success", 1)
    NO = (N_("Не"), "cross", "s-stop", "danger", 2)
    UNCLEAR = (N_("Неясно"), "question", "s-ask", "warning", 3)

    @property
    def word(self) -> str:
        return _(self.value[0])

    @property
    def mark(self) -> str:
        return self.value[1]

    @property
    def shape(self) -> str:
        return self.value[2]

    @property
    def meaning(self) -> str:
        return self.value[3]

    @property
    def digit(self) -> int:
        """The key that gives it."""
        return self.value[4]


class _Choice(Dressed, QRadioButton):
    """One third of the control. Arrows move the focus only: an answer is an act and is given by Space, Enter, a
    digit or a click.
    """

    stepped = Signal(int)

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.word)
        self.answer = answer
        self.setAccessibleDescription(str(answer.digit))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.dress()

    def sizeHint(self) -> QSize:
        look = self.look
        width = (
            look.width(self.answer.word, "label")
            + look.px("control.icon_small")
            + look.px("space.xs")
            + 2 * look.px("space.s")
        )
        return QSize(int(width) + 4, look.px("control.height_small"))

    minimumSizeHint = sizeHint

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isChecked():
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, meaning = self.look, QPainter(self), self.answer.meaning
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.8, 0.8, -0.8, -0.8)
        checked = self.isChecked()
        painter.setPen(look.pen(f"{meaning}.solid" if checked else "line.control", 1.5 if checked else 1))
        painter.setBrush(
            look.brush(f"{meaning}.tint" if checked else "surface.hover" if self.underMouse() else "surface.raised")
        )
        painter.drawRoundedRect(box, 4, 4)
        ink = f"{meaning}.fg" if checked else "text.soft"
        side, pad = look.px("control.icon_small"), look.px("space.s")
        paint_icon(painter, QRectF(pad, (self.height() - side) / 2, side, side), self.answer.mark, ink, look)
        words = QRectF(pad + side + look.px("space.xs") + 2, 0, self.width(), self.height())
        draw_runs(painter, words, (Run(self.answer.word, "label", ink),), look)


class AnswerBox(QWidget):
    """The whole control for one question."""

    answered = Signal(object)
    """The `Answer` that a person gave; never sent for `show_answer`."""

    def __init__(self, question: str, answer: Answer | None = None) -> None:
        super().__init__()
        self.setAccessibleName(question)
        self._group = QButtonGroup(self)
        self._choices = {one: _Choice(one) for one in Answer}
        for one, choice in self._choices.items():
            choice.setAccessibleName(f"{question}: {one.word}")
            choice.stepped.connect(partial(self._step, one))
            self._group.addButton(choice, one.digit)
        self.setLayout(row(*self._choices.values(), gap="xs"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self._choices[Answer.YES])
        self.show_answer(answer)
        self._group.idClicked.connect(lambda _digit: self.answered.emit(self.answer))

    @property
    def answer(self) -> Answer | None:
        return next((one for one, choice in self._choices.items() if choice.isChecked()), None)

    def stops(self) -> list[QWidget]:
        """Where Tab stops inside: a group of radio buttons takes it at the chosen one."""
        return list(self._choices.values())

    def _step(self, start: Answer, steps: int) -> None:
        """The focus to the neighbour; at the ends it stays."""
        order = list(Answer)
        to = order[min(len(order) - 1, max(0, order.index(start) + steps))]
        self._choices[to].setFocus(Qt.FocusReason.TabFocusReason)

    def show_answer(self, answer: Answer | None) -> None:
        """Show what is answered; None is not answered yet."""
        with QSignalBlocker(self._group):
            self._group.setExclusive(False)
            for one, choice in self._choices.items():
                choice.setChecked(one is answer)
            self._group.setExclusive(True)
        self.setFocusProxy(self._choices[answer or Answer.YES])

    def give(self, answer: Answer) -> None:
        """Answer as a person would: what a digit key does."""
        self._choices[answer].click()

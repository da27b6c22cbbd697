"""A check that needs a person: number, question, answer; then why, by what right and where to look; a „не“ asks for
an instruction.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QToolButton, QWidget

from ui.desktop.theme.icons import paint_icon
from ui.words import _

from .answer import AnswerBox
from .badge import Badge
from .check_view import CheckView
from .dressed import Dressed
from .layout import column, frame, row
from .runs import Run, draw_runs
from .shape import Shape
from .text import OneLine, Text, tip

LINK_LEAST = 110  # px at 100 %: so much of a document's name is always seen


class OpenCheck(Dressed, QFrame):
    """One open check. What is typed into the instruction is sent when the field is left and is never overwritten
    while it is typed.
    """

    answered = Signal(str, object)
    """Key of the check and the `Answer` that a person gave."""
    instruction_written = Signal(str, str)
    instruction_typed = Signal(str, str)
    """The words as they stand, at every change by a person: for a draft."""
    evidence_wanted = Signal(str)

    def __init__(self, check: CheckView) -> None:
        super().__init__()
        self.check = check
        self._is_current = False
        self.box = AnswerBox(check.title, check.answer)
        self.box.answered.connect(lambda answer: self.answered.emit(self.check.key, answer))
        self._number, self._title = Text(role="small", tone="soft"), Text(role="strong", tone="strong", wrap=True)
        self._reason = Text(wrap=True)
        self._mark = Shape("machine", "text.soft", size="control.icon_small")
        self._source = OneLine(role="small", tone="soft", least=210)
        self._basis = OneLine(role="small", tone="soft")
        self._unsure = Badge(_("текстът се уточнява"), "warning")
        self.link = EvidenceLink()
        self.link.clicked.connect(lambda: self.evidence_wanted.emit(self.check.key))
        self.instruction = InstructionBox()
        self.instruction.left.connect(lambda text: self.instruction_written.emit(self.check.key, text))
        self.instruction.typed.connect(lambda text: self.instruction_typed.emit(self.check.key, text))
        foot = row(self._mark, self._source, self._basis, self._unsure, 1, self.link, gap="xs")
        body = column(self._reason, foot, self.instruction, gap="xs", margin=("xl", "", "", ""))
        head = row(self._number, (self._title, 1), self.box, gap="m")
        self.setLayout(column(head, body, gap="xs", margin=("l", "s", "l", "s")))
        self.setFocusProxy(self.box)
        self.dress()
        self.show_check(check)

    def prepare(self) -> None:
        self._number.setFixedWidth(self.look.px("space.m"))

    def show_check(self, check: CheckView) -> None:
        """Show the same check as it is now."""
        self.check = check
        self.box.show_answer(check.answer)
        self.box.setEnabled(not check.locked)
        tip(self.box, check.locked)
        self.box.setAccessibleDescription(check.locked)
        self._number.setText(str(check.number))
        self._title.setText(check.title)
        self._reason.setText(check.reason)
        self._reason.setVisible(bool(check.reason))
        self._mark.become("machine" if check.by_machine else "person", "text.soft")
        self._source.setText(check.source)
        self._basis.setText(f"· {check.basis}" if check.source and check.basis else check.basis)
        self._mark.setVisible(bool(check.source))
        self._unsure.setVisible(not check.confirmed)
        self.link.show_text(check.evidence)
        self.instruction.setVisible(bool(check.answer and check.answer.meaning == "danger"))
        self.instruction.show_text(check.instruction)
        self.setAccessibleName(f"{check.number}. {check.title}")

    def stops(self) -> list[QWidget]:
        """Where Tab stops inside, in order."""
        return [*self.box.stops(), self.link, self.instruction.edit]

    def set_current(self, current: bool) -> None:
        """The current check has a tint and a bar, and digits answer it."""
        if current != self._is_current:
            self._is_current = current
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._is_current:
            painter.fillRect(self.rect(), self.look.color("surface.select"))
            painter.fillRect(0, 0, self.look.px("stroke.marker"), self.height(), self.look.color("accent.fill"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self.look.color("line.hair"))


class EvidenceLink(Dressed, QToolButton):
    """Where the proof stands: its text ends on the same edge as the links of the folded checks. A long name gives
    way: it ends in „…“ and its tooltip says the whole.
    """

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.dress()
        self.show_text(text)

    def show_text(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(_("Покажи: {where}").format(where=text))
        self.setVisible(bool(text))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = self.look.width(self.text(), "small_strong") + self.look.px("control.icon_small") + 6
        return QSize(int(width), self.look.px("control.target_min"))

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        return QSize(min(hint.width(), self.look.grown(LINK_LEAST)), hint.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, side = self.look, QPainter(self), self.look.px("control.icon_small")
        tip(self, self.text() if self.sizeHint().width() > self.width() + 1 else "")
        paint_icon(painter, QRectF(0, (self.height() - side) / 2, side, side), "jump", "accent.text", look)
        draw_runs(
            painter,
            QRectF(side + 4, 0, self.width() - side - 4, self.height()),
            (Run(self.text(), "small_strong", "accent.text"),),
            look,
        )
        if self.underMouse():
            painter.fillRect(side + 4, self.height() - 4, self.width() - side - 4, 1, look.color("accent.text"))


class _Lines(QPlainTextEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class InstructionBox(Dressed, QFrame):
    """What the citizen will read; it goes into the letter of F5 by itself."""

    left = Signal(str)
    """The text, once the field is left and it differs from what was shown."""
    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.edit = _Lines()
        self.edit.setAccessibleName(_("Указание до гражданина"))
        self.edit.setTabChangesFocus(True)
        self.edit.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.edit.left.connect(self.send)
        self.edit.textChanged.connect(self._typed)
        self._shown = ""
        caption = row(
            Text(_("Указание до гражданина"), "micro", "soft"), 1, Text(_("влиза в писмото при F5"), "micro", "soft")
        )
        self.setLayout(column(frame(caption), self.edit, gap="xs", margin=("", "xs", "", "")))
        self.dress()

    def prepare(self) -> None:
        self.edit.setFont(self.look.font("body"))
        self.edit.setFixedHeight(self.look.grown(58))

    @property
    def text(self) -> str:
        return self.edit.toPlainText()

    def _typed(self) -> None:
        if self.text != self._shown:
            self.typed.emit(self.text)

    def show_text(self, text: str) -> None:
        """Show what is stored. Words that were typed and not yet sent stay."""
        if self.text != self._shown or text == self._shown:
            return
        self._shown = text
        self.edit.setPlainText(text)

    def send(self) -> None:
        """Hand over what was typed: when the field is left, and by the screen before it decides or closes."""
        if self.text != self._shown:
            self._shown = self.text
            self.left.emit(self.text)

"""The head of a case: its number and what it is, its clock, and from which address to which."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from operator_app.domain.review import CheckResult
from operator_app.domain.service import Service
from operator_app.services.views import CaseView
from ui.desktop.views import states, terms
from ui.desktop.widgets.answer import Answer
from ui.desktop.widgets.button import KeyButton
from ui.desktop.widgets.clock import ClockLabel, LegalClock, Pace
from ui.desktop.widgets.dressed import Dressed
from ui.desktop.widgets.layout import Fixed, column, row
from ui.desktop.widgets.shape import Shape
from ui.desktop.widgets.status import Status, StatusChip
from ui.desktop.widgets.text import OneLine, Text, unbroken_text
from ui.words import _, language

from .checks import ANSWERS

IN_CLASSIFIER = "in_classifier"


class CaseHead(Fixed):
    """Esc back · number · service and type · state … clock · previous, next."""

    back = Signal()
    step = Signal(int)

    def __init__(self, scope: QWidget) -> None:
        self.leave = KeyButton(_("Опашка"), "Esc", "quiet", size="small")
        self.number = OneLine("", "title", "strong", least=230)
        self.what = OneLine("", "body", "soft", least=60)
        self.state = StatusChip(Status("s-none", ""))
        self.clock = ClockLabel(LegalClock(Pace.DONE, ""))
        self.before = KeyButton(_("Предишна"), "Shift+F2", size="small")
        self.after = KeyButton(_("Следваща"), "F2", size="small")
        parts = (self.leave, self.number, self.what, self.state, 1, self.clock, self.before, self.after)
        super().__init__(row(*parts, gap="m", margin=("s", "", "l", "")), "shell.header")
        self.leave.clicked.connect(self.back)
        self.before.clicked.connect(lambda: self.step.emit(-1))
        self.after.clicked.connect(lambda: self.step.emit(1))
        self.before.bind(scope)
        self.after.bind(scope)

    def show_case(self, view: CaseView, clock: LegalClock, unsent: bool) -> None:
        case, kind = view.case, view.service.types[view.case.applicant_type]
        self.number.setText(case.number)
        self.what.setText(f"{view.service.short.in_(language()).lower()} · {kind.title.in_(language()).lower()}")
        self.state.show_status(states.status(case.state, view.banner, unsent))
        self.clock.show_clock(clock)
        self.clock.setVisible(view.term is not None)
        for line in (self.number, self.what):
            line.updateGeometry()
            line.update()

    def show_steps(self, before: str, after: str, after_words: str, primary: bool) -> None:
        """Why a way is closed, "" for open ones; what F2 does now."""
        self.before.close_way(before)
        self.after.say(after_words)
        self.after.wear("primary" if primary else "")
        self.after.close_way(after)


class Addresses(Dressed, QFrame):
    """From where, to where: the one thing a case is about."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self._before, self._now = Text(_("Досега"), "small", "soft"), Text(_("Нов"), "small", "soft")
        self.old, self.new = OneLine("", "body", "soft", least=80), OneLine("", "strong", "strong", least=80)
        self._mark, self._word = Shape("s-none", size="control.icon_small"), OneLine("", "small", "soft", least=20)
        old = row(self._before, self.old, 1, gap="m")
        new = row(self._now, self.new, self._mark, self._word, 1, gap="m")
        self.setLayout(column(old, new, gap="hair", margin=("l", "s", "l", "s")))
        self.dress()

    def prepare(self) -> None:
        for caption in (self._before, self._now):
            caption.setFixedWidth(self.look.px("space.xxl") + 8)

    def show_case(self, view: CaseView) -> None:
        service, case = view.service, view.case
        old, new = case.address(service.previous), case.address(service.subject)
        self.setVisible(new is not None)
        self.old.setText(unbroken_text(_place(old)) if old else _("не е посочен"))
        self.new.setText(unbroken_text(_place(new)) if new else "")
        found = classifier(service, view.results)
        self._mark.setVisible(found is not None)
        self._word.setText(found.word if found else "")
        if found:
            self._mark.become(found.shape, found.ink, found.word)
        for line in (self.old, self.new, self._word):
            line.updateGeometry()
            line.update()


def _place(address) -> str:  # type: ignore[no-untyped-def]
    """„р-н Средец, ул. „Любен Каравелов“ № 38, ет. 3, ап. 8“"""
    return _("р-н {district}, {line}").format(district=address.district_name, line=address.line)


def classifier(service: Service, results: tuple[CheckResult, ...]) -> Status | None:
    """Whether the new address stands in НКНПА, by the check that asks the register about it."""
    for result in results:
        if result.definition.function == IN_CLASSIFIER and result.definition.params.get("field") == service.subject:
            answer = ANSWERS[result.value]
            words = {Answer.YES: _("в НКНПА"), Answer.NO: _("не е в НКНПА"), Answer.UNCLEAR: _("НКНПА: неясно")}
            return Status(answer.shape, words[answer], answer.meaning)
    return None


def clock_of(view: CaseView, today) -> LegalClock:  # type: ignore[no-untyped-def]
    return terms.clock(view.term, today)

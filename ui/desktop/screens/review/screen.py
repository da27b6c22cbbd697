"""One case: parties and checks at the left, the papers at the right, the decision below."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from operator_app.domain.case import Value
from operator_app.domain.errors import Told
from operator_app.domain.lifecycle import State
from operator_app.domain.terms import sofia_day
from operator_app.ports.sync_store import Changed
from operator_app.services.views import CaseView, QueueRow
from ui.desktop.screen import KeyLine, Room, Screen
from ui.desktop.trace import trace
from ui.desktop.views import next_case, terms
from ui.desktop.widgets.answer import Answer
from ui.desktop.widgets.banner import Banner, BannerView
from ui.desktop.widgets.decision_bar import DecisionBar, DecisionView
from ui.desktop.widgets.layout import Rule, column, frame, row
from ui.desktop.widgets.speech import announce
from ui.desktop.widgets.status import Status
from ui.words import _

from . import banners, cards, checks, choices, decisions, matrix, notes
from .acts import CaseActs
from .head import CaseHead
from .keys import key_lines
from .left import Left
from .opening import Opened, open_case, trace_case
from .papers_view import PapersView

LOW = 800
"""Below this height of a window (px at 100 %) each person has one line, so that two open checks still fit."""


class ReviewScreen(Screen):
    """`case_id`: the open case, the context of a scan."""

    place = "review"

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.case_id = ""
        self._opened: Opened | None = None
        self._drafts: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._fresh = False
        self._beyond = ""
        self._asked = 0
        self._acts, self._notes = CaseActs(room, self), notes.Notes(room, self)
        self._build()
        self._wire()

    # --- parts ------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.head = CaseHead(self)
        self.banner = Banner(BannerView("info", " "))
        self._banner_bar = frame(column(self.banner, margin=("l", "s", "l", "s")), surface="panel")
        self.left = Left()
        self.papers = PapersView(self.room, self)
        self.bar = DecisionBar(DecisionView(Status("s-wait", _("Отваря се…")), "", ()), self)
        halves = row((self.left, 55), Rule(vertical=True), (self.papers, 45), gap="")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        body = column(self.head, Rule(), self._banner_bar, (halves, 1), Rule(), self.bar, gap="")
        layout.addWidget(frame(body, surface="panel"))
        self.setFocusProxy(self.left.checks)

    def _wire(self) -> None:
        left = self.left
        self.head.back.connect(self.room.back)
        self.head.step.connect(self._step)
        left.checks.answered.connect(self._answer)
        left.checks.evidence_wanted.connect(self._show_proof)
        left.checks.instruction_typed.connect(self._typed)
        left.checks.instruction_written.connect(self._instruct)
        left.parties.opened.connect(self._open_cell)
        self.bar.decided.connect(self._decide)
        self.bar.refused.connect(self._say_why)
        self._acts.done.connect(self._done)
        self._acts.refused.connect(lambda _act: self._show())
        for keys, act in (("F11", self._show_number), ("Ctrl+PgDown", left.turn)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)

    def keys(self) -> list[KeyLine]:
        ways = decisions.bar(self._opened.view, self.room.who).decisions if self._opened is not None else ()
        return key_lines([KeyLine(way.keys, way.word) for way in ways], self.head.after.words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        window: QWidget = self.window()
        self.left.parties.set_roomy(window.height() >= self.left.addresses.look.grown(LOW))

    # --- coming and going -------------------------------------------------------------------------------------------

    def enter(self, argument: str = "") -> None:
        self.head.leave.say(self.room.behind())
        if argument and argument != self.case_id:
            self._forget()
            self.case_id = argument
            self._fresh = True
        elif self._opened is not None:
            self.left.take_focus()
        self._ask()

    def leave(self) -> None:
        """What was typed is kept; a shown ЕГН is hidden; no page stays in memory."""
        self.left.checks.send_typed()
        self._notes.flush()
        if self._shown:
            self._shown.clear()
            self._show()
        self.papers.forget()

    def refresh(self, changed: Changed) -> None:
        if self.case_id and self.isVisible() and self._concerns(changed):
            self._ask()

    def _concerns(self, changed: Changed) -> bool:
        return self.case_id in changed.cases or self.case_id in changed.documents or changed.outbox

    def _forget(self) -> None:
        self.left.checks.send_typed()
        self._notes.flush()
        self.left.clear()
        self.papers.forget()
        self._opened = None
        self._shown.clear()
        self._drafts.clear()

    def _ask(self) -> None:
        """Ask the store for the case as it is now; only the newest answer counts."""
        if not self.case_id:
            return
        self._asked += 1
        turn, desk, who = self._asked, self.room.desk, self.room.who
        job = partial(open_case, desk, who, self.case_id, self.room.course.filter)

        def arrived(opened: Opened) -> None:
            if turn == self._asked:
                self._arrived(opened)

        self.room.bridge.run(self, desk.reader, job, arrived, self._cannot_open)

    def _cannot_open(self, error: Told) -> None:
        """The case is not here any more: the sentence says why, and the queue is the place to go on."""
        self.room.tell(error)
        if self._opened is None:
            self.room.go("queue", "")

    def _arrived(self, opened: Opened) -> None:
        first = self._opened is None
        self._opened = opened
        if not opened.is_done:
            self._beyond = opened.after  # a decision ends the term, and the case then stands elsewhere in the order
        typed = opened.drafts if first else {**opened.drafts, **self._drafts}
        # A draft has served once the case itself says the same, and not a moment before.
        said = checks.standing_instruction
        self._drafts = {field: text for field, text in typed.items() if text != said(opened.view, field)}
        self._show()
        if self._fresh:
            self._fresh = False
            self.left.take_focus()
        trace_case(opened.view)

    # --- what is shown ----------------------------------------------------------------------------------------------

    @property
    def _view(self) -> CaseView | None:
        return self._opened.view if self._opened is not None else None

    def _today(self) -> date:
        return sofia_day(self.room.desk.clock.now())

    def _show(self) -> None:
        view, today = self._view, self._today()
        if view is None or self._opened is None:
            return
        self.head.show_case(view, terms.clock(view.term, today), bool(decisions.own_decision(view)))
        self.left.show_case(view, today, self._drafts, self._shown, self.room.who.name)
        self.papers.show_case(view)
        said = banners.banner(view)
        self._banner_bar.setVisible(said is not None)
        if said is not None:
            self.banner.show_view(said)
        self.bar.show_view(decisions.bar(view, self.room.who))
        self._show_steps(self._opened)

    def _show_steps(self, opened: Opened) -> None:
        """F2 goes on within the filter. Once this case is decided, it brings the next one to be worked on and claims
        it.
        """
        none = _("Това е последната в този изглед.")
        done = opened.is_done
        words = _("Поеми следващата") if done else _("Следваща")
        self.head.show_steps(
            "" if opened.before else _("Това е първата в този изглед."),
            "" if opened.after or done else none,
            words,
            done,
        )

    def _say_why(self, reason: str) -> None:
        """The key of a closed way was pressed: the reason stands in the bar until something changes."""
        view = self._view
        if view is not None:
            self.bar.show_view(replace(decisions.bar(view, self.room.who), sentence=reason))

    # --- checks -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit answers the current check from anywhere on the screen where it is not typed."""
        answer = {Qt.Key.Key_1: Answer.YES, Qt.Key.Key_2: Answer.NO, Qt.Key.Key_3: Answer.UNCLEAR}.get(
            Qt.Key(event.key())
        )
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if answer is not None and plain and not event.isAutoRepeat() and self.left.shows_checks:
            self.left.checks.answer(answer)
        else:
            super().keyPressEvent(event)

    def _answer(self, check: str, answer: Answer) -> None:
        view = self._view
        if view is None:
            return
        refusal = checks.cannot_answer(view)
        if refusal is not None:
            self.room.tell(refusal)
            self._show()
            return
        value = checks.VALUES[answer]
        told = self._drafts.get(check) or checks.standing_instruction(view, check) if value is Value.NO else ""
        self._acts.answer(self.case_id, check, value, "", told, lambda: None)

    def _typed(self, check: str, text: str) -> None:
        self._drafts[check] = text
        self._notes.typed(self.case_id, notes.instruction(check), text)

    def _instruct(self, check: str, text: str) -> None:
        """The field was left: the wording becomes part of the answer, where there may be one; else it stays a draft."""
        view, case = self._view, self.case_id
        if view is None or checks.cannot_answer(view) is not None:
            return

        settled = partial(self._notes.settled, case, notes.instruction(check))
        self._acts.answer(case, check, Value.NO, "", text, settled)

    def _show_proof(self, check: str) -> None:
        view = self._view
        result = next((one for one in view.results if one.id == check), None) if view is not None else None
        if view is None or result is None:
            return
        found = checks.proof(view.case, view.service, result)
        if found.where is checks.Where.DOCUMENT:
            self.papers.go_to(found.key)
            self.room.say(found.words)
            trace("proof", kind="document")
        elif found.where is checks.Where.PARTY:
            self.left.go_to_party(found.key)

    def _open_cell(self, role: str, at: int) -> None:
        """Enter on a cell of the matrix: to the paper behind it, or to the check about it."""
        view = self._view
        if view is None:
            return
        document, check = matrix.behind(view, role, at)
        if document:
            self.papers.go_to(document)
        elif check:
            self.left.go_to("checks", focus=False)
            self.left.checks.go_to(check)

    def _show_number(self) -> None:
        """F11: the full ЕГН of the person under the cursor, which is recorded; again hides it."""
        role, case = self.left.party, self.case_id
        if not role or self._view is None:
            return
        if self._shown.pop(role, None) is not None:
            self._show()
            return
        desk, who = self.room.desk, self.room.who

        def arrived(number: str) -> None:
            if case == self.case_id and self.isVisible():
                self._shown[role] = number
                self._show()

        def show() -> str:
            return desk.write(lambda: desk.identifiers.show_identifier(case, role, who))

        self.room.bridge.run(self, desk.writer, show, arrived, self.room.tell)

    # --- decisions --------------------------------------------------------------------------------------------------

    def _decide(self, way: str) -> None:
        view = self._view
        if view is None:
            return
        if way in (decisions.CLAIM, decisions.PUT_BACK, decisions.TAKE_OVER):
            self._acts.hold(way, self.case_id)
            return
        self.left.checks.send_typed()
        card = cards.card_for(way, view, self._today(), self._drafts.get(notes.REASONS, ""))
        if card is None:
            self._make(way, (), "")
            return
        card.confirmed.connect(lambda chosen, reasons: self._make(way, chosen, reasons))
        card.closed.connect(self._close_card)
        card.written.connect(self._reasons)
        self.left.open_card(card)
        trace("card", kind=way)

    def _reasons(self, text: str) -> None:
        self._drafts[notes.REASONS] = text
        self._notes.typed(self.case_id, notes.REASONS, text)

    def _close_card(self) -> None:
        self._notes.flush()
        self.left.close_card()
        self.left.take_focus()

    def _make(self, kind: str, chosen: tuple[str, ...], reasons: str) -> None:
        view = self._view
        said = choices.Said(chosen, reasons, self._drafts)
        body = choices.body(kind, view, self._today(), said) if view is not None else None
        if body is not None:
            self._acts.decide(self.case_id, kind, body)

    def _done(self, act: str) -> None:
        """An act is written: durable on this computer, resting or on its way."""
        if act.startswith("decision."):
            if act == decisions.REFUSE:
                self._drafts.pop(notes.REASONS, None)
                self._notes.settled(self.case_id, notes.REASONS)
            self.left.close_card()
            self.left.take_focus()
            announce(self, _("Решено. Записано е тук и тръгва към центъра."))
            trace("decided", kind=act)
        self._ask()

    # --- the next case ----------------------------------------------------------------------------------------------

    def _step(self, by: int) -> None:
        opened = self._opened
        if opened is None:
            return
        if by > 0 and opened.is_done:
            self._next_work()
            return
        beside = opened.after if by > 0 else opened.before
        if beside:
            self._switch(beside)

    def _switch(self, case: str) -> None:
        self._forget()
        self.case_id, self._fresh = case, True
        self._ask()
        trace("screen", screen="review")

    def _next_work(self) -> None:
        """This case is decided: the next workable one from where it stood, claimed and open in one key."""
        desk, who, chosen = self.room.desk, self.room.who, self.room.course.filter
        here = self._beyond or self.case_id

        def find() -> QueueRow | None:
            return next_case.pick(
                lambda key, size: desk.queue.page(chosen, key, size, who), here, past=not self._beyond
            )

        def found(row: QueueRow | None) -> None:
            if row is None:
                self._say_why(_("В този изглед няма друга преписка за работа. Esc връща в опашката."))
            elif row.state is State.SUBMITTED:
                claim = lambda: desk.write(lambda: desk.cases.claim(row.id, who))  # noqa: E731
                self.room.bridge.run(self, desk.writer, claim, lambda _done: self._switch(row.id), self.room.tell)
            else:
                self._switch(row.id)

        self.room.bridge.run(self, desk.reader, find, found, self.room.tell)

"""One case: opening it, and each act of a clerk on it. Every act is one operation in one transaction, and rests."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from operator_app.domain import bodies, errors, making, review
from operator_app.domain.bodies import Body
from operator_app.domain.case import Case, Consent, Instruction, Value
from operator_app.domain.environment import Environment
from operator_app.domain.service import Service
from operator_app.domain.terms import sofia_day
from operator_app.formats.scripts import readable
from operator_app.ports.sync_store import Changed
from operator_app.storage.repositories import desk, queue

from .acts import NOT_HERE, Acts
from .case_views import case_view
from .views import CaseView, Operator

MANY = errors.code("case.many")
EMPTY_NOTE = errors.code("note.empty")
LONG_NOTE = errors.code("note.too_long")
LONG_REASON = errors.code("check.reason_too_long")
MOST_TEXT = 4000  # characters of a note, a reason, an instruction

Made = tuple[str, Changed]
"""The operation's id (empty where nothing had to be done) and what changed."""


class Cases:
    """Acts run on the writer lane, `open` and the like on the reader lane. All raise `Refused` with the rule's code."""

    def __init__(self, acts: Acts) -> None:
        self._acts, self._store = acts, acts.store

    def open(self, case_id: str, who: Operator) -> CaseView:
        """Everything that a review shows. Raises `Refused("case.not_here")`."""
        with self._store.reading() as session:
            case, service = self._acts.standing(session, case_id)
            return case_view(session, case, service, who, self._store.clock.now())

    def number_of(self, case_id: str) -> str:
        """The incoming number of a case. Raises `Refused("case.not_here")`."""
        with self._store.reading() as session:
            return self._acts.standing(session, case_id)[0].number

    def find(self, number: str) -> str | None:
        """The id of the case with this incoming number, if it is in this office's queue; look-alikes folded."""
        with self._store.reading() as session:
            return queue.find(session, number)

    def id_of(self, said: str) -> str:
        """The case that a person names by its id, its whole number or, where only one has them, its last figures.
        Raises `Refused`: `case.not_here`, `case.many` (`count`).
        """
        with self._store.reading() as session:
            found = queue.named(session, said.strip())
        if not found:
            raise errors.Refused(NOT_HERE)
        if len(found) > 1:
            raise errors.Refused(MANY, count=len(found))
        return found[0]

    def claim(self, case_id: str, who: Operator) -> Made:
        with self._store.writing() as session:
            case, _ = self._acts.standing(session, case_id)
            if case.assignee == who.account:
                return "", Changed()
            return self._acts.make(session, who, case_id, "case.claimed", bodies.Claimed(who.account, who.name))

    def put_back(self, case_id: str, who: Operator, reason: str = "") -> Made:
        return self._one(who, case_id, "case.put_back", bodies.PutBack(_said(LONG_REASON, reason)))

    def take_over(self, case_id: str, who: Operator, reason: str = "") -> Made:
        with self._store.writing() as session:
            case, _ = self._acts.standing(session, case_id)
            if case.assignee == who.account:
                return "", Changed()
            body = bodies.TakenOver(who.account, who.name, _said(LONG_REASON, reason))
            return self._acts.make(session, who, case_id, "case.taken_over", body)

    def answer(
        self, case_id: str, check: str, value: Value, reason: str, who: Operator, instruction_text: str = ""
    ) -> Made:
        """The clerk's answer to a check. For a „не“, `instruction_text` is what the citizen will be told; empty: the
        words of the service's data.
        """
        reason, told_text = _said(LONG_REASON, reason), _said(LONG_REASON, instruction_text)
        with self._store.writing() as session:
            case, service = self._acts.standing(session, case_id)
            told = _instruction(service, check, value, told_text)
            body = bodies.CheckAnswered(check, value, reason, told)
            if _answered(case, body, who):
                return "", Changed()
            return self._acts.make(session, who, case_id, "check.answered", body)

    def note(self, case_id: str, text: str, who: Operator) -> Made:
        said = _said(LONG_NOTE, text)
        if not said:
            raise errors.Refused(EMPTY_NOTE)
        return self._one(who, case_id, "note.added", bodies.NoteAdded(said))

    def record_consent(
        self, case_id: str, role: str, consent: Consent, who: Operator, *, jti: str = "", kid: str = ""
    ) -> Made:
        """A party's consent that the clerk has before them; for a scanned seal see `Scans.accept`."""
        return self._one(who, case_id, "consent.recorded", bodies.ConsentGiven(role, consent, jti, kid))

    def decide(self, case_id: str, kind: str, body: Body, who: Operator) -> Made:
        """A decision (`decision.*`) or a withdrawal. What stands in its way was said before by `CaseView.rulings`."""
        return self._one(who, case_id, kind, _worded(body))

    def body_for(
        self, case_id: str, kind: str, *, grounds: tuple[str, ...] = (), reasons: str = "", speed: str = "ordinary"
    ) -> Body:
        """What a decision says where the clerk chose only its kind: the instructions of every standing „не“, the fee
        in force, the district of the address.
        """
        with self._store.reading() as session:
            case, service = self._acts.standing(session, case_id)
            environment = Environment(desk.device_row(session).environment)
        today = sofia_day(self._store.clock.now())
        match kind:
            case "decision.returned":
                results = review.results(case, service, today, environment)
                return bodies.Returned(tuple(r.instruction for r in results if r.instruction is not None))
            case "decision.fee_requested":
                tariff = service.fee_on(today, speed)
                amount, source = (tariff.amount, tariff.source) if tariff else (Decimal(0), "")
                return bodies.FeeRequested(amount, speed, source)
            case "decision.refused":
                return bodies.Denied(grounds, reasons)
            case "decision.terminated":
                return bodies.Terminated(reasons)
            case "decision.passed_on":
                target = making.target_office(case, service)
                return replace(target, reason=reasons) if target else bodies.PassedOn(case.office, reasons)
            case _:
                return bodies.Registered(reasons)

    def _one(self, who: Operator, case_id: str, kind: str, body: Body) -> Made:
        with self._store.writing() as session:
            return self._acts.make(session, who, case_id, kind, body)


def _said(code: str, text: str) -> str:
    """Free text as it goes into a record for good. Raises `Refused(code)` where it is too long."""
    said = readable(text).strip()
    if len(said) > MOST_TEXT:
        raise errors.Refused(code, most=MOST_TEXT)
    return said


def _worded(body: Body) -> Body:
    """A decision with its reasons fit for the record."""
    if isinstance(body, bodies.Denied):
        return replace(body, reasons=_said(LONG_REASON, body.reasons))
    if isinstance(body, bodies.Terminated | bodies.Withdrawn | bodies.PassedOn):
        return replace(body, reason=_said(LONG_REASON, body.reason))
    if isinstance(body, bodies.Registered):
        return replace(body, note=_said(LONG_REASON, body.note))
    return body


def _instruction(service: Service, check: str, value: Value, text: str) -> Instruction | None:
    definition = service.checks.get(check)
    if value is not Value.NO or definition is None:
        return None
    template = review.template(service, definition)
    return replace(template, text=text) if text else template


def _answered(case: Case, body: bodies.CheckAnswered, who: Operator) -> bool:
    """This very answer of this clerk already stands."""
    answer = case.answers.get(body.check)
    if answer is None:
        return False
    standing = (answer.value, answer.reason, answer.by, answer.instruction)
    return standing == (body.value, body.reason, who.name, body.instruction)

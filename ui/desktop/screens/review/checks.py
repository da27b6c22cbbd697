"""From the results of the checks to what the list shows: answer, reason in words, basis, where the proof is. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from operator_app.domain.case import Case, Value
from operator_app.domain.decisions import NOT_CLAIMED, NOT_NOW, NOT_YOURS
from operator_app.domain.errors import Refused, Told
from operator_app.domain.lifecycle import State
from operator_app.domain.review import CheckResult
from operator_app.domain.service import Service
from operator_app.services.views import CaseView
from ui.desktop.views.moments import near
from ui.desktop.widgets.answer import Answer
from ui.desktop.widgets.check_view import CheckView
from ui.words import _, language
from ui.words.reasons import explain

ANSWERS = {Value.YES: Answer.YES, Value.NO: Answer.NO, Value.UNDETERMINED: Answer.UNCLEAR}
VALUES = {answer: value for value, answer in ANSWERS.items()}


class Where(Enum):
    """What a check's proof is."""

    DOCUMENT = "document"
    PARTY = "party"
    NOWHERE = ""


@dataclass(frozen=True)
class Proof:
    """Where to look: `key` is the id of a document or the role of a party."""

    where: Where
    key: str = ""
    words: str = ""


def views(view: CaseView, today: date, drafts: Mapping[str, str], me: str) -> tuple[CheckView, ...]:
    """`drafts`: instructions that the clerk has begun to write, by check; `me`: the name under which they answer."""
    return tuple(_view(view, result, number, today, drafts, me) for number, result in enumerate(view.results, 1))


def _view(
    view: CaseView, result: CheckResult, number: int, today: date, drafts: Mapping[str, str], me: str
) -> CheckView:
    written = result.instruction.text if result.instruction else ""
    return CheckView(
        key=result.id,
        number=number,
        title=result.definition.title.in_(language()),
        answer=ANSWERS[result.value],
        reason=_reason(view, result),
        basis=result.basis.citation,
        source=source(result, today, me),
        evidence=proof(view.case, view.service, result).words,
        by_machine=not result.by_clerk,
        confirmed=result.basis.confirmed,
        needs_person=result.open,
        instruction=drafts.get(result.id, written),
    )


def why(result: CheckResult, service: Service) -> str:
    """The machine's reason as a sentence. A role in it is called by the service's own word."""
    params = dict(result.finding.params)
    role = service.roles.get(str(params.get("role", "")))
    if role is not None:
        params["role"] = role.title.in_(language())
    return explain(result.finding.reason, params)


def _reason(view: CaseView, result: CheckResult) -> str:
    """The clerk's own words, else what the data say; where the clerk answered otherwise, both are told apart."""
    if result.words:
        return result.words
    by_data = why(result, view.service)
    return (
        _("По данните: {why}").format(why=by_data)
        if result.by_clerk and result.value is not result.finding.value
        else by_data
    )


def source(result: CheckResult, today: date, me: str) -> str:
    """Who answered and when; for a register, how old its answer is."""
    if result.at is not None:
        return f"{_('вие') if result.by == me else result.by}, {near(result.at, today)}"
    if result.asked_at is not None:
        return _("по регистрите, {when}").format(when=near(result.asked_at, today))
    return _("по заявлението")


def proof(case: Case, service: Service, result: CheckResult) -> Proof:
    """The newest document of the kind that the check names, else the party whose role it names."""
    named = result.definition.evidence
    documents = case.documents_of(named) if named else ()
    if documents:
        newest = max(documents, key=lambda one: one.added_at)
        return Proof(Where.DOCUMENT, newest.id, service.documents[named].title.in_(language()))
    if named in service.roles and case.party(named) is not None:
        words = service.roles[named].title.in_(language())
        return Proof(Where.PARTY, named, words[:1].upper() + words[1:])
    return Proof(Where.NOWHERE)


def cannot_answer(view: CaseView) -> Told | None:
    """Why no check can be answered now. The case can be read; it is never claimed behind a clerk's back."""
    case = view.case
    if case.state is State.SUBMITTED:
        return Refused(NOT_CLAIMED)
    if case.state not in (State.IN_REVIEW, State.PAID):
        return Refused(NOT_NOW, state=case.state.value)
    if not view.mine:
        return Refused(NOT_YOURS, clerk=case.assignee_name or case.assignee or "")
    return None


def standing_instruction(view: CaseView, check: str) -> str:
    """What the citizen would be told now, so that the same answer again does not undo a clerk's wording."""
    result = next((one for one in view.results if one.id == check), None)
    return result.instruction.text if result is not None and result.instruction is not None else ""

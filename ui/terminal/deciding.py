"""What a decision says, from the few words of a command line. The rules themselves are the domain's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from operator_app.domain import bodies, errors, making
from operator_app.domain.bodies import Body
from operator_app.domain.case import Value
from operator_app.domain.decisions import NO_FEE, RIGHT_DISTRICT
from operator_app.domain.terms import sofia_day
from operator_app.ports.sync_store import Changed
from operator_app.services.views import CaseView, Operator

if TYPE_CHECKING:
    from ui.compose import Desk

KINDS = {
    "returned": "decision.returned",
    "fee": "decision.fee_requested",
    "registered": "decision.registered",
    "refused": "decision.refused",
    "passed-on": "decision.passed_on",
    "terminated": "decision.terminated",
}
Made = tuple[str, Changed]


@dataclass(frozen=True)
class Words:
    """What the clerk adds to a decision: `grounds` of a refusal by id, reasons in their own words, speed of the service."""

    grounds: Sequence[str] = ()
    reason: str = ""
    speed: str = "ordinary"


def case_of(desk: Desk, text: str) -> str:
    """The id of a case by its incoming number or its id. Raises `Refused("case.not_here")`."""
    found = desk.cases.find(text)
    if found is None:
        desk.cases.number_of(text)
    return found or text


def act(desk: Desk, job: Callable[[], Made]) -> str:
    """One act on the writer lane, told to who listens; its operation's id, empty where nothing had to be done."""
    return desk.writer.call(lambda: desk.write(job))


def decide(desk: Desk, case: str, kind: str, who: Operator, words: Words) -> str:
    """One decision; the operation's id. Raises `Refused` with the rule's code, and then nothing has changed."""
    body = _body(desk, desk.reader.call(lambda: desk.cases.open(case, who)), kind, words)
    return act(desk, lambda: desk.cases.decide(case, kind, body, who))


def _body(desk: Desk, view: CaseView, kind: str, words: Words) -> Body:
    match kind:
        case "decision.returned":
            asked = (r.instruction for r in view.results if r.value is Value.NO)
            return bodies.Returned(tuple(one for one in asked if one is not None))
        case "decision.fee_requested":
            tariff = view.service.fee_on(sofia_day(desk.clock.now()), words.speed)
            if tariff is None:
                raise errors.Refused(NO_FEE)
            return bodies.FeeRequested(tariff.amount, words.speed, tariff.source)
        case "decision.refused":
            return bodies.Denied(tuple(words.grounds), words.reason)
        case "decision.passed_on":
            target = making.target_office(view.case, view.service)
            if target is None:
                raise errors.Refused(RIGHT_DISTRICT)
            return bodies.PassedOn(target.office, words.reason)
        case "decision.terminated":
            return bodies.Terminated(words.reason)
        case _:
            return bodies.Registered(words.reason)

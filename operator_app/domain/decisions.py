"""What may be decided on a case now, and what stands in the way of the rest, each with a code for its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from . import errors
from .bodies import Body, Denied, FeeRequested, PassedOn, Returned
from .case import Case, Value
from .environment import Environment
from .lifecycle import ActorKind, State, next_state
from .operation import Actor
from .review import CheckResult
from .service import DecisionDef, Service

NOT_NOW = errors.code("decision.not_in_this_state")
CLOSED_CASE = errors.code("decision.case_closed")
NOT_YOURS = errors.code("decision.not_yours")
NOT_CLAIMED = errors.code("decision.not_claimed")
OPEN_NO = errors.code("decision.open_no")
OPEN_CHECKS = errors.code("decision.open_checks")
NOTHING_TO_MEND = errors.code("decision.nothing_to_mend")
FEE_NOT_PAID = errors.code("decision.fee_not_paid")
NO_FEE = errors.code("decision.no_fee")
ALREADY_PAID = errors.code("decision.already_paid")
NO_GROUND = errors.code("decision.no_ground")
UNKNOWN_GROUND = errors.code("decision.unknown_ground")
RIGHT_DISTRICT = errors.code("decision.right_district")
WRONG_TARGET = errors.code("decision.wrong_target")
TERM_RUNS = errors.code("decision.term_runs")
NO_TERM = errors.code("decision.no_term")
UNCONFIRMED = errors.code("decision.unconfirmed_basis")
UNCONFIRMED_GROUND = errors.code("decision.unconfirmed_ground")
UNCONFIRMED_FEE = errors.code("decision.unconfirmed_fee")
NO_INSTRUCTIONS = errors.code("decision.no_instructions")
UNKNOWN_DECISION = errors.code("decision.unknown")
WRONG_FEE = errors.code("decision.wrong_fee")

MAY_TAKE_OVER = frozenset({"senior"})


@dataclass(frozen=True)
class Ruling:
    """`code` empty: permitted. Else why not, with parameters for the sentence."""

    definition: DecisionDef
    code: str = ""
    params: dict[str, object] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return self.definition.kind

    @property
    def permitted(self) -> bool:
        return not self.code


def rulings(
    case: Case, service: Service, results: Sequence[CheckResult], actor: Actor, today: date, environment: Environment
) -> tuple[Ruling, ...]:
    """Every decision that the service knows, in its order, permitted or with the first thing in the way."""
    made = []
    for definition in service.decisions.values():
        code, params = _obstacle(definition, case, service, results, actor, today, environment)
        made.append(Ruling(definition, code, params))
    return tuple(made)


Obstacle = tuple[str, dict[str, object]]
CLEAR: Obstacle = ("", {})


def _obstacle(
    definition: DecisionDef,
    case: Case,
    service: Service,
    results: Sequence[CheckResult],
    actor: Actor,
    today: date,
    environment: Environment,
) -> Obstacle:
    kind = definition.kind
    if next_state(kind, case.state, actor.kind) is None:
        return _why_not_now(case)
    if actor.kind is ActorKind.CLERK and case.state is not State.SUBMITTED:
        if case.assignee is None:
            return NOT_CLAIMED, {}
        if case.assignee != actor.id:
            return NOT_YOURS, {"clerk": case.assignee_name or case.assignee}
    if definition.needs_confirmed and environment.real and not service.bases[definition.basis].confirmed:
        return UNCONFIRMED, {"basis": definition.basis}
    return GUARDS.get(kind, _free)(case, service, results, today)


def _why_not_now(case: Case) -> Obstacle:
    if case.state in (State.REFUSED, State.CERTIFICATE_ISSUED, State.WITHDRAWN, State.TERMINATED, State.PASSED_ON):
        return CLOSED_CASE, {"state": case.state.value}
    return NOT_NOW, {"state": case.state.value}


def _free(case: Case, service: Service, results: Sequence[CheckResult], today: date) -> Obstacle:
    return CLEAR


def _may_return(case: Case, service: Service, results: Sequence[CheckResult], today: date) -> Obstacle:
    return CLEAR if any(r.value is Value.NO for r in results) else (NOTHING_TO_MEND, {})


def _complete(results: Iterable[CheckResult]) -> Obstacle:
    """No „не“ and no „неясно“: the two are different work for the clerk, so they are said apart."""
    standing = list(results)
    refused = sum(r.value is Value.NO for r in standing)
    if refused:
        return OPEN_NO, {"count": refused}
    waiting = sum(r.value is Value.UNDETERMINED for r in standing)
    return (OPEN_CHECKS, {"count": waiting}) if waiting else CLEAR


def _may_ask_fee(case: Case, service: Service, results: Sequence[CheckResult], today: date) -> Obstacle:
    if case.payment is not None and case.payment.paid_at is not None:
        return ALREADY_PAID, {}
    if service.fee_on(today) is None:
        return NO_FEE, {}
    return _complete(results)


def _may_register(case: Case, service: Service, results: Sequence[CheckResult], today: date) -> Obstacle:
    unfinished = _complete(results)
    if unfinished[0]:
        return unfinished
    due = service.fee_on(today) is not None
    paid = case.payment is not None and case.payment.paid_at is not None
    return (FEE_NOT_PAID, {}) if due and not paid else CLEAR


def _may_terminate(case: Case, service: Service, results: Sequence[CheckResult], today: date) -> Obstacle:
    if case.term is None:
        return NO_TERM, {}
    if today <= case.term.last_day:
        return TERM_RUNS, {"day": case.term.last_day.isoformat()}
    return CLEAR


def _may_pass_on(case: Case, service: Service, results: Sequence[CheckResult], today: date) -> Obstacle:
    address = case.address(service.subject) if service.subject else None
    return (RIGHT_DISTRICT, {}) if address is None or address.district == case.office else CLEAR


GUARDS = {
    "decision.returned": _may_return,
    "decision.fee_requested": _may_ask_fee,
    "decision.registered": _may_register,
    "decision.terminated": _may_terminate,
    "decision.passed_on": _may_pass_on,
}


def require(
    kind: str,
    body: Body,
    case: Case,
    service: Service,
    results: Sequence[CheckResult],
    actor: Actor,
    today: date,
    environment: Environment,
) -> None:
    """Raise `Refused` unless this very decision may be made: the ruling, then what its body says."""
    definition = service.decisions.get(kind)
    if definition is None:
        raise errors.Refused(UNKNOWN_DECISION, kind=kind)
    code, params = _obstacle(definition, case, service, results, actor, today, environment)
    if code:
        raise errors.Refused(code, **params)
    code, params = _body_obstacle(body, case, service, today, environment)
    if code:
        raise errors.Refused(code, **params)


def _body_obstacle(body: Body, case: Case, service: Service, today: date, environment: Environment) -> Obstacle:
    match body:
        case Returned(instructions):
            return CLEAR if instructions else (NO_INSTRUCTIONS, {})
        case Denied(grounds):
            return _grounds_obstacle(grounds, service, environment)
        case FeeRequested(amount, speed):
            tariff = service.fee_on(today, speed)
            if tariff is None or tariff.amount != amount:
                return WRONG_FEE, {"amount": str(amount)}
            return (UNCONFIRMED_FEE, {}) if environment.real and not tariff.confirmed else CLEAR
        case PassedOn(office):
            address = case.address(service.subject)
            return CLEAR if address is not None and address.district == office else (WRONG_TARGET, {"office": office})
        case _:
            return CLEAR


def _grounds_obstacle(grounds: Sequence[str], service: Service, environment: Environment) -> Obstacle:
    """Each ground goes into the act with its basis: in work only a confirmed one leaves the office."""
    if not grounds:
        return NO_GROUND, {}
    for ground in grounds:
        known = service.grounds.get(ground)
        if known is None:
            return UNKNOWN_GROUND, {"ground": ground}
        if environment.real and not service.bases[known.basis].confirmed:
            return UNCONFIRMED_GROUND, {"ground": known.title.bg}
    return CLEAR

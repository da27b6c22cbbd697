"""From a clerk's wish to an operation: the circumstances are given, the rules decide, a refusal carries its code."""

from __future__ import annotations

from dataclasses import dataclass

from . import decisions, errors, review, terms
from .bodies import Body, CheckAnswered, Claimed, ConsentGiven, FeeRequested, PassedOn, PutBack, TakenOver
from .case import Case
from .environment import Environment
from .lifecycle import ActorKind, State, next_state
from .operation import Actor, Figures, Moment, Operation
from .service import Service

NOT_POSSIBLE = errors.code("case.transition")
TAKEN = errors.code("case.taken")
NOT_YOURS = errors.code("decision.not_yours")
UNKNOWN_CHECK = errors.code("check.unknown")
UNKNOWN_ROLE = errors.code("consent.unknown_role")
NO_CONSENT_ASKED = errors.code("consent.not_asked")


@dataclass(frozen=True)
class Circumstances:
    """Who, where and when; the same for every operation of one act but for the id."""

    id: str
    device: str
    environment: Environment
    office: str
    actor: Actor
    moment: Moment
    session: str = ""


def make(kind: str, body: Body, case: Case, service: Service, where: Circumstances) -> Operation:
    """The operation, if the transition table and the rules of its kind permit it; else `Refused`."""
    if next_state(kind, case.state, where.actor.kind) is None and not kind.startswith("decision."):
        raise errors.Refused(NOT_POSSIBLE, kind=kind, state=case.state.value)
    _require(kind, body, case, service, where)
    return Operation(
        id=where.id,
        kind=kind,
        device=where.device,
        environment=where.environment,
        office=where.office,
        rules=service.digest,
        actor=where.actor,
        moment=where.moment,
        body=body,
        case=case.id,
        session=where.session,
        figures=figures(kind, body, case, service),
    )


def _require(kind: str, body: Body, case: Case, service: Service, where: Circumstances) -> None:
    """The rules of each kind. The centre asks the same ones again."""
    if kind.startswith("decision."):
        today = terms.sofia_day(where.moment.at)
        found = review.results(case, service, today, where.environment)
        decisions.require(kind, body, case, service, found, where.actor, today, where.environment)
        return
    match body:
        case Claimed(clerk) if case.assignee not in (None, clerk):
            raise errors.Refused(TAKEN, clerk=case.assignee_name or case.assignee)
        case TakenOver() if where.actor.role not in decisions.MAY_TAKE_OVER and case.assignee is not None:
            raise errors.Refused(TAKEN, clerk=case.assignee_name or case.assignee)
        case PutBack() if where.actor.role not in decisions.MAY_TAKE_OVER:
            _mine(case, where.actor)
        case CheckAnswered(check):
            if check not in service.types[case.applicant_type].checks:
                raise errors.Refused(UNKNOWN_CHECK, check=check)
            _mine(case, where.actor)
        case ConsentGiven(role) if kind == "consent.recorded":
            declared = service.roles.get(role)
            if declared is None or case.party(role) is None:
                raise errors.Refused(UNKNOWN_ROLE, role=role)
            if not declared.consent:
                raise errors.Refused(NO_CONSENT_ASKED, role=role)


def _mine(case: Case, actor: Actor) -> None:
    if actor.kind is ActorKind.CLERK and case.assignee != actor.id:
        raise errors.Refused(NOT_YOURS, clerk=case.assignee_name or case.assignee or "")


def permitted(operation: Operation, case: Case, service: Service) -> None:
    """The centre's second look at an operation that arrived: raise `Refused` if the rules of its kind forbid it."""
    where = Circumstances(
        operation.id, operation.device, operation.environment, operation.office, operation.actor, operation.moment
    )
    _require(operation.kind, operation.body, case, service, where)


def figures(kind: str, body: Body, case: Case, service: Service) -> Figures:
    """Channel, service, type, fee and visits saved travel with each case event: the fee from the act that asks for it
    on, as often as events follow (who adds up, adds payments), the visits once, when the case ends well.
    """
    fee = body.amount if isinstance(body, FeeRequested) else case.payment.amount if case.payment else None
    ends_well = kind == "certificate.issued" or (kind == "decision.registered" and not service.certificate)
    visits = service.visits_saved.get(case.channel.value, 0) if ends_well else 0
    return Figures(case.channel.value, case.service, case.applicant_type, fee, visits)


def target_office(case: Case, service: Service) -> PassedOn | None:
    """Where a case of another district belongs; None where the address is this office's or the service has none."""
    address = case.address(service.subject) if service.subject else None
    if address is None or address.district == case.office or case.state is State.PASSED_ON:
        return None
    return PassedOn(address.district)

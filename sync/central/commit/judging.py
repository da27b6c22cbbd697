"""Whether an operation that arrived goes in. Pure: it asks `Known` for what the centre has, and writes nothing.

The order of the questions is the order of blame: what the desk sent, who made it, what it was made on, what others did
meanwhile, and last what the rules of the field say, the same ones that the desk has asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto
from typing import Protocol

from operator_app.domain import errors, making, merge
from operator_app.domain.apply import apply
from operator_app.domain.bodies import Claimed, Filed, TakenOver
from operator_app.domain.case import Case
from operator_app.domain.environment import Environment
from operator_app.domain.lifecycle import ActorKind, Order, order_of, outside_order
from operator_app.domain.operation import Actor, Operation, Place, Released
from operator_app.domain.service import Service
from sync.central import ids
from sync.contract.messages import ConflictClass

from .outcomes import Applies, Blocks, Clashes, Fate, Outcome, Past, Records, Refuses, Waits

MALFORMED = errors.code("operation.malformed")
OTHER_DEVICE = errors.code("operation.other_device")
OTHER_OFFICE = errors.code("operation.other_office")
OTHER_ENVIRONMENT = errors.code("operation.other_environment")
OTHER_ACTOR = errors.code("operation.other_actor")
UNKNOWN_RULES = errors.code("operation.unknown_rules")
NO_BASE = errors.code("operation.no_base")
AHEAD = errors.code("operation.ahead")
CHAIN = errors.code("operation.chain")
UNKNOWN_CASE = errors.code("case.unknown")
CASE_EXISTS = errors.code("case.exists")
ELSEWHERE = errors.code("case.elsewhere")
UNKNOWN_TYPE = errors.code("case.unknown_type")
NO_RIGHT = errors.code("right.missing")
OTHER_ROLE = errors.code("right.other_role")

PATIENCE = 30.0  # seconds until an operation is offered again that was made on something not here yet
AHEAD_TRIES = 20
FOLLOW_TRIES = 1000  # behind one that waits: as long as that one does


class Standing(Enum):
    """What an operator's appointments say of an act: by office, role and time."""

    HELD = auto()
    WITHDRAWN = auto()  # held at the time of the act, not any more
    OTHER_ROLE = auto()
    NONE = auto()


@dataclass(frozen=True)
class Settled:
    """What became of an earlier operation."""

    fate: Fate
    case: str
    device: str
    ver: int | None
    base: int | None
    prev: str


@dataclass(frozen=True)
class Desk:
    """The device that a batch came from, and the environment of this centre."""

    id: str
    office: str
    environment: Environment


class Known(Protocol):
    """What the centre has when an operation is judged."""

    def case(self, id_: str) -> Case | None: ...

    def service(self, digest: str) -> Service | None: ...

    def settled(self, op: str) -> Settled | None: ...

    def since(self, case: str, version: int, without_device: str) -> Sequence[Past]:
        """What was applied to the case above that version, without that device's own chain, in order."""
        ...

    def standing(self, actor: Actor, office: str, at: datetime) -> Standing: ...


def judge(released: Released, desk: Desk, known: Known) -> Outcome:
    """The outcome for an operation of a desk. Nothing is raised but bugs."""
    operation = released.operation
    fault = _envelope(operation, desk)
    if fault:
        return Refuses(fault)
    if outside_order(operation.kind):
        return Records()
    case = known.case(operation.case)
    version = case.version if case else 0
    unfit = _rights(operation, version, known)
    if unfit is not None:
        return unfit
    service = known.service(operation.rules)
    if service is None:
        return Refuses(UNKNOWN_RULES)
    if case is None or operation.kind == "case.filed":
        return _filing(operation, case, service)
    base = _base(released.place, operation, desk, known)
    if not isinstance(base, int):
        return base
    if base > version:
        return Waits(PATIENCE, AHEAD_TRIES, AHEAD)
    minds = base < version and bool(merge.touches(operation))  # a remark minds nothing that others did
    others = known.since(operation.case, base, desk.id) if minds else ()
    verdict = merge.judge(operation, [past.operation for past in others])
    if isinstance(verdict, merge.Clash):
        theirs = tuple(past for past in others if past.operation.id in verdict.with_)
        return Clashes(_class(verdict.kind), version, verdict.cells, theirs)
    if case.office != operation.office:
        return Refuses(ELSEWHERE)
    return _refused_or(lambda: Applies(take(operation, case, service), verdict.marked))


def take(operation: Operation, case: Case | None, service: Service) -> Case:
    """The case after an operation, at its next version. Raises `Refused` where the rules forbid it.

    For the centre's own operations too: nobody is above the table.
    """
    if case is None:
        _filed_soundly(operation, service)
        made = apply(None, operation, service)
        return replace(made, version=1)
    if case.service != service.number:
        raise errors.Refused(UNKNOWN_RULES)
    making.permitted(operation, case, service)
    return replace(apply(case, operation, service), version=case.version + 1)


def _envelope(operation: Operation, desk: Desk) -> str:
    """The code of what is wrong with the frame of it, before anything inside is believed."""
    if operation.device != desk.id:
        return OTHER_DEVICE
    if operation.environment is not desk.environment:
        return OTHER_ENVIRONMENT
    if operation.office != desk.office:
        return OTHER_OFFICE
    if operation.moment.at.tzinfo is None or not (ids.sound(operation.case) or outside_order(operation.kind)):
        return MALFORMED
    if outside_order(operation.kind):
        return ""
    if operation.actor.kind is not ActorKind.CLERK:
        return OTHER_ACTOR
    if isinstance(operation.body, Claimed | TakenOver) and operation.body.clerk != operation.actor.id:
        return OTHER_ACTOR
    return ""


def _rights(operation: Operation, version: int, known: Known) -> Outcome | None:
    """What the actor's appointments at the time of the act say against it; nothing is all well."""
    match known.standing(operation.actor, operation.office, operation.moment.at):
        case Standing.NONE:
            return Refuses(NO_RIGHT, status=403)
        case Standing.OTHER_ROLE:
            return Refuses(OTHER_ROLE, {"role": operation.actor.role}, status=403)
        case Standing.WITHDRAWN:
            return Clashes("C4", version)
        case Standing.HELD:
            return None


def _filing(operation: Operation, case: Case | None, service: Service) -> Outcome:
    if operation.kind != "case.filed":
        return Refuses(UNKNOWN_CASE)
    if case is not None:
        return Refuses(CASE_EXISTS)
    return _refused_or(lambda: Applies(take(operation, None, service)))


def _filed_soundly(operation: Operation, service: Service) -> None:
    body = operation.body
    if not isinstance(body, Filed):
        raise errors.Refused(UNKNOWN_CASE)
    type_ = service.types.get(body.applicant_type)
    if body.service != service.number or type_ is None or not type_.opened:
        raise errors.Refused(UNKNOWN_TYPE)


def _base(place: Place, operation: Operation, desk: Desk, known: Known) -> int | Blocks | Refuses | Waits:
    """Up to which version the clerk had seen the others' work: as named, or what their previous operation stands for.

    A follower names both: what others did between the version that was seen and that operation was not seen either.
    """
    if not place.prev:
        if place.base is not None:
            return place.base
        return 0 if order_of(operation.kind) is Order.COMMUTES else Refuses(NO_BASE)
    made = _made_by_previous(place.prev, operation, desk, known)
    return min(made, place.base) if isinstance(made, int) and place.base is not None else made


def _made_by_previous(prev: str, operation: Operation, desk: Desk, known: Known) -> int | Blocks | Refuses | Waits:
    """The version that the device's previous operation on the case produced, or why there is none."""
    before = known.settled(prev)
    if before is None:
        return Waits(PATIENCE, AHEAD_TRIES, AHEAD)
    if before.device != desk.id or before.case != operation.case:
        return Refuses(CHAIN)
    match before.fate:
        case Fate.PENDING:
            return Waits(PATIENCE, FOLLOW_TRIES, AHEAD)
        case Fate.RECORDED:
            # Taken back before it was sent: what the clerk saw is what that one was made on.
            return _base(Place(0, "", before.base, before.prev), operation, desk, known)
        case Fate.APPLIED:
            assert before.ver is not None
            return before.ver
        case _:
            return Blocks(prev)


def _refused_or(act: Callable[[], Applies]) -> Outcome:
    try:
        return act()
    except errors.Refused as refused:
        return Refuses.of(refused)


def _class(kind: str) -> ConflictClass:
    return "C2" if kind == "C2" else "C3"

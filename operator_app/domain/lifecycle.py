"""The life of a case as one table: which operation, from which states, to which, by whom.

Nothing else in the program decides whether a case may move. Kinds that leave the state alone say so with `None`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """States of desk.md; a case that does not exist yet has none."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    AWAITING_PAYMENT = "awaiting_payment"
    PAID = "paid"
    REGISTERED = "registered"
    CERTIFICATE_ISSUED = "certificate_issued"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"
    PASSED_ON = "passed_on"


class ActorKind(StrEnum):
    CLERK = "clerk"
    CITIZEN = "citizen"
    SYSTEM = "system"


CLOSED = frozenset(
    {State.CERTIFICATE_ISSUED, State.REFUSED, State.WITHDRAWN, State.TERMINATED, State.PASSED_ON},
)
OPEN = frozenset(State) - CLOSED
WAITS_FOR_CITIZEN = frozenset({State.RETURNED, State.AWAITING_PAYMENT})

CLERK, CITIZEN, SYSTEM = (frozenset({kind}) for kind in ActorKind)
ANYONE = CLERK | CITIZEN | SYSTEM


class Order(StrEnum):
    """How an operation stands to others on the same case (sync: C0–C3)."""

    COMMUTES = "commutes"  # note, attachment, audit: no check, no version
    CELL = "cell"  # one check or one party's cell: merges with work on other cells
    STATE = "state"  # moves or assigns the case: merges with nothing


@dataclass(frozen=True)
class Transition:
    """`sources` empty: the case must not exist yet. `target` None: the state stays."""

    kind: str
    sources: frozenset[State]
    target: State | None
    actors: frozenset[ActorKind]
    order: Order = Order.STATE


def _from(*states: State) -> frozenset[State]:
    return frozenset(states)


_S = State
TRANSITIONS: tuple[Transition, ...] = (
    Transition("case.filed", _from(), _S.SUBMITTED, CITIZEN | CLERK),
    Transition("case.claimed", _from(_S.SUBMITTED), _S.IN_REVIEW, CLERK),
    Transition("case.taken_over", _from(_S.IN_REVIEW, _S.RETURNED, _S.AWAITING_PAYMENT, _S.PAID), None, CLERK),
    Transition("case.put_back", _from(_S.IN_REVIEW), _S.SUBMITTED, CLERK),
    Transition("check.answered", _from(_S.IN_REVIEW, _S.PAID), None, CLERK | SYSTEM, Order.CELL),
    Transition("consent.recorded", OPEN - {_S.DRAFT}, None, CLERK, Order.CELL),
    Transition("consent.signed", OPEN - {_S.DRAFT}, None, CITIZEN, Order.CELL),
    Transition("consent.withdrawn", OPEN - {_S.DRAFT}, None, CITIZEN | CLERK, Order.CELL),
    Transition("registers.answered", OPEN - {_S.DRAFT}, None, SYSTEM, Order.CELL),
    Transition("document.added", OPEN - {_S.DRAFT}, None, ANYONE, Order.COMMUTES),
    Transition("note.added", frozenset(State) - {_S.DRAFT}, None, CLERK, Order.COMMUTES),
    Transition("decision.returned", _from(_S.IN_REVIEW), _S.RETURNED, CLERK),
    Transition("citizen.answered", _from(_S.RETURNED), _S.IN_REVIEW, CITIZEN),
    Transition("decision.fee_requested", _from(_S.IN_REVIEW), _S.AWAITING_PAYMENT, CLERK),
    Transition("payment.requested", _from(_S.AWAITING_PAYMENT), None, SYSTEM, Order.CELL),
    Transition("payment.received", _from(_S.AWAITING_PAYMENT), _S.PAID, SYSTEM),
    Transition("decision.registered", _from(_S.IN_REVIEW, _S.PAID), _S.REGISTERED, CLERK),
    Transition("certificate.issued", _from(_S.REGISTERED), _S.CERTIFICATE_ISSUED, SYSTEM),
    Transition("decision.refused", _from(_S.IN_REVIEW, _S.PAID), _S.REFUSED, CLERK),
    Transition("decision.terminated", _from(_S.RETURNED, _S.AWAITING_PAYMENT), _S.TERMINATED, CLERK | SYSTEM),
    Transition("case.withdrawn", OPEN - {_S.DRAFT, _S.REGISTERED}, _S.WITHDRAWN, CITIZEN | CLERK),
    Transition("decision.passed_on", _from(_S.SUBMITTED, _S.IN_REVIEW), _S.PASSED_ON, CLERK),
    Transition("case.received", _from(_S.PASSED_ON), _S.SUBMITTED, SYSTEM),
)

BY_KIND = {transition.kind: transition for transition in TRANSITIONS}
DECISIONS = tuple(t.kind for t in TRANSITIONS if t.kind.startswith("decision."))

ANNUL = "operation.annulled"
AUDIT_PREFIX = "audit."


def outside_order(kind: str) -> bool:
    """Audit and annul operations never touch a case's state or version."""
    return kind == ANNUL or kind.startswith(AUDIT_PREFIX)


def order_of(kind: str) -> Order:
    return Order.COMMUTES if outside_order(kind) else BY_KIND[kind].order


def next_state(kind: str, state: State | None, actor: ActorKind) -> State | None:
    """The state after an operation, or None where the table has no such move. For a kind that leaves the state alone,
    the same.
    """
    transition = BY_KIND.get(kind)
    if transition is None or actor not in transition.actors:
        return None
    if state is None:
        return transition.target if not transition.sources else None
    if state not in transition.sources:
        return None
    return transition.target or state

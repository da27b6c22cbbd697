"""The life of a case: the table by hand, and the walk that no illegal step can take."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.lifecycle import (
    BY_KIND,
    CLOSED,
    OPEN,
    TRANSITIONS,
    ActorKind,
    Order,
    State,
    next_state,
    order_of,
)

# From the description of the desk's work, written by hand: (from, kind, who) -> to.
WAY = [
    (None, "case.filed", "citizen", "submitted"),
    (None, "case.filed", "system", None),
    (None, "case.claimed", "clerk", None),
    ("submitted", "case.filed", "citizen", None),
    ("submitted", "case.claimed", "clerk", "in_review"),
    ("submitted", "case.claimed", "citizen", None),
    ("submitted", "decision.registered", "clerk", None),
    ("in_review", "case.claimed", "clerk", None),
    ("in_review", "case.put_back", "clerk", "submitted"),
    ("in_review", "check.answered", "clerk", "in_review"),
    ("in_review", "decision.returned", "clerk", "returned"),
    ("in_review", "decision.fee_requested", "clerk", "awaiting_payment"),
    ("in_review", "decision.registered", "clerk", "registered"),
    ("in_review", "decision.refused", "clerk", "refused"),
    ("in_review", "decision.refused", "system", None),
    ("in_review", "decision.passed_on", "clerk", "passed_on"),
    ("in_review", "payment.received", "system", None),
    ("returned", "citizen.answered", "citizen", "in_review"),
    ("returned", "check.answered", "clerk", None),
    ("returned", "decision.registered", "clerk", None),
    ("returned", "decision.terminated", "system", "terminated"),
    ("awaiting_payment", "payment.received", "system", "paid"),
    ("awaiting_payment", "payment.received", "clerk", None),
    ("awaiting_payment", "decision.registered", "clerk", None),
    ("paid", "decision.registered", "clerk", "registered"),
    ("paid", "decision.returned", "clerk", None),
    ("registered", "certificate.issued", "system", "certificate_issued"),
    ("registered", "case.withdrawn", "citizen", None),
    ("refused", "decision.registered", "clerk", None),
    ("passed_on", "case.received", "system", "submitted"),
    ("passed_on", "case.received", "clerk", None),
    ("certificate_issued", "note.added", "clerk", "certificate_issued"),
]


@pytest.mark.parametrize(("source", "kind", "who", "target"), WAY)
def test_the_table_by_hand(source: str | None, kind: str, who: str, target: str | None) -> None:
    found = next_state(kind, State(source) if source else None, ActorKind(who))
    assert (found.value if found else None) == target


def test_every_open_state_can_end() -> None:
    """From each state a chain of permitted operations reaches a closed one: no case is stuck for ever."""
    ends = set(CLOSED)
    grew = True
    while grew:
        reach = {s for t in TRANSITIONS if t.target in ends for s in t.sources} | ends
        grew, ends = reach != ends, reach
    assert ends >= OPEN - {State.DRAFT}


def test_closed_cases_are_left_only_by_receiving_a_passed_on_one() -> None:
    leaving = {t.kind for t in TRANSITIONS if t.target and t.sources & CLOSED}
    assert leaving == {"case.received"}


@given(
    st.lists(st.tuples(st.sampled_from(sorted(BY_KIND)), st.sampled_from(list(ActorKind))), max_size=30),
)
def test_no_illegal_state_is_reachable(steps: list[tuple[str, ActorKind]]) -> None:
    """A random walk moves only along rows of the table, and only by an actor of that row."""
    state: State | None = None
    for kind, actor in steps:
        moved = next_state(kind, state, actor)
        if moved is None:
            continue
        row = BY_KIND[kind]
        assert actor in row.actors
        assert (state in row.sources) if row.sources else state is None
        assert moved == (row.target or state)
        state = moved


def test_decisions_never_merge() -> None:
    assert all(order_of(kind) is Order.STATE for kind in BY_KIND if kind.startswith("decision."))
    assert order_of("audit.undone") is Order.COMMUTES

"""Work of two people on one case: what merges, what clashes and how it is called."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain import bodies
from operator_app.domain.case import Value
from operator_app.domain.merge import Clash, Merge, judge, touches
from tests import builders as b
from tests.unit.domain.test_apply import MOVES

ANSWER = "check.answered"


def op(kind: str, body: Any, id_: str = "mine") -> Any:
    return b.operation(kind, body, id_=id_)


HOME = op(ANSWER, bodies.CheckAnswered("home", Value.YES))
OWNER = op(ANSWER, bodies.CheckAnswered("owner", Value.NO), "theirs")
HOME_TOO = op(ANSWER, bodies.CheckAnswered("home", Value.NO), "theirs")
NOTE = op("note.added", bodies.NoteAdded("х"), "theirs")
REFUSAL = op("decision.refused", bodies.Denied(("limit",)))
THEIR_REFUSAL = op("decision.refused", bodies.Denied(("limit",)), "theirs")
TAKEN = op("case.taken_over", bodies.TakenOver("senior1"), "theirs")


@pytest.mark.parametrize(
    ("mine", "theirs", "found"),
    [
        (HOME, [], Merge()),
        (HOME, [NOTE], Merge()),
        (HOME, [OWNER], Merge(marked=True)),
        (HOME, [HOME_TOO], Clash("C2", ("check:home",), ("theirs",))),
        (HOME, [THEIR_REFUSAL], Clash("C3", ("state",), ("theirs",))),
        (HOME, [TAKEN], Clash("C3", ("state",), ("theirs",))),
        (REFUSAL, [NOTE], Merge()),
        (REFUSAL, [OWNER], Clash("C3", ("state",), ("theirs",))),
        (REFUSAL, [THEIR_REFUSAL], Clash("C3", ("state",), ("theirs",))),
        (NOTE, [THEIR_REFUSAL], Merge()),
    ],
)
def test_by_hand(mine: Any, theirs: list[Any], found: Any) -> None:
    assert judge(mine, theirs) == found


@given(st.sampled_from(MOVES), st.lists(st.sampled_from(MOVES), min_size=1))
def test_a_decision_never_holds_over_anything_that_is_not_a_remark(mine: Any, theirs: list[Any]) -> None:
    others = [op(kind, body, f"t{n}") for n, (kind, body, _) in enumerate(theirs)]
    verdict = judge(op(mine[0], mine[1]), others)
    if mine[0].startswith("decision.") and any(touches(o) for o in others):
        assert isinstance(verdict, Clash)


@given(st.sampled_from(MOVES), st.sampled_from(MOVES))
def test_whether_two_clash_does_not_depend_on_who_came_first(one: Any, two: Any) -> None:
    first, second = op(one[0], one[1], "a"), op(two[0], two[1], "b")
    assert isinstance(judge(first, [second]), Clash) == isinstance(judge(second, [first]), Clash)

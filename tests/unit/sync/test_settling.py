"""From results to settlements, and which operations go together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.ports.sync_store import OutboxState, Waiting
from sync.client import settling
from sync.client.backoff import Backoff
from sync.client.batches import Selection, lane_of, queue_of, units_of, wire_size
from sync.client.portion import AIM, Portion
from sync.client.version import is_older
from sync.contract.messages import (
    Applied,
    Blocked,
    Conflict,
    Duplicate,
    Head,
    Problem,
    PushReply,
    Rejected,
    Result,
    Retry,
    Theirs,
)

from .fake_centre import THEN
from .fake_store import ANNUL, FakeStore

S = OutboxState


def reply(*results: Result) -> PushReply:
    head = Head(pos=9, hash="0" * 64)
    return PushReply(batch="b", results=list(results), head=head, epoch="e", server_time=THEN)


def ops(*cases: str) -> list[Waiting]:
    store = FakeStore()
    return [store.ops[store.make(case)] for case in cases]


def one(result: Result) -> settling.Settlement:
    (op,) = ops("case-a")
    outcome = settling.outcome(reply(result), [op])
    ((settled,),) = outcome.groups
    return settled


APPLIED = Applied(op="op-1", ver=4, pos=7, receipt="118-40279", received=THEN, marked=True)
CONFLICT = Conflict(
    op="op-1",
    class_="C2",
    ver=5,
    theirs=[Theirs(op="x", kind="check.answered", actor="Втори Служител", at=THEN)],
    fields=["check:photo"],
)


def test_applied_is_receipted_with_all_that_the_centre_said() -> None:
    told = one(APPLIED)
    assert (told.state, told.ver, told.pos, told.receipt) == (S.RECEIPTED, 4, 7, "118-40279")
    assert (told.received, told.marked, told.effect) == (THEN, True, "applied")


@pytest.mark.parametrize(
    "original",
    [APPLIED, CONFLICT, Blocked(op="op-1", by="op-0"), Rejected(op="op-1", problem=Problem(code="case.closed"))],
)
def test_a_duplicate_is_settled_as_the_original(original: Applied | Conflict | Blocked | Rejected) -> None:
    assert one(Duplicate(op="op-1", original=original)) == one(original)


def test_conflict_keeps_the_other_side_for_the_clerk() -> None:
    told = one(CONFLICT)
    assert (told.state, told.conflict_class, told.fields, told.ver) == (S.CONFLICT, "C2", ("check:photo",), 5)
    assert "Втори Служител" in told.theirs


def test_blocked_and_rejected_say_why() -> None:
    assert one(Blocked(op="op-1", by="op-0")).blocked_by == "op-0"
    told = one(Rejected(op="op-1", problem=Problem(code="case.closed", params={"receipt": "1-1"})))
    assert (told.state, told.problem_code, told.problem_params) == (S.REJECTED, "case.closed", {"receipt": "1-1"})


def test_already_reported_settles_nothing() -> None:
    (op,) = ops("case-a")
    outcome = settling.outcome(reply(Duplicate(op="op-1")), [op])
    assert outcome.groups[0][0].state is S.QUEUED
    assert outcome.holds["case-a"] > 0


def test_below_the_settled_floor_it_is_settled_without_a_second_effect() -> None:
    told = one(Duplicate(op="op-1", settled=True))
    assert (told.state, told.effect, told.ver) == (S.RECEIPTED, "recorded", None)


def test_what_is_blocked_by_one_that_waits_waits_too() -> None:
    first, second, third = ops("a", "a", "a")
    results = (Retry(op="op-1", after=9), Blocked(op="op-2", by="op-1"), Blocked(op="op-3", by="op-2"))
    outcome = settling.outcome(reply(*results), [first, second, third])
    assert {settled.state for group in outcome.groups for settled in group} == {S.QUEUED}
    assert outcome.holds == {"a": 9}


def pair() -> list[Waiting]:
    store = FakeStore()
    store.make("a")
    assert store.undo_last("a")
    return list(store.ops.values())


def recorded(op: str) -> Applied:
    return Applied(op=op, pos=3, received=THEN, effect="recorded")


def test_a_pair_is_settled_in_one_group_and_the_undone_one_says_so() -> None:
    outcome = settling.outcome(reply(recorded("op-1"), recorded("op-2")), pair())
    ((target, annul),) = outcome.groups
    assert (target.state, annul.state) == (S.ANNULLED, S.RECEIPTED)


def test_if_one_of_a_pair_has_to_come_again_both_do() -> None:
    outcome = settling.outcome(reply(Retry(op="op-1", after=1), recorded("op-2")), pair())
    assert [[settled.state for settled in group] for group in outcome.groups] == [[S.QUEUED, S.QUEUED]]


@pytest.mark.parametrize("other", [reply(), reply(APPLIED, APPLIED), reply(recorded("op-9"))])
def test_a_reply_that_does_not_answer_the_batch(other: PushReply) -> None:
    assert not settling.fits(other, "b", ops("case-a"))
    assert not settling.fits(reply(APPLIED), "another batch", ops("case-a"))


# --- what goes together


@st.composite
def outboxes(draw: st.DrawFn) -> list[Waiting]:
    """Operations of a few cases, some taken back last-first, as the store lists them."""
    store = FakeStore()
    for _ in range(draw(st.integers(0, 14))):
        case = draw(st.sampled_from(("a", "b", "c")))
        if draw(st.booleans()):
            store.make(case)
        else:
            store.undo_last(case)
    return store.waiting(10_000)


@given(outboxes(), st.integers(1, 5), st.integers(1, 4))
def test_batches_keep_order_and_pairs_and_lose_nothing(waiting: list[Waiting], most: int, lanes: int) -> None:
    left, sent = {op.op: op for op in waiting}, []
    for lane in range(lanes):
        while True:
            selection = Selection(lane, lanes, most, 1_000_000, frozenset(), 10_000)
            batch = selection.choose(list(left.values())).ops
            if not batch:
                break
            inside = {op.op for op in batch}
            assert all(not op.together or op.together in inside for op in batch)
            assert {lane_of(queue_of(op), lanes) for op in batch} == {lane}
            assert len(batch) <= most or len(list(units_of(batch))) == 1
            sent += [left.pop(op.op) for op in batch]
    assert not left
    for case in ("a", "b", "c"):
        plain = [op.dseq for op in sent if op.case == case and not op.together]
        assert plain == sorted(plain)


def test_a_batch_is_no_larger_than_the_centre_takes_unpacked() -> None:
    waiting = [replace(op, raw=b'"' * 1000) for op in ops(*"abcdefgh")]
    assert wire_size(waiting[0]) == 2003, "a quote is two bytes inside a JSON string"
    chosen = Selection(0, 1, 500, 1024 + 3 * 2003, frozenset(), 100).choose(waiting)
    assert len(chosen.ops) == 3


def test_a_held_case_keeps_all_behind_it_and_no_other() -> None:
    waiting = ops("a", "b", "a")
    chosen = Selection(0, 1, 500, 1_000_000, frozenset({"a"}), 100).choose(waiting)
    assert [op.op for op in chosen.ops] == ["op-2"]


def test_an_operation_whose_partner_is_not_listed_waits() -> None:
    target, annul = pair()
    for alone in (target, annul):
        assert Selection(0, 1, 500, 1_000_000, frozenset(), 100).choose([alone]).ops == ()
    assert annul.kind == ANNUL


def test_acts_outside_any_case_hold_up_only_themselves() -> None:
    first, second = ops("", "")
    chosen = Selection(0, 1, 500, 1_000_000, frozenset({queue_of(first)}), 100).choose([first, second])
    assert [op.op for op in chosen.ops] == [second.op]


# --- waiting, portions, versions


@given(st.floats(0, 1, exclude_max=True), st.integers(1, 40), st.floats(0, 600))
def test_waits_are_between_one_second_and_five_minutes_or_what_was_asked(j: float, tries: int, asked: float) -> None:
    backoff = Backoff()
    waits = [backoff.next(j) for _ in range(tries)]
    assert all(1 <= wait <= 300 for wait in waits)
    assert waits == sorted(waits)
    assert backoff.next(j, asked) >= asked
    backoff.reset()
    assert backoff.next(j) <= 2


@given(st.floats(1e-5, 1e-1), st.floats(0, 0.02))
def test_a_portion_comes_to_hold_the_writer_no_longer_than_it_may(each: float, start: float) -> None:
    portion = Portion(25, least=1, most=500)
    for _ in range(30):
        portion.measured(portion.size, start + each * portion.size)
    assert portion.size == 1 or start + each * portion.size <= AIM * 1.5


@pytest.mark.parametrize(
    ("mine", "minimum", "older"),
    [("0.1.0", "0", False), ("0.1.0", "0.1", False), ("0.9", "0.10", True), ("1.0", "0.9.9", False), ("x", "1", True)],
)
def test_versions_compare_by_their_numbers(mine: str, minimum: str, older: bool) -> None:
    assert is_older(mine, minimum) is older

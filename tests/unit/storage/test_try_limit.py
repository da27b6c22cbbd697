from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.storage.try_limit import TryPolicy, TryState, may_try
from tests.clocks import SetClock

POLICY = TryPolicy()
NOTHING = timedelta()


def test_the_first_tries_are_free_then_the_wait_doubles_up_to_its_longest() -> None:
    waits = [POLICY.wait_after(wrong).total_seconds() for wrong in range(13)]
    assert waits == [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]
    assert POLICY.wait_after(10_000_000) == POLICY.longest


def test_a_right_answer_forgets_the_wrong_ones() -> None:
    state = TryState(50, 7).after_right()
    assert may_try(state, POLICY, 7).allowed


def test_a_hundred_wrong_tries_close_the_way_for_good() -> None:
    state = TryState(POLICY.most or 0, 0)
    assert may_try(state, POLICY, 10**12).closed
    assert not may_try(state, POLICY, 10**12).allowed
    assert may_try(state, TryPolicy(most=None), 10**12).allowed


@pytest.mark.parametrize("days", [-400, -1, 1, 400])
def test_setting_the_wall_clock_changes_nothing(days: int) -> None:
    clock = SetClock()
    state = TryState(4, 0).after_wrong(clock.monotonic_ms())
    clock.set_wall(clock.now() + timedelta(days=days))
    assert may_try(state, POLICY, clock.monotonic_ms()).wait == timedelta(seconds=30)
    clock.advance(timedelta(seconds=29))
    assert may_try(state, POLICY, clock.monotonic_ms()).wait == timedelta(seconds=1)
    clock.advance(timedelta(seconds=1))
    assert may_try(state, POLICY, clock.monotonic_ms()).allowed


def test_a_restart_of_the_machine_is_no_way_round_the_wait() -> None:
    clock = SetClock()
    state = TryState(9, 0).after_wrong(clock.monotonic_ms())
    clock.reboot(off=timedelta(days=3), up=timedelta(seconds=20))
    answer = may_try(state, POLICY, clock.monotonic_ms())
    assert answer.wait == timedelta(minutes=15) - timedelta(seconds=20)
    clock.advance(answer.wait)
    assert may_try(answer.state, POLICY, clock.monotonic_ms()).allowed


spans = st.integers(0, 20 * 60_000).map(lambda ms: timedelta(milliseconds=ms))
moves = st.lists(st.one_of(st.tuples(st.just("pass"), spans), st.tuples(st.just("reboot"), spans)), max_size=8)


@given(wrong=st.integers(1, 60), mono=st.integers(0, 10**9), moves=moves)
def test_no_try_is_allowed_before_its_wait_has_passed_and_an_announced_wait_is_kept(
    wrong: int, mono: int, moves: list[tuple[str, timedelta]]
) -> None:
    clock = SetClock(mono_ms=mono)
    state = TryState(wrong - 1, 0).after_wrong(clock.monotonic_ms())
    since, announced = clock.now(), None
    for kind, span in moves:
        if kind == "pass":
            clock.advance(span)
        else:
            clock.reboot(off=span, up=timedelta())
            announced = None  # a restart may begin the wait anew, never shorten it
        answer = may_try(state, POLICY, clock.monotonic_ms())
        state = answer.state
        really = clock.now() - since
        assert answer.wait >= POLICY.wait_after(wrong) - really
        assert NOTHING <= answer.wait <= POLICY.wait_after(wrong)
        if announced is not None:
            assert clock.now() + answer.wait <= announced or answer.allowed
        announced = clock.now() + answer.wait

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from operator_app.ports.clock import Clock
from operator_app.services.clock import SystemClock
from tests.clocks import SetClock

SLACK = timedelta(seconds=5)


def test_in_work_it_is_the_machine_s_clock_in_utc() -> None:
    now = SystemClock().now()
    assert now.utcoffset() == timedelta()
    assert abs(now - datetime.now(UTC)) < SLACK  # noqa: TID251  (the machine itself, to compare with)


def test_a_desk_that_follows_shows_the_centre_s_day_while_its_spans_stay_real() -> None:
    clock = SystemClock()
    before, mono = clock.now(), clock.monotonic_ms()
    clock.follow(timedelta(days=-40))
    assert clock.offset() == timedelta(days=-40)
    assert abs(clock.now() - (before - timedelta(days=40))) < SLACK
    assert 0 <= clock.monotonic_ms() - mono < 5_000
    clock.follow(timedelta())
    assert abs(clock.now() - before) < SLACK


def test_spans_are_counted_from_the_machine_s_start_and_the_boot_has_one_name() -> None:
    clock = SystemClock()
    assert abs(clock.monotonic_ms() - time.clock_gettime(time.CLOCK_MONOTONIC) * 1000) < 5_000
    assert clock.boot_id() == clock.boot_id() == SystemClock().boot_id() != ""


def test_both_clocks_are_the_port() -> None:
    clocks: list[Clock] = [SystemClock(), SetClock()]
    assert all(clock.boot_id() for clock in clocks)

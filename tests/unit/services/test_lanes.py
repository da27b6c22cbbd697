"""Lanes: order, urgency, and an end that leaves no thread behind."""

from __future__ import annotations

import threading
from concurrent.futures import CancelledError

import pytest

from operator_app.services.lanes import Lane, Urgency


def test_a_clerks_command_goes_before_waiting_sync_work() -> None:
    lane, gate, ran = Lane("test"), threading.Event(), []
    lane.submit(lambda: gate.wait(5), Urgency.SYNC)
    later = [lane.submit(lambda n=n: ran.append(f"sync {n}"), Urgency.SYNC) for n in range(2)]
    clerk = lane.submit(lambda: ran.append("clerk"))
    gate.set()
    for future in (clerk, *later):
        future.result(5)
    lane.close()
    assert ran == ["clerk", "sync 0", "sync 1"]


def test_closing_finishes_what_runs_and_cancels_the_rest() -> None:
    lane, begun, gate = Lane("test"), threading.Event(), threading.Event()

    def first() -> str:
        begun.set()
        gate.wait(5)
        return "done"

    running = lane.submit(first)
    waiting = lane.submit(lambda: "never")
    assert begun.wait(5)
    closer = threading.Thread(target=lane.close)
    closer.start()
    gate.set()
    closer.join(5)
    assert running.result(5) == "done"
    with pytest.raises(CancelledError):
        waiting.result(5)
    with pytest.raises(CancelledError):
        lane.submit(lambda: "late").result(5)


def test_an_error_goes_to_who_asked_and_the_lane_goes_on() -> None:
    lane = Lane("test")
    with pytest.raises(ZeroDivisionError):
        lane.call(lambda: 1 // 0)
    assert lane.call(lambda: lane.call(lambda: 2)) == 2
    lane.close()

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


def test_what_a_clerk_asked_of_the_writer_still_happens_when_the_program_ends() -> None:
    lane, gate, ran = Lane("writer", finishes_commands=True), threading.Event(), []
    lane.submit(lambda: gate.wait(5))
    lane.submit(lambda: ran.append("typed"))
    sync = lane.submit(lambda: ran.append("sync"), Urgency.SYNC)
    closer = threading.Thread(target=lane.close)
    closer.start()
    with pytest.raises(CancelledError):
        sync.result(5)
    gate.set()
    closer.join(5)
    assert ran == ["typed"]


def test_commands_are_published_before_who_asked_goes_on_and_sync_work_is_not() -> None:
    told: list[object] = []
    lane = Lane("writer", published=told.append)
    assert lane.call(lambda: "command") == "command"
    assert told == ["command"]
    lane.call(lambda: "page", Urgency.SYNC)
    lane.close()
    assert told == ["command"]

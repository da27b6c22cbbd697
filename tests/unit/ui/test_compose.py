"""One desk put together: changes are told, rests end by themselves, and closing leaves nothing running."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from datetime import timedelta
from pathlib import Path

import pytest

from operator_app.domain.bodies import Denied
from operator_app.domain.environment import Environment
from operator_app.domain.errors import Refused, Trouble
from operator_app.ports.sync_store import Changed, OutboxState
from operator_app.storage.cipher import RawKey
from tests import desk as testing
from tests.desk import Office
from tests.unit.storage.support import keys_of
from ui.compose import Desk
from ui.embedded import EmbeddedCentre
from ui.release_timer import ReleaseTimer

ROOT = Path(__file__).resolve().parents[3]


def until(condition: Callable[[], object], seconds: float = 10) -> None:
    """Wait for a condition, with a limit."""
    pause = threading.Event()
    for _ in range(int(seconds / 0.01)):
        if condition():
            return
        pause.wait(0.01)
    raise AssertionError("it did not happen in time")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with testing.office(tmp_path, "case-1", "case-2") as made:
        yield made


@pytest.fixture
def desk(office: Office, tmp_path: Path) -> Iterator[Desk]:
    keys = keys_of(testing.profile_of(tmp_path))
    made = Desk(office.store, keys, testing.KEY, office.clock, Environment.SANDBOX)  # type: ignore[arg-type]
    yield made
    made.close()


def test_importing_it_costs_nothing_of_what_a_start_cannot_wait_for() -> None:
    code = "import sys, ui.compose, ui.opening, ui.embedded; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    slow = {"sqlalchemy", "httpx", "keyring", "structlog", "PySide6", "pydantic", "argon2", "PIL", "pypdfium2", "cwt"}
    assert slow.isdisjoint(told.stdout.split())


def test_a_command_on_the_writer_lane_tells_what_it_changed_before_its_caller_goes_on(desk: Desk) -> None:
    heard: list[Changed] = []
    end = desk.subscribe(heard.append)
    op, _ = desk.writer.call(lambda: desk.cases.claim("case-1", testing.WHO))
    assert [changed.cases for changed in heard] == [{"case-1"}]
    assert desk.writer.call(lambda: desk.write(lambda: desk.cases.note("case-1", "да", testing.WHO)))
    assert len(heard) == 2, "told once, whichever way it was asked for"
    desk.writer.call(lambda: desk.cases.claim("case-1", testing.WHO))
    assert len(heard) == 2, "nothing changed"
    end()
    with pytest.raises(Refused):
        desk.writer.call(lambda: desk.outbox.undo(op))
    desk.writer.call(lambda: desk.cases.claim("case-2", testing.WHO))
    assert len(heard) == 2


def test_what_the_sync_lane_committed_is_told_once_by_the_lane_that_took_it(desk: Desk) -> None:
    heard: list[Changed] = []
    desk.subscribe(heard.append)
    page = Changed(frozenset({"case-1"}), outbox=True)
    taken = desk._as_sync_work(lambda: page)
    assert heard == [], "the driver tells it, after its own bookkeeping"
    desk.changed_by_sync(taken)
    assert heard == [page]


def test_a_decision_of_which_only_the_kind_is_said(desk: Desk) -> None:
    desk.writer.call(lambda: desk.cases.claim("case-1", testing.WHO))
    op = desk.decide("case-1", "decision.refused", testing.WHO, grounds=("limit",), reasons="много са")
    row = desk.outbox.rows(1)[0]
    assert (row.op, row.facts) == (op, {"grounds": 1, "reason": "много са"})
    desk.release_now()
    assert {row.state for row in desk.outbox.rows(9)} == {OutboxState.QUEUED}
    assert Denied(("limit",), "много са") == desk.cases.body_for(
        "case-1", "decision.refused", grounds=("limit",), reasons="много са"
    )


def test_what_rested_when_the_program_ended_is_released_by_the_next_one_without_a_line(
    office: Office, desk: Desk
) -> None:
    desk.writer.call(lambda: desk.cases.claim("case-1", testing.WHO))
    office.rest()
    heard: list[Changed] = []
    desk.subscribe(heard.append)
    timer = ReleaseTimer(desk.release_due, desk.outbox.next_rest_end, office.clock)
    timer.start()
    until(lambda: desk.outbox.rows(1)[0].state is OutboxState.QUEUED)
    timer.stop()
    assert heard[0].outbox


def test_the_timer_looks_again_when_something_new_rests(office: Office) -> None:
    released = threading.Semaphore(0)
    timer = ReleaseTimer(released.release, lambda: None, office.clock)
    timer.start()
    assert released.acquire(timeout=5)
    timer.look()
    assert released.acquire(timeout=5)
    timer.stop()


def test_the_timer_survives_trouble_and_ends_with_its_lane(office: Office) -> None:
    told: list[str] = []

    def trouble() -> None:
        told.append("trouble" if not told else "closed")
        if len(told) > 1:
            raise CancelledError
        raise Trouble("store.disk_full")

    timer = ReleaseTimer(trouble, lambda: None, office.clock)
    timer.start()
    until(lambda: told)
    timer.look()
    until(lambda: len(told) == 2)
    timer.stop()


def test_the_time_follows_the_set_clock_of_the_centre(office: Office, tmp_path: Path) -> None:
    from operator_app.services.clock import SystemClock

    clock = SystemClock()
    made = Desk(office.store, keys_of(testing.profile_of(tmp_path)), testing.KEY, clock, Environment.SANDBOX)
    set_time = office.clock.now() - timedelta(days=400)
    made.follow(set_time, 2.0)
    assert timedelta() <= clock.now() - set_time - timedelta(seconds=1) < timedelta(seconds=5)
    made.close()


def test_the_set_clock_is_kept_for_a_start_without_a_line_and_written_when_it_moves(
    office: Office, tmp_path: Path
) -> None:
    from operator_app.services.clock import SystemClock

    def a_desk(clock: SystemClock, environment: Environment = Environment.SANDBOX) -> Desk:
        office.store.close()
        return Desk(office.store, keys_of(testing.profile_of(tmp_path)), testing.KEY, clock, environment)

    def follow(made: Desk, ahead: timedelta) -> timedelta | None:
        made.follow(made.clock.now() - made.clock.offset() + ahead, 0.0)
        return made.settings.clock_offset()

    clock, slack = SystemClock(), timedelta(milliseconds=500)
    first = a_desk(clock)
    kept = follow(first, timedelta(days=-10))
    assert kept is not None
    assert abs(kept + timedelta(days=10)) < slack
    assert follow(first, timedelta(days=-10, milliseconds=300)) == kept, "what nobody would notice is not written"
    moved = follow(first, timedelta(days=-10, seconds=5))
    assert moved is not None
    assert moved - kept > timedelta(seconds=4)
    first.close()
    again = SystemClock()
    a_desk(again).close()
    assert again.offset() == moved
    work = SystemClock()
    a_desk(work, Environment.WORK).close()
    assert work.offset() == timedelta()


def test_closing_ends_every_thread_and_finishes_what_a_clerk_asked_for(office: Office, tmp_path: Path) -> None:
    before = set(threading.enumerate())
    made = Desk(office.store, keys_of(testing.profile_of(tmp_path)), testing.KEY, office.clock, Environment.SANDBOX)  # type: ignore[arg-type]
    gate = threading.Event()
    made.writer.submit(lambda: gate.wait(5))
    asked = made.writer.submit(lambda: made.drafts.save("clerk1", "case-1", "note", "последните думи"))
    closer = threading.Thread(target=made.close)
    closer.start()
    gate.set()
    closer.join(10)
    asked.result(0)
    assert set(threading.enumerate()) == before


def test_only_the_sandbox_has_the_lever_of_the_line(desk: Desk) -> None:
    assert desk.can_cut_line
    desk.cut_line(True)
    assert not desk.line_is_cut, "without a driver there is nothing to cut"


def test_a_centre_that_cannot_start_is_told_and_leaves_no_process(tmp_path: Path) -> None:
    centre = EmbeddedCentre(tmp_path / "centre", RawKey.new(), extra=("--no-such-option",))
    with pytest.raises(Trouble, match=r"centre\.not_started"):
        centre.start()
    assert centre.pid is None


def test_the_sandboxs_centre_answers_and_ends_when_its_input_closes(tmp_path: Path) -> None:
    import psutil

    key = RawKey.new()
    centre = EmbeddedCentre(tmp_path / "centre", key)
    answer = centre.start()
    assert answer.url.endswith(f":{answer.port}")
    assert answer.enrolment_code
    assert centre.pid is not None
    process = psutil.Process(centre.pid)
    assert key.hex() not in " ".join(process.cmdline())
    assert key.hex() not in str(process.environ())
    centre.close()
    assert not process.is_running()

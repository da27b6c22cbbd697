"""How the push lane behaves in single situations, with the moments."""

from __future__ import annotations

from datetime import timedelta

import pytest

from operator_app.ports.sync_store import OutboxState
from sync.client import commands, events, failures
from sync.client.failures import Failure, Kind

from .fake_centre import THEN
from .world import Fate, World

PUSH = "push-0"


@pytest.fixture
def world() -> World:
    """A desk that has greeted and caught up, and whose line is well."""
    made = World()
    made.settle_down()
    return made


def make_and_list(world: World, *cases: str) -> list[str]:
    """New operations, up to the moment where their push is about to leave."""
    made = [world.store.make(case) for case in cases]
    world.tell(events.Nudged)
    world.run(PUSH)
    return made


def state(world: World, op: str) -> OutboxState:
    return world.store.ops[op].state


def test_marked_durably_before_a_byte_leaves(world: World) -> None:
    (op,) = make_and_list(world, "case-a")
    assert isinstance(world.queues[PUSH][0], commands.Push)
    assert state(world, op) is OutboxState.SENDING
    assert not world.centre.results


def test_a_lost_reply_leaves_it_sending_and_the_same_bytes_go_again(world: World) -> None:
    (op,) = make_and_list(world, "case-a")
    raw = world.store.ops[op].raw
    world.run(PUSH, Fate.REPLY_LOST)
    assert state(world, op) is OutboxState.SENDING
    before = world.mono
    world.settle_down()
    pushes = [one for one in world.ran if isinstance(one, commands.Push)]
    assert [push.ops[0].raw for push in pushes] == [raw, raw]
    assert pushes[0].batch != pushes[1].batch
    assert 1 <= world.mono - before <= 2, "tried again within the first back-off"
    assert state(world, op) is OutboxState.RECEIPTED
    assert len(world.centre.feed) == 1


def test_one_case_that_has_to_wait_holds_up_no_other(world: World) -> None:
    stuck, behind, other = (world.store.make(case) for case in ("case-a", "case-a", "case-b"))
    world.centre.scripts[stuck] = 1
    world.tell(events.Nudged)
    for _ in range(3):
        world.run(PUSH)
    assert [state(world, op) for op in (stuck, behind, other)] == [
        OutboxState.QUEUED,
        OutboxState.QUEUED,
        OutboxState.RECEIPTED,
    ]
    late, free, before = world.store.make("case-a"), world.store.make("case-b"), world.mono
    world.tell(events.Nudged)
    while world.pending():
        world.run(world.pending()[0])
    assert state(world, free) is OutboxState.RECEIPTED
    assert state(world, late) is OutboxState.QUEUED, "it waits behind the one that waits"
    world.settle_down()
    assert world.mono - before >= 3, "not before the time that the centre named"
    order = [entry.operation for entry in world.centre.feed if entry.case == "case-a"]
    assert order == [world.store.ops[op].raw.decode() for op in (stuck, behind, late)]


def test_waits_grow_and_end_when_the_line_comes_back(world: World) -> None:
    make_and_list(world, "case-a")
    waits = []
    for _ in range(6):
        world.run(PUSH, Fate.ERROR)
        deadline = world.engine.deadline(PUSH)
        assert deadline is not None
        waits.append(deadline - world.mono)
        world.pass_time_on(PUSH)
        world.run(PUSH)
    assert all(1 <= wait <= 2 ** (n + 1) for n, wait in enumerate(waits))
    assert waits[-1] > 10
    world.run(PUSH)
    assert world.engine.pushes[PUSH].backoff.failures == 0


def test_the_first_answer_after_a_cut_lets_everything_go_at_once(world: World) -> None:
    (op,) = make_and_list(world, "case-a")
    for _ in range(8):
        world.run(PUSH, Fate.LOST)
        world.pass_time_on(PUSH)
        world.run(PUSH)
    world.run(PUSH, Fate.LOST)
    world.run("pull", Fate.LOST)
    assert not world.engine.status().online
    world.pass_time_on("pull")
    before = world.mono
    world.settle_down()
    assert world.mono == before, "nobody waits out a back-off of minutes on a line that is there"
    assert state(world, op) is OutboxState.RECEIPTED


def test_the_centre_may_ask_for_time(world: World) -> None:
    make_and_list(world, "case-a")
    busy = Failure(Kind.SERVER, failures.BUSY, retry_after=40, status=503)
    world.queues[PUSH].clear()
    world.tell(lambda now: events.Failed(now, PUSH, busy))
    deadline = world.engine.deadline(PUSH)
    assert deadline is not None
    assert deadline - world.mono >= 40


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_too_large_a_batch_is_halved_until_it_fits(world: World, limit: int) -> None:
    world.centre.limit = limit
    ops = [world.store.make(f"case-{n}") for n in range(12)]
    world.tell(events.Nudged)
    world.settle_down()
    assert {state(world, op) for op in ops} == {OutboxState.RECEIPTED}


def test_a_pair_is_never_split_not_even_by_a_413(world: World) -> None:
    world.centre.limit = 1
    for case in ("case-a", "case-b"):
        world.store.make(case)
        world.store.undo_last(case)
    single = world.store.make("case-c")
    world.tell(events.Nudged)
    world.settle_down()
    assert not world.centre.wrongs
    pairs = [w for w in world.store.ops.values() if w.together]
    assert {w.state for w in pairs} == {OutboxState.REJECTED}, "too large even alone: shown, not dropped"
    assert state(world, single) is OutboxState.RECEIPTED


def test_one_operation_too_large_is_refused_here_with_its_code(world: World) -> None:
    world.centre.limit = 0
    world.store.make("case-a")
    world.tell(events.Nudged)
    world.run(PUSH)
    world.run(PUSH)
    settle = world.queues[PUSH][0]
    assert isinstance(settle, commands.Settle)
    (told,) = settle.groups[0]
    assert (told.state, told.problem_code) == (OutboxState.REJECTED, "line.operation_too_large")


def test_a_401_pauses_both_ways_and_deletes_nothing(world: World) -> None:
    (op,) = make_and_list(world, "case-a")
    world.centre.session_ok = False
    world.run(PUSH)
    assert world.engine.status().sign_in_needed
    assert state(world, op) is OutboxState.SENDING
    world.pass_time()
    assert not any(isinstance(queue[0], commands.Push) for queue in world.queues.values() if queue)
    world.sign_in()
    world.settle_down()
    assert state(world, op) is OutboxState.RECEIPTED


def test_a_late_401_of_the_old_session_does_not_end_the_new_one(world: World) -> None:
    make_and_list(world, "case-a")
    world.sign_in()
    world.queues[PUSH].clear()
    world.tell(lambda now: events.Failed(now, PUSH, Failure(Kind.SIGN_IN, "session.ended", status=401)))
    assert not world.engine.status().sign_in_needed
    world.settle_down()


def test_a_request_that_is_refused_whole_holds_up_one_case_only(world: World) -> None:
    bad, good = world.store.make("case-a"), world.store.make("case-b")
    world.tell(events.Nudged)

    def refuse_what_carries_the_bad_one() -> None:
        command = world.queues[PUSH][0]
        if isinstance(command, commands.Push) and bad in [op.op for op in command.ops]:
            world.queues[PUSH].clear()
            refusal = Failure(Kind.REFUSED, "push.malformed", status=400)
            world.tell(lambda now: events.Failed(now, PUSH, refusal))
        else:
            world.run(PUSH)

    for _ in range(60):
        if state(world, good) is OutboxState.RECEIPTED:
            break
        if world.queues[PUSH]:
            refuse_what_carries_the_bad_one()
        else:
            world.pass_time_on(PUSH)
    assert state(world, good) is OutboxState.RECEIPTED
    assert state(world, bad) is OutboxState.SENDING, "not settled without a result of the centre's"
    assert world.engine.status().code == "push.malformed"


def test_an_answer_to_another_batch_settles_nothing(world: World) -> None:
    (op,) = make_and_list(world, "case-a")
    reply = world.centre.push("another", [world.store.ops[op].raw])
    world.queues[PUSH].clear()
    world.tell(lambda now: events.Pushed(now, PUSH, reply))
    assert state(world, op) is OutboxState.SENDING
    assert world.engine.status().code == "line.nonsense"
    world.settle_down()


def test_it_wakes_when_a_rest_ends(world: World) -> None:
    due = THEN + timedelta(seconds=world.mono + 5)
    world.tell(events.Nudged)
    world.queues[PUSH].clear()
    world.tell(lambda now: events.Marked(now, PUSH, "b", (), 0, False, due))
    deadline = world.engine.deadline(PUSH)
    assert deadline is not None
    assert deadline - world.mono == pytest.approx(5)


def test_what_waits_is_counted_while_nothing_can_be_sent(world: World) -> None:
    world.run("pull", Fate.LOST)
    world.store.make("case-a")
    world.store.make("case-b")
    world.tell(events.Nudged)
    assert isinstance(world.queues[PUSH][0], commands.Survey)
    world.run(PUSH)
    status = world.engine.status()
    assert (status.online, status.waiting, status.code) == (False, 2, "line.down")


def test_more_waiting_cases_than_are_listed_hold_up_no_other(world: World) -> None:
    """A whole listing of held operations must not hide the free one behind it."""
    held = [world.store.make(f"held-{n}") for n in range(120)]
    for op in held:
        world.centre.scripts[op] = 1000
    free = world.store.make("free")
    world.tell(events.Nudged)
    for _ in range(200):
        if state(world, free) is OutboxState.RECEIPTED:
            break
        if world.pending():
            world.run(world.pending()[0])
        else:
            world.pass_time()
    assert state(world, free) is OutboxState.RECEIPTED

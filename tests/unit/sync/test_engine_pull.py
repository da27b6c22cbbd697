"""How the pull lane behaves in single situations: greeting, pages, packages, resync, too old, another environment."""

from __future__ import annotations

from datetime import timedelta

import pytest

from operator_app.ports.sync_store import OutboxState
from sync.client import commands, events, failures
from sync.client.events import PULL
from sync.client.failures import Failure, Kind
from sync.contract.messages import PackageEntry

from .fake_centre import THEN
from .world import Fate, World

PUSH = "push-0"


@pytest.fixture
def world() -> World:
    """A desk that has greeted and caught up."""
    made = World()
    made.settle_down()
    return made


def pull_lane_fails(world: World, failure: Failure) -> None:
    world.queues[PULL].clear()
    world.tell(lambda now: events.Failed(now, PULL, failure))


def run_until(world: World, kind: type[commands.Command]) -> commands.Command:
    """Let the pull lane work until it is about to do this."""
    for _ in range(20):
        if world.queues[PULL] and isinstance(world.queues[PULL][0], kind):
            return world.queues[PULL][0]
        if world.queues[PULL]:
            world.run(PULL)
        else:
            world.pass_time_on(PULL)
    raise AssertionError(f"no {kind.__name__} came")


def test_caught_up_it_waits_for_news_and_behind_it_does_not(world: World) -> None:
    waiting = world.queues[PULL][0]
    assert isinstance(waiting, commands.Pull)
    assert waiting.wait == 25
    world.tell(events.Kicked)
    asked = world.queues[PULL][0]
    assert isinstance(asked, commands.Pull)
    assert asked.wait == 0


def test_pages_are_as_large_as_the_writer_can_bear(world: World) -> None:
    for seconds, expected in [(0.5, 5), (0.005, 10), (0.005, 20), (0.005, 40)]:
        page = run_until(world, commands.TakePage)
        assert isinstance(page, commands.TakePage)
        world.queues[PULL].clear()
        size = world.engine.pull.portion.size
        world.tell(lambda now, s=seconds, n=size: events.PageTaken(now, n, s))  # type: ignore[misc]
        assert world.engine.pull.portion.size == expected
        world.tell(events.Kicked)


def test_rules_that_an_operation_needs_come_before_its_page(world: World) -> None:
    world.tell(events.Kicked)
    run_until(world, commands.ReadPage)
    world.queues[PULL].clear()
    world.tell(lambda now: events.PageRead(now, ("a" * 64, "b" * 64)))
    for digest in ("a" * 64, "b" * 64):
        fetch = world.queues[PULL].popleft()
        assert fetch == commands.FetchRules(PULL, digest)
        world.tell(events.PackageTaken)
    assert isinstance(world.queues[PULL][0], commands.TakePage)


def test_a_page_without_its_rules_is_not_taken(world: World) -> None:
    world.tell(events.Kicked)
    run_until(world, commands.ReadPage)
    world.queues[PULL].clear()
    world.tell(lambda now: events.PageRead(now, ("a" * 64,)))
    pull_lane_fails(world, Failure(Kind.REFUSED, "rules.unknown", status=404))
    assert not world.queues[PULL], "it waits and tries again"
    assert world.engine.status().code == "rules.unknown"
    world.settle_down()


def test_a_published_package_that_cannot_be_had_does_not_hold_up_the_page(world: World) -> None:
    world.tell(events.Kicked)
    run_until(world, commands.Pull)
    page = world.centre.changes(world.store.cursor, 10)
    assert page is not None
    digest = "c" * 64
    entry = PackageEntry(pos=1, kind="rules", name=digest, received=THEN)
    news = page.model_copy(update={"entries": [entry]})
    world.queues[PULL].clear()
    world.tell(lambda now: events.Pulled(now, news, 0.1))
    world.queues[PULL].clear()
    world.tell(lambda now: events.PageRead(now, (digest,)))
    pull_lane_fails(world, Failure(Kind.REFUSED, "rules.unknown", status=404))
    assert isinstance(world.queues[PULL][0], commands.TakePage)
    assert world.engine.status().code == "rules.unknown", "and is not hidden"


def test_a_trust_list_that_the_store_refuses_is_told_and_the_old_one_stays(world: World) -> None:
    hello = world.centre.hello().model_copy(update={"trust_version": 7})
    world.tell(events.Kicked)
    pull_lane_fails(world, Failure(Kind.LINE, failures.DOWN))
    run_until(world, commands.Greet)
    world.queues[PULL].clear()
    world.tell(lambda now: events.HelloSaid(now, hello, "sandbox", 6))
    assert isinstance(world.queues[PULL].popleft(), commands.FetchTrust)
    world.tell(lambda now: events.PackageTaken(now, "trust.forged"))
    assert isinstance(world.queues[PULL][0], commands.Pull), "and the work goes on"
    world.settle_down()
    assert world.engine.status().code == "trust.forged"


def test_too_old_a_program_still_pushes(world: World) -> None:
    pull_lane_fails(world, Failure(Kind.TOO_OLD, failures.TOO_OLD, status=426))
    assert world.engine.status().code == "line.too_old"
    op = world.store.make("case-a")
    world.tell(events.Nudged)
    while world.queues[PUSH]:
        world.run(PUSH)
    assert world.store.ops[op].state is OutboxState.RECEIPTED
    assert not any(isinstance(queue[0], commands.Pull) for queue in world.queues.values() if queue)


def test_too_old_by_the_hello_alone(world: World) -> None:
    hello = world.centre.hello().model_copy(update={"minimum_client": "2.0"})
    pull_lane_fails(world, Failure(Kind.LINE, failures.DOWN))
    run_until(world, commands.Greet)
    world.queues[PULL].clear()
    world.tell(lambda now: events.HelloSaid(now, hello, "sandbox", 0))
    status = world.engine.status()
    assert status.code == "line.too_old"
    assert not world.queues[PULL]
    assert world.engine.contact.push_open


def test_nothing_is_exchanged_with_a_centre_of_another_environment(world: World) -> None:
    pull_lane_fails(world, Failure(Kind.LINE, failures.DOWN))
    world.store.make("case-a")
    world.tell(events.Nudged)
    run_until(world, commands.Greet)
    world.queues[PULL].clear()
    world.tell(lambda now: events.HelloSaid(now, world.centre.hello(), "work", 0))
    while world.pending():
        world.run(world.pending()[0])
    status = world.engine.status()
    assert (status.online, status.code) == (False, "line.other_environment")
    assert not world.centre.results


def test_without_a_session_the_line_is_known_and_nothing_else_is_asked() -> None:
    world = World(signed_in=False)
    while world.pending():
        world.run(world.pending()[0])
    status = world.engine.status()
    assert (status.online, status.sign_in_needed) == (True, True)
    requests = [one for one in world.ran if isinstance(one, commands.Greet | commands.Pull | commands.Push)]
    assert [type(one) for one in requests] == [commands.Greet]


def test_a_foreign_cursor_leads_to_a_new_start_without_loss(world: World) -> None:
    op = world.store.make("case-a")
    world.tell(events.Nudged)
    world.settle_down()
    world.centre.forgets += 1
    world.tell(events.Kicked)
    world.settle_down()
    assert any(isinstance(one, commands.ForgetCursor) for one in world.ran)
    assert world.store.ops[op].state is OutboxState.RECEIPTED
    assert world.in_step()


def test_a_centre_that_never_waits_is_not_asked_in_a_spin(world: World) -> None:
    start = world.mono
    for _ in range(20):
        if world.queues[PULL] and isinstance(world.queues[PULL][0], commands.Pull):
            page = world.centre.changes(world.store.cursor, 10)
            assert page is not None
            world.queues[PULL].clear()
            world.tell(lambda now, p=page: events.Pulled(now, p, 0.01))  # type: ignore[misc]
        elif world.queues[PULL]:
            world.run(PULL)
        else:
            world.pass_time_on(PULL)
    assert world.mono - start > 60


def test_a_session_near_its_end_is_renewed_and_a_no_changes_nothing(world: World) -> None:
    soon = THEN + timedelta(seconds=world.mono) + timedelta(hours=2)
    world.tell(lambda now: events.SessionChanged(now, soon))
    assert isinstance(run_until(world, commands.Renew), commands.Renew)
    pull_lane_fails(world, Failure(Kind.REFUSED, "session.not_renewed", status=403))
    assert not world.engine.status().sign_in_needed
    assert isinstance(world.queues[PULL][0], commands.Pull)
    world.settle_down()
    assert not any(isinstance(one, commands.Renew) for one in world.ran[-20:]), "not again within the hour"


def test_since_when_the_line_is_cut_is_the_first_failure(world: World) -> None:
    world.run(PULL, Fate.LOST)
    first = world.engine.status()
    for _ in range(3):
        world.pass_time_on(PULL)
        world.run(PULL, Fate.LOST)
    later = world.engine.status()
    assert not later.online
    assert first.since == later.since
    world.settle_down()
    assert world.engine.status().since is None

"""One desk's engine between a fake store and a fake centre, with a line that the test breaks as it likes. Virtual
time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum, auto

from operator_app.ports.sync_store import OutboxState
from sync.client import commands, events, failures
from sync.client.commands import Command
from sync.client.engine import Engine
from sync.client.events import PULL, Event, Now
from sync.client.failures import Failure, Kind
from sync.client.pull_lane import WAIT

from .fake_centre import THEN, FakeCentre
from .fake_store import FakeStore

EndsWell = Callable[[Now], Event]


class Fate(Enum):
    """What becomes of a request."""

    WELL = auto()
    LOST = auto()  # the request never arrives
    REPLY_LOST = auto()  # the centre does it, the answer never arrives
    LATE = auto()  # given up by the desk, and the request arrives after all, later
    ERROR = auto()  # 500


_FAILED = {
    Fate.LOST: Failure(Kind.LINE, failures.DOWN),
    Fate.REPLY_LOST: Failure(Kind.LINE, failures.BROKEN),
    Fate.LATE: Failure(Kind.LINE, failures.SLOW),
    Fate.ERROR: Failure(Kind.SERVER, failures.SERVER_ERROR, status=500),
}
_REQUESTS = (commands.Push, commands.Pull, commands.Greet)


@dataclass
class World:
    lanes: int = 1
    centre: FakeCentre = field(default_factory=FakeCentre)
    store: FakeStore = field(default_factory=FakeStore)
    engine: Engine = field(init=False)
    mono: float = 1000.0
    jitter: float = 0.0
    signed_in: bool = True
    queues: dict[str, deque[Command]] = field(default_factory=dict)
    late: list[tuple[str, tuple[bytes, ...]]] = field(default_factory=list)
    batches: int = 0
    turned_away: int = 0  # 401 since the last sign-in or start
    polling_since: float = 0.0
    done: int = 0
    ran: list[Command] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """The program starts (again): a new engine, the same store."""
        self.engine, self.turned_away = Engine(self.lanes), 0
        self.queues = {lane: deque() for lane in self.engine.lanes}
        self.tell(lambda now: events.Started(now, self.expires, self.store.epoch))

    @property
    def expires(self) -> datetime | None:
        return THEN + timedelta(days=30) if self.signed_in else None

    def sign_in(self) -> None:
        self.centre.session_ok, self.turned_away = True, 0
        self.tell(lambda now: events.SessionChanged(now, self.expires))

    def now(self) -> Now:
        self.jitter = (self.jitter + 0.37) % 1
        return Now(self.mono, THEN + timedelta(seconds=self.mono), self.jitter)

    def tell(self, make: EndsWell) -> None:
        for command in self.engine.on(make(self.now())):
            if isinstance(command, commands.CancelPull):
                self._cancel()
                continue
            if isinstance(command, commands.Pull):
                self.polling_since = self.mono
            self.queues[command.lane].append(command)
            assert len(self.queues[command.lane]) == 1, "two commands at once on one lane"

    def _cancel(self) -> None:
        assert isinstance(self.queues[PULL][0], commands.Pull)
        self.queues[PULL].popleft()
        self.tell(lambda now: events.Failed(now, PULL, failures.stopped().failure))

    def pending(self) -> list[str]:
        """Lanes with something to do; a long poll without news only waits."""
        return [lane for lane, queue in self.queues.items() if queue and not self._only_waits(queue[0])]

    def _only_waits(self, command: Command) -> bool:
        if not (isinstance(command, commands.Pull) and command.wait and self.centre.session_ok):
            return False
        page = self.centre.changes(self.store.cursor, command.limit)
        return page is not None and not page.entries

    def run(self, lane: str, fate: Fate = Fate.WELL) -> None:
        """Do the lane's command."""
        command = self.queues[lane].popleft()
        self.done += 1
        self.ran.append(command)
        fate = Fate.LOST if self.centre.down else fate
        failure = _FAILED.get(fate) if isinstance(command, _REQUESTS) else None
        if isinstance(command, commands.Push):
            raws = tuple(op.raw for op in command.ops)
            if fate is Fate.LATE:
                self.late.append((command.batch, raws))
            if fate is Fate.REPLY_LOST and self.centre.session_ok and len(raws) <= self.centre.limit:
                self.centre.push(command.batch, raws)
        self.tell(self._answer(command) if failure is None else lambda now: events.Failed(now, lane, failure))

    def outage(self, replaced_by: FakeCentre) -> None:
        """The centre is down, long enough for the desk to notice and for every request to fail, and comes back as
        another.
        """
        self.late.clear()
        self.centre.down = True
        for lane in [lane for lane, queue in self.queues.items() if queue]:
            self.run(lane)
        for _ in range(100):
            lanes = self.pending()
            pushing = any(isinstance(queue[0], commands.Push) for queue in self.queues.values() if queue)
            if not pushing and (self.engine.pull.failure is not None or not self.signed_in):
                break
            if lanes:
                self.run(lanes[-1] if pushing else lanes[0])
            else:
                self.pass_time()
        self.centre = replaced_by

    def arrive_late(self) -> None:
        batch, raws = self.late.pop(0)
        if len(raws) <= self.centre.limit:
            self.centre.push(batch, raws)

    def pass_time(self) -> bool:
        """On to the next moment that a lane asked for, or to the end of a long poll. False: nobody waits for time."""
        asked = {lane: self.engine.deadline(lane) for lane in self.engine.lanes if not self.queues[lane]}
        times = [(at, lane) for lane, at in asked.items() if at is not None]
        polling = self.queues[PULL] and self._only_waits(self.queues[PULL][0])
        if polling:
            times.append((max(self.polling_since, self.mono - WAIT) + WAIT, PULL))
        if not times:
            return False
        at, lane = min(times)
        self.mono = max(self.mono, at)
        if polling and lane == PULL:
            self.run(PULL)
        else:
            self.tell(lambda now: events.Woke(now, lane))
        return True

    def pass_time_on(self, lane: str) -> None:
        """On to the moment that this lane asked for."""
        at = self.engine.deadline(lane)
        assert at is not None, f"{lane} asked for no time"
        self.mono = max(self.mono, at)
        self.tell(lambda now: events.Woke(now, lane))

    def settle_down(self, most: int = 4000, seconds: float = 3600.0) -> None:
        """Everything well from now on: run until nothing but waiting is left. Fails if that takes for ever."""
        start, end, at_once, instant = self.done, self.mono + seconds, 0, self.mono
        while self.mono < end:
            assert self.done - start < most, "the engine does not come to rest"
            lanes = self.pending()
            if lanes:
                self.run(lanes[0])
                at_once = at_once + 1 if self.mono == instant else 0
                instant = self.mono
                assert at_once < 400, "the engine turns without waiting"
            elif not self.store.unsettled() and self.in_step() and self.engine.caught_up:
                return
            elif not self.pass_time():
                raise AssertionError("nothing moves and something waits")
        raise AssertionError(f"after {seconds} s still waiting: {self.store.unsettled()}")

    def in_step(self) -> bool:
        """The replica holds what the centre has published."""
        return self.store.rows == [(entry.pos, entry.case, entry.ver) for entry in self.centre.feed]

    # --- what a driver does

    def _answer(self, command: Command) -> EndsWell:
        lane, store, centre = command.lane, self.store, self.centre
        match command:
            case commands.MarkSending():
                chosen = command.selection.choose(store.waiting(command.selection.limit))
                self.batches += 1
                ops = store.mark_sending(chosen.ops, f"batch-{self.batches}")
                batch = f"batch-{self.batches}"
                return lambda now: events.Marked(now, lane, batch, ops, chosen.listed, chosen.full, None)
            case commands.Survey():
                listed = len(store.waiting(command.limit))
                return lambda now: events.Surveyed(now, lane, listed, None)
            case commands.Push():
                return self._push(command)
            case commands.Settle():
                store.settle(tuple(one for group in command.groups for one in group))
                return lambda now: events.Settled(now, lane)
            case commands.Greet():
                return lambda now: events.HelloSaid(now, centre.hello(), "sandbox", 0)
            case commands.Pull():
                return self._pull(command)
            case commands.ReadPage():
                return lambda now: events.PageRead(now, ())
            case commands.TakePage():
                store.take_page(command.page)
                return lambda now: events.PageTaken(now, len(command.page.entries), 0.01)
            case commands.ForgetCursor():
                store.forget_cursor(command.epoch)
                return events.Forgotten
            case _:
                raise AssertionError(command)

    def _push(self, command: commands.Push) -> EndsWell:
        lane = command.lane
        assert all(self.store.ops[op.op].state is OutboxState.SENDING for op in command.ops), (
            "sent before it was marked"
        )
        if not self.centre.session_ok:
            self.turned_away += 1
            return lambda now: events.Failed(now, lane, Failure(Kind.SIGN_IN, "session.ended", status=401))
        if len(command.ops) > self.centre.limit:
            return lambda now: events.Failed(now, lane, Failure(Kind.TOO_LARGE, "", status=413))
        reply = self.centre.push(command.batch, [op.raw for op in command.ops])
        return lambda now: events.Pushed(now, lane, reply)

    def _pull(self, command: commands.Pull) -> EndsWell:
        if not self.centre.session_ok:
            self.turned_away += 1
            return lambda now: events.Failed(now, PULL, Failure(Kind.SIGN_IN, "session.ended", status=401))
        page = self.centre.changes(self.store.cursor, command.limit)
        if page is None:
            return lambda now: events.Failed(now, PULL, Failure(Kind.GONE, "cursor.gone", status=410))
        return lambda now: events.Pulled(now, page, float(command.wait))

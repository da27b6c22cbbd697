"""The desk's end of the sync protocol as a pure state machine: events in, commands out.

No thread, clock, random number or I/O in here: time and jitter come with the event, the store and the line are on the
other side of the commands. The same class runs under the driver's threads and in a simulator. It is deterministic: the
same events give the same commands.

The rules (`on` and the lanes):
- an operation is marked as sending, durably, before its first byte leaves;
- a lost reply changes nothing: what was on its way goes again, the same bytes, in a later batch;
- only a result of the centre settles an operation (but for one that is too large to be sent at all);
- strict order inside a case, and one stuck case holds up no other;
- an operation and its annulment travel together;
- a 401 pauses both ways and deletes nothing; too old a program may still push;
- rows and cursor go in together; a centre restored from a backup is pulled from the start before anything is pushed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from . import events
from .commands import Command
from .contact import Contact
from .events import PULL, Event, SessionChanged, Started, push_lane
from .failures import Kind
from .pull_lane import PullLane
from .pull_lane import Step as PullStep
from .push_lane import PushLane
from .push_lane import Step as PushStep
from .status import Status
from .version import CLIENT


class Engine:
    """One desk. `push_lanes`: 1 to 4; `version`: of this program, for the centre's minimum."""

    def __init__(self, push_lanes: int = 1, version: str = CLIENT) -> None:
        self.contact = Contact()
        self.pull = PullLane(self.contact, version)
        self.pushes = {push_lane(n): PushLane(n, push_lanes, self.contact) for n in range(push_lanes)}

    @property
    def lanes(self) -> tuple[str, ...]:
        return (PULL, *self.pushes)

    def on(self, event: Event) -> tuple[Command, ...]:
        """Take in what happened; what is to be done now. A command goes to its lane, which answers with one event."""
        cut_before = self._is_cut()
        commands = list(self._take(event))
        if self.contact.forget is not None:
            commands += self.pull.interrupt()
        if cut_before and not self._is_cut():
            for lane in self.pushes.values():
                lane.line_came()
        commands += self.pull.advance(event.now)
        for lane in self.pushes.values():
            commands += lane.advance(event.now)
        return tuple(commands)

    def deadline(self, lane: str) -> float | None:
        """When the lane wants a `Woke` if nothing else happens; None while a command of it is under way."""
        return self.pull.deadline if lane == PULL else self.pushes[lane].deadline

    # --- what the driver and the screens ask

    @property
    def busy(self) -> bool:
        """Operations or pages are on their way; documents wait meanwhile."""
        pulling = self.pull.step not in (PullStep.IDLE, PullStep.PULLING)
        catching_up = self.pull.step is PullStep.PULLING and not self.pull.waiting
        return pulling or catching_up or any(lane.step is not PushStep.IDLE for lane in self.pushes.values())

    @property
    def caught_up(self) -> bool:
        """All that could be pushed is settled, and the effects that receipts have named are here."""
        pulled = self.pull.up_to_date and self.contact.pulled_through >= self.contact.owed
        pushed = all(lane.step is PushStep.IDLE and not lane.wanted for lane in self.pushes.values())
        return pulled and pushed and self.contact.push_open

    @property
    def open(self) -> bool:
        """There is a session and a line: documents may be fetched."""
        return self.contact.session is not None and not self.contact.closed and not self._is_cut()

    def status(self) -> Status:
        contact = self.contact
        lanes: tuple[PullLane | PushLane, ...] = (self.pull, *self.pushes.values())
        found = [(lane.failure, lane.failed_at) for lane in lanes if lane.failure is not None]
        codes = [code for lane in lanes for code in lane.codes()]
        code = codes[0] if codes else contact.sign_in_code
        return Status(
            online=contact.last is not None and not found and not contact.closed,
            since=min((at for _, at in found if at is not None), default=None),
            waiting=contact.waiting,
            code=code,
            params=next((tuple(sorted(one.params.items())) for one, _at in found if one.code == code), ()),
            sign_in_needed=contact.session is None,
            last_contact=contact.last,
        )

    def _is_cut(self) -> bool:
        return self.pull.must_greet and self.pull.failure is not None and self.pull.failure.kind is Kind.LINE

    # --- one method for each kind of event

    def _take(self, event: Event) -> tuple[Command, ...]:
        lane = getattr(event, "lane", PULL)
        table = _PULL_EVENTS if lane == PULL else _PUSH_EVENTS
        found = table.get(type(event))
        if found is not None:
            target: PullLane | PushLane = self.pull if lane == PULL else self.pushes[lane]
            return found(target, event)
        if isinstance(event, Started):
            self.contact.epoch = event.epoch
        if isinstance(event, Started | SessionChanged):
            self.contact.take_session(event.expires)
            return self._kick()
        if isinstance(event, events.Kicked):
            return self._kick()
        if isinstance(event, events.Nudged):
            for push in self.pushes.values():
                push.nudge()
        return ()

    def _kick(self) -> tuple[Command, ...]:
        for push in self.pushes.values():
            push.kick()
        return self.pull.kick()


_Handler = Callable[[Any, Any], tuple[Command, ...]]
_PULL_EVENTS = cast(
    "dict[type[Event], _Handler]",
    {
        events.Failed: PullLane.on_failed,
        events.HelloSaid: PullLane.on_hello,
        events.Pulled: PullLane.on_pulled,
        events.PageRead: PullLane.on_read,
        events.PackageTaken: PullLane.on_package,
        events.PageTaken: PullLane.on_taken,
        events.Forgotten: PullLane.on_forgotten,
        events.Renewed: PullLane.on_renewed,
    },
)
_PUSH_EVENTS = cast(
    "dict[type[Event], _Handler]",
    {
        events.Failed: PushLane.on_failed,
        events.Marked: PushLane.on_marked,
        events.Surveyed: PushLane.on_surveyed,
        events.Pushed: PushLane.on_pushed,
        events.Settled: PushLane.on_settled,
    },
)

"""One push lane: mark, push, settle, again. Pure; the moments come with the events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from operator_app.ports.sync_store import Settlement, Waiting

from . import failures, settling
from .backoff import Backoff
from .batches import Selection, queue_of
from .commands import Command, MarkSending, Push, Settle, Survey
from .contact import Contact
from .events import Failed, Marked, Now, Pushed, Settled, Surveyed, push_lane
from .failures import Failure, Kind

POLL = 60.0  # seconds; a nudge that got lost costs no more than this
STUCK = 300.0  # seconds that a case waits when the centre refused the request that carried it alone
_MOST_LISTED = 65_536


class Step(Enum):
    IDLE = auto()
    LOOKING = auto()
    PUSHING = auto()
    SETTLING = auto()


@dataclass(frozen=True)
class Hold:
    """A queue that waits. `code` where the clerk should know why."""

    until: float
    code: str = ""


class PushLane:
    """`number` of `lanes`. Lane 0 also keeps count of what waits while nothing can be sent."""

    def __init__(self, number: int, lanes: int, contact: Contact) -> None:
        self.id, self.number, self.lanes, self.contact = push_lane(number), number, lanes, contact
        self.step = Step.IDLE
        self.wanted = self.stale = True
        self.not_before = self.poll_at = 0.0
        self.rest_at: float | None = None
        self.backoff = Backoff()
        self.failure: Failure | None = None
        self.failed_at: datetime | None = None
        self.holds: dict[str, Hold] = {}
        self.most = contact.limits.batch_operations
        self.listed = 0  # how many to look at beyond a batch; grows while what is listed is all held
        self.serial = 0
        self.batch = ""
        self.ops: tuple[Waiting, ...] = ()

    # --- when

    @property
    def deadline(self) -> float | None:
        """The moment at which there is something to do without any event."""
        if self.step is not Step.IDLE:
            return None
        look = self._look_at()
        if not self.contact.push_open:
            return look
        send = self._send_at()
        return send if look is None else min(send, look)

    def _send_at(self) -> float:
        if self.wanted:
            return self.not_before
        reasons = [hold.until for hold in self.holds.values()] + [self.poll_at]
        if self.rest_at is not None:
            reasons.append(self.rest_at)
        return max(self.not_before, min(reasons))

    def _look_at(self) -> float | None:
        if self.number:
            return None
        return 0.0 if self.stale else self.rest_at

    def advance(self, now: Now) -> tuple[Command, ...]:
        """Begin what is due."""
        if self.step is not Step.IDLE:
            return ()
        if self.contact.push_open and self._send_at() <= now.mono:
            self.step, self.wanted, self.stale = Step.LOOKING, False, False
            self.serial = self.contact.session_serial
            return (MarkSending(self.id, self._selection(now)),)
        look = self._look_at()
        if look is not None and look <= now.mono:
            self.step, self.stale = Step.LOOKING, False
            return (Survey(self.id, self._limit()),)
        return ()

    def kick(self) -> None:
        """Somebody wants it now, or the line is back."""
        self.backoff.reset()
        self.holds.clear()
        self.not_before, self.wanted, self.stale = 0.0, True, True
        self.most = self.contact.limits.batch_operations

    def nudge(self) -> None:
        self.wanted = self.stale = True

    def line_came(self) -> None:
        """Another lane got through: what failed for want of a line is tried at once."""
        if self.failure is not None and self.failure.kind is Kind.LINE:
            self.backoff.reset()
            self.failure, self.failed_at, self.not_before, self.wanted = None, None, 0.0, True

    def _selection(self, now: Now) -> Selection:
        self.holds = {queue: hold for queue, hold in self.holds.items() if hold.until > now.mono}
        limits = self.contact.limits
        most = max(1, min(self.most, limits.batch_operations))
        held = frozenset(self.holds)
        return Selection(self.number, self.lanes, most, limits.batch_bytes, held, self._limit())

    def _limit(self) -> int:
        return self.contact.limits.batch_operations * self.lanes + self.listed

    # --- what came of it

    def on_surveyed(self, event: Surveyed) -> tuple[Command, ...]:
        self.step = Step.IDLE
        self._seen(event.now, event.listed, event.rest_end)
        return ()

    def on_marked(self, event: Marked) -> tuple[Command, ...]:
        self._seen(event.now, event.listed, event.rest_end)
        self.poll_at = event.now.mono + POLL * (0.5 + event.now.jitter)
        if event.ops:
            self.step, self.batch, self.ops, self.listed = Step.PUSHING, event.batch, event.ops, 0
            self.serial = self.contact.session_serial
            return (Push(self.id, event.batch, event.ops),)
        self.step = Step.IDLE
        if event.full and self._limit() < _MOST_LISTED:
            # All that was listed waits for something: what is free to go lies further back.
            self.listed += self._limit()
            self.wanted = True
        return ()

    def on_pushed(self, event: Pushed) -> tuple[Command, ...]:
        reply, now, contact = event.reply, event.now, self.contact
        if not settling.fits(reply, self.batch, self.ops):
            return self.on_failed(Failed(now, self.id, Failure(Kind.SERVER, failures.NONSENSE)))
        contact.last, contact.settled_floor = now.wall, reply.settled_floor
        contact.see_epoch(reply.epoch)
        contact.heard(reply.head, reply.backed_up_through)
        self.backoff.reset()
        self.failure = self.failed_at = None
        self.most = min(self.most * 2, contact.limits.batch_operations)
        self.not_before = now.mono + max(0.0, reply.backoff)
        outcome = settling.outcome(reply, self.ops)
        for queue, seconds in outcome.holds.items():
            self.holds[queue] = Hold(now.mono + max(1.0, seconds) * (1 + now.jitter / 4))
        for settled in (one for group in outcome.groups for one in group):
            if settled.ver is not None and settled.effect == "applied":
                contact.owed = max(contact.owed, settled.pos or 0)
        return self._settle(now, outcome.groups)

    def on_settled(self, event: Settled) -> tuple[Command, ...]:
        self.step, self.batch, self.ops, self.wanted = Step.IDLE, "", (), True
        return ()

    def _settle(self, now: Now, groups: tuple[tuple[Settlement, ...], ...]) -> tuple[Command, ...]:
        contact = self.contact
        self.step = Step.SETTLING
        return (
            Settle(
                self.id,
                groups,
                contact.head_pos,
                contact.head_hash,
                contact.backed_up_through,
                contact.settled_floor,
                now.wall,
            ),
        )

    def _seen(self, now: Now, listed: int, rest_end: datetime | None) -> None:
        self.contact.waiting = listed
        self.rest_at = None
        if rest_end is not None:
            self.rest_at = now.mono + max(timedelta(), rest_end - now.wall).total_seconds()

    # --- what went wrong

    def on_failed(self, event: Failed) -> tuple[Command, ...]:
        """What was on its way stays *sending* and goes again, the same bytes, in a later batch."""
        now, failure, step, ops = event.now, event.failure, self.step, self.ops
        units, half = settling.units(ops), max(1, len(ops) // 2)
        self.step, self.wanted, self.ops = Step.IDLE, True, ()
        if failure.kind is Kind.STOPPED:
            return ()
        if failure.kind is Kind.SIGN_IN:
            self.contact.session_ended(self.serial, failure.code)
            return ()
        if failure.kind is Kind.TOO_LARGE and step is Step.PUSHING:
            if len(units) == 1:
                return self._settle(now, (settling.too_large(ops),))
            self.most = half
            return ()
        if failure.kind is Kind.REFUSED and step is Step.PUSHING and failure.status in (400, 422):
            # The request as a whole was refused. Narrow it down, so that one bad operation holds up its own case only.
            self.most = half
            if len(units) == 1:
                self.holds[queue_of(ops[0])] = Hold(now.mono + STUCK, failure.code)
        if failure.kind is Kind.LINE and step is Step.PUSHING:
            self.most = half  # a line that does not carry this much in time may carry less
        self._back_off(now, failure)
        return ()

    def _back_off(self, now: Now, failure: Failure) -> None:
        self.failure, self.failed_at = failure, self.failed_at or now.wall
        self.not_before = now.mono + self.backoff.next(now.jitter, failure.retry_after)

    def codes(self) -> Mapping[str, datetime | None]:
        """Why it stands, and since when; then why single cases do."""
        found: dict[str, datetime | None] = {}
        if self.failure is not None:
            found[self.failure.code] = self.failed_at
        return found | {hold.code: None for hold in self.holds.values() if hold.code}

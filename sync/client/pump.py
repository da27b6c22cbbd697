"""The engine among threads: one lock around it, a queue for each lane, and the moments that it asks for."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace

from operator_app.ports.clock import Clock

from . import events
from .commands import CancelPull, Command
from .engine import Engine
from .events import PULL, Event, Now
from .failures import Kind
from .status import Status
from .switch import LaneSwitch

_SHORTEST = 0.05  # seconds between two looks at a deadline


class Pump:
    """`tell` may be called from any thread. `on_status` is called when the status changed, one call at a time, on the
    thread that changed it; it must not wait for a lane.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        switches: dict[str, LaneSwitch],
        *,
        jitter: Callable[[], float],
        skew: Callable[[], int | None],
        on_status: Callable[[Status], None],
    ) -> None:
        self.engine = engine
        self._clock, self._switches, self._jitter, self._skew = clock, switches, jitter, skew
        self._on_status = on_status
        self._turn = threading.Condition()
        self._queues: dict[str, deque[Command]] = {lane: deque() for lane in engine.lanes}
        self._closed = False
        self._failures = 0
        self._telling = threading.Lock()
        self._told = Status()

    def tell(self, make: Callable[[Now], Event]) -> None:
        """Something happened; `make` puts the moment to it."""
        with self._turn:
            self._on(make(self._now()))
        self._announce()

    def next(self, lane: str) -> Command | None:
        """The lane's next command, waited for; None when the pump is closed."""
        while True:
            with self._turn:
                if self._closed:
                    return None
                if self._queues[lane]:
                    return self._queues[lane].popleft()
                deadline = self.engine.deadline(lane)
                left = None if deadline is None else deadline - time.monotonic()
                if left is None or left > 0:
                    self._turn.wait(left)
                    continue
                self._on(events.Woke(self._now(), lane))
                if not self._queues[lane]:
                    self._turn.wait(_SHORTEST)
            self._announce()

    def close(self) -> None:
        with self._turn:
            self._closed = True
            self._turn.notify_all()

    @property
    def closed(self) -> bool:
        return self._closed

    def ask(self, question: Callable[[Engine], bool]) -> bool:
        """Look at the engine between two events."""
        with self._turn:
            return question(self.engine)

    def status(self) -> Status:
        with self._turn:
            return self._status()

    def drain(self, seconds: float, tries: int) -> Status:
        """Wait until all is settled and its effects are here, until `tries` commands have failed since, until somebody
        has to sign in, or until the time is up.
        """
        end = time.monotonic() + seconds
        with self._turn:
            before = self._failures
            while not self._closed and time.monotonic() < end:
                if self.engine.caught_up or self._failures - before >= tries or self._status().sign_in_needed:
                    break
                self._turn.wait(end - time.monotonic())
            return self._status()

    def _now(self) -> Now:
        return Now(time.monotonic(), self._clock.now(), self._jitter())

    def _on(self, event: Event) -> None:
        lane = getattr(event, "lane", PULL)
        if not isinstance(event, events.Woke | events.Kicked | events.Nudged | events.SessionChanged):
            self._switches[lane].ready()  # a cancelled command has ended; the next one is not
        if isinstance(event, events.Failed) and event.failure.kind is not Kind.STOPPED:
            self._failures += 1
        for command in self.engine.on(event):
            if isinstance(command, CancelPull):
                self._switches[PULL].stop()
            else:
                self._queues[command.lane].append(command)
        self._turn.notify_all()

    def _status(self) -> Status:
        return replace(self.engine.status(), skew=self._skew())

    def _announce(self) -> None:
        with self._telling:
            status = self.status()
            if _news(status) == _news(self._told):
                return
            self._told = status
            self._on_status(status)


def _news(status: Status) -> Status:
    """What is worth telling: the time of the last contact alone is not, nor a skew that wanders by milliseconds."""
    seconds = None if status.skew is None else round(status.skew / 1000)
    return replace(status, skew=seconds, last_contact=None)

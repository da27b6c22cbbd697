"""Lets what has rested long enough go, also without a line."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from datetime import datetime

from operator_app.domain.errors import Trouble
from operator_app.ports.clock import Clock

IDLE_S = 30.0  # a set clock may have been moved, and nobody tells
SHORTEST_S = 0.05


class ReleaseTimer:
    """The rest is a stored time: this thread only looks when it is over. What rested while no program ran goes at its
    first look. `release` and `next_end` run on this thread and may wait for a lane.
    """

    def __init__(self, release: Callable[[], object], next_end: Callable[[], datetime | None], clock: Clock) -> None:
        self._release, self._next_end, self._clock = release, next_end, clock
        self._look, self._stopped = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._work, name="release-timer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def look(self) -> None:
        """Something new rests, or was taken back."""
        self._look.set()

    def stop(self) -> None:
        """End the thread and wait for it. Stopping what was never started is fine."""
        self._stopped.set()
        self._look.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _work(self) -> None:
        while not self._stopped.is_set():
            self._look.clear()
            try:
                wait = self._once()
            except CancelledError:
                return  # the desk is closing
            except Trouble:
                wait = IDLE_S  # the disk is full, say: whoever writes next is told, and this looks again
            self._look.wait(wait)

    def _once(self) -> float:
        """Release what is due; seconds until the next look."""
        self._release()
        end = self._next_end()
        left = IDLE_S if end is None else (end - self._clock.now()).total_seconds()
        return min(max(left, SHORTEST_S), IDLE_S)

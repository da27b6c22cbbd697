"""Wakes the waiting long polls. It carries no data: who is woken reads the feed."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterable
from contextlib import suppress

from .commit.journal import EVERYWHERE


class Waiter:
    """One long poll. Used on its loop; `Notifier` wakes it from any thread."""

    def __init__(self, notifier: Notifier, scope: str) -> None:
        self.scope = scope
        self._notifier = notifier
        self._loop = asyncio.get_running_loop()
        self._event = asyncio.Event()

    async def wait(self, seconds: float) -> bool:
        """True where something may be new by then."""
        try:
            await asyncio.wait_for(self._event.wait(), seconds)
        except TimeoutError:
            return False
        self._event.clear()
        return True

    def wake(self) -> None:
        # A loop that has closed takes no more calls; then nobody waits on it any more either.
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(self._event.set)

    def __enter__(self) -> Waiter:
        self._notifier.enter(self)
        return self

    def __exit__(self, *_: object) -> None:
        self._notifier.leave(self)


class Notifier:
    """Within one process. With several on one PostgreSQL each of them hears only its own; the others' news come with
    the end of the wait.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiters: set[Waiter] = set()
        self.closed = False

    def enter(self, waiter: Waiter) -> None:
        with self._lock:
            self._waiters.add(waiter)

    def leave(self, waiter: Waiter) -> None:
        with self._lock:
            self._waiters.discard(waiter)

    @property
    def waiting(self) -> int:
        with self._lock:
            return len(self._waiters)

    def wake(self, scopes: Iterable[str]) -> None:
        told = set(scopes)
        if not told:
            return
        with self._lock:
            woken = [w for w in self._waiters if w.scope in told or EVERYWHERE in told]
        for waiter in woken:
            waiter.wake()

    def close(self) -> None:
        """Every wait ends now, and none begins any more."""
        self.closed = True
        self.wake([EVERYWHERE])

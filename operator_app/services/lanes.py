"""Lanes: one thread each, on which work runs in turn, a clerk's command always before anything of the sync.

The writer lane is the only one that writes to the store, the reader lane the one that screens read on. Neither knows
what it runs.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from enum import IntEnum
from typing import Any, TypeVar

T = TypeVar("T")


class Urgency(IntEnum):
    COMMAND = 0  # somebody pressed a key and waits
    SYNC = 1  # pages, settlements, documents


class Closed(RuntimeError):
    """Work was given to a lane that is closed."""


class Lane:
    """A thread with two queues. `close` lets the commands that wait still run, and cancels what is of the sync."""

    def __init__(self, name: str, *, published: Callable[[Any], None] | None = None) -> None:
        """`published` sees the value of each job before the caller does; it runs on the lane's thread."""
        self._published = published
        self._waiting: dict[Urgency, deque[tuple[Callable[[], Any], Future[Any]]]] = {u: deque() for u in Urgency}
        self._work = threading.Condition()
        self._open = True
        self._thread = threading.Thread(target=self._run, name=name, daemon=False)
        self._thread.start()

    def submit(self, job: Callable[[], T], urgency: Urgency = Urgency.COMMAND) -> Future[T]:
        """Run the job in its turn. Raises `Closed` after `close`."""
        future: Future[T] = Future()
        with self._work:
            if not self._open:
                raise Closed(self._thread.name)
            self._waiting[urgency].append((job, future))
            self._work.notify()
        return future

    def call(self, job: Callable[[], T], urgency: Urgency = Urgency.COMMAND) -> T:
        """Run the job and wait for it; on the lane itself it runs at once."""
        if threading.current_thread() is self._thread:
            return job()
        return self.submit(job, urgency).result()

    def close(self) -> None:
        """Take no more work, finish the commands, end the thread. Closing twice is fine; not on the lane itself."""
        with self._work:
            self._open = False
            dropped = list(self._waiting[Urgency.SYNC])
            self._waiting[Urgency.SYNC].clear()
            self._work.notify()
        for _, future in dropped:
            future.cancel()
        self._thread.join()

    def _next(self) -> tuple[Callable[[], Any], Future[Any]] | None:
        with self._work:
            while True:
                for urgency in Urgency:
                    if self._waiting[urgency]:
                        return self._waiting[urgency].popleft()
                if not self._open:
                    return None
                self._work.wait()

    def _run(self) -> None:
        while (found := self._next()) is not None:
            job, future = found
            if not future.set_running_or_notify_cancel():
                continue
            try:
                value = job()
                if self._published is not None:
                    self._published(value)
            except BaseException as error:  # noqa: BLE001  (handed to whoever waits, which is the boundary)
                future.set_exception(error)
            else:
                future.set_result(value)
            del job, future, found

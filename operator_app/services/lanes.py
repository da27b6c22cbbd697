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


class Lane:
    """A thread with two queues. Work given to a closed lane is cancelled, like what waits when it is closed."""

    def __init__(
        self, name: str, *, published: Callable[[Any], None] | None = None, finishes_commands: bool = False
    ) -> None:
        """`published` sees the value of each command before its caller does, on the lane's thread.
        `finishes_commands`: what a clerk asked for still runs when the lane is closed, for nothing typed may be lost.
        """
        self._published, self._finishes = published, finishes_commands
        self._waiting: dict[Urgency, deque[tuple[Callable[[], Any], Future[Any]]]] = {u: deque() for u in Urgency}
        self._work = threading.Condition()
        self._open = True
        self._thread = threading.Thread(target=self._run, name=name, daemon=False)
        self._thread.start()

    def submit(self, job: Callable[[], T], urgency: Urgency = Urgency.COMMAND) -> Future[T]:
        """Run the job in its turn; the future carries its value or its exception."""
        future: Future[T] = Future()
        with self._work:
            taken = self._open
            if taken:
                self._waiting[urgency].append((job, future))
                self._work.notify()
        if not taken:
            future.cancel()
        return future

    def call(self, job: Callable[[], T], urgency: Urgency = Urgency.COMMAND) -> T:
        """Run the job and wait for it; on the lane itself it runs at once. Raises `CancelledError` on a closed lane."""
        if threading.current_thread() is self._thread:
            return job()
        return self.submit(job, urgency).result()

    def close(self) -> None:
        """End the thread and wait for it. Closing twice is fine; never from the lane itself."""
        dropped: list[Future[Any]] = []
        with self._work:
            self._open = False
            for urgency, waiting in self._waiting.items():
                if not (self._finishes and urgency is Urgency.COMMAND):
                    dropped += [future for _, future in waiting]
                    waiting.clear()
            self._work.notify()
        for future in dropped:
            future.cancel()
        self._thread.join()

    def _next(self) -> tuple[Callable[[], Any], Future[Any], Urgency] | None:
        with self._work:
            while True:
                for urgency in Urgency:
                    if self._waiting[urgency]:
                        return *self._waiting[urgency].popleft(), urgency
                if not self._open:
                    return None
                self._work.wait()

    def _run(self) -> None:
        while (found := self._next()) is not None:
            job, future, urgency = found
            if not future.set_running_or_notify_cancel():
                continue
            try:
                value = job()
                if self._published is not None and urgency is Urgency.COMMAND:
                    self._published(value)
            except BaseException as error:  # noqa: BLE001  (handed to whoever waits, which is the boundary)
                future.set_exception(error)
            else:
                future.set_result(value)
            del job, future, found

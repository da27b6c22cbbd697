"""Lanes: the threads on which the desk works, so that the window never waits.

One lane is one thread with a queue of its own. A clerk's command is `Urgency.CLERK` and goes before any sync work that is still
waiting; what has begun is finished. Closing a lane finishes what is running and cancels the rest.
"""

from __future__ import annotations

import itertools
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from enum import IntEnum
from typing import Any, TypeVar

T = TypeVar("T")


class Urgency(IntEnum):
    CLERK = 0
    SYNC = 1
    LATER = 2


class Lane:
    """One thread, one queue. `submit` and `call` may be used from any thread."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._jobs: queue.PriorityQueue[tuple[int, int, Future[Any] | None, Callable[[], Any] | None]] = (
            queue.PriorityQueue()
        )
        self._count = itertools.count()
        self._closed = False
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def submit(self, job: Callable[[], T], urgency: Urgency = Urgency.CLERK) -> Future[T]:
        """Queue a job; its future is cancelled if the lane closes before its turn."""
        future: Future[T] = Future()
        with self._lock:
            if self._closed:
                future.cancel()
                future.set_running_or_notify_cancel()
                return future
            self._jobs.put((urgency, next(self._count), future, job))
        return future

    def call(self, job: Callable[[], T], urgency: Urgency = Urgency.SYNC) -> T:
        """Run a job on the lane and wait for it. From the lane's own thread it runs at once."""
        if threading.current_thread() is self._thread:
            return job()
        return self.submit(job, urgency).result()

    def close(self, timeout: float = 5.0) -> None:
        """No new jobs; the running one ends, the waiting ones are cancelled."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._jobs.put((-1, next(self._count), None, None))
        if threading.current_thread() is not self._thread:
            self._thread.join(timeout)

    def _work(self) -> None:
        while True:
            _, _, future, job = self._jobs.get()
            if future is None or job is None:
                break
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(job())
            except BaseException as error:  # noqa: BLE001  (handed to whoever asked)
                future.set_exception(error)
            del future, job
        self._cancel_waiting()

    def _cancel_waiting(self) -> None:
        while True:
            try:
                _, _, future, _ = self._jobs.get_nowait()
            except queue.Empty:
                return
            if future is not None and future.cancel():
                future.set_running_or_notify_cancel()

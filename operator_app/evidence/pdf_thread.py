"""One thread of its own for PDFium, which is not thread-safe: six threads end the process one run in three."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any, TypeVar

from operator_app.domain.errors import Silent, Trouble

from .rendered import PDF_SLOW

T = TypeVar("T")

# Two readers in one process (the desk's and a simulator's) are two threads; this lets only one of them into PDFium.
_ONE_AT_A_TIME = threading.Lock()


class PdfThread:
    """Runs jobs one after the other. The thread starts with the first job and is a daemon: a page on which PDFium never
    comes back must not keep the program from ending. Whoever waits, waits for `limit` seconds and is told
    paper.pdf_slow.
    """

    def __init__(self, limit: float = 20.0) -> None:
        self._limit = limit
        self._jobs: SimpleQueue[tuple[Callable[[], Any], Future[Any]] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._gate = threading.Lock()
        self._closed = False

    def later(self, job: Callable[[], T]) -> Future[T]:
        """The job's value or error; a future that is cancelled before its turn costs nothing. Silent when closed."""
        future: Future[T] = Future()
        with self._gate:
            if self._closed:
                raise Silent
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="pdfium", daemon=True)
                self._thread.start()
            self._jobs.put((job, future))
        return future

    def wait(self, future: Future[T]) -> T:
        """Trouble: paper.pdf_slow."""
        try:
            return future.result(self._limit)
        except TimeoutError as slow:
            future.cancel()
            raise Trouble(PDF_SLOW, seconds=round(self._limit)) from slow

    def close(self, last: Callable[[], None]) -> None:
        """Runs `last` on the thread and ends it; jobs still waiting are cancelled. Waits for a running one, within the
        limit.
        """
        with self._gate:
            if self._closed:
                return
            self._closed = True
            thread = self._thread
            while not self._jobs.empty():
                waiting = self._jobs.get()
                if waiting is not None:
                    waiting[1].cancel()
            self._jobs.put((last, Future()))
            self._jobs.put(None)
        if thread is not None:
            thread.join(self._limit)

    def _run(self) -> None:
        while (next_one := self._jobs.get()) is not None:
            job, future = next_one
            if not future.set_running_or_notify_cancel():
                continue
            try:
                with _ONE_AT_A_TIME:
                    value = job()
            except Exception as error:  # noqa: BLE001  (handed over whole to whoever waits for the future)
                future.set_exception(error)
            else:
                future.set_result(value)

"""The one bridge from other threads to the window.

Work runs on a lane and its outcome comes back as a queued signal; nothing else crosses threads. An owner that was
deleted meanwhile receives nothing. A `Told` error goes to `failed`; any other exception is a bug and goes to the
bridge's own boundary, which says one sentence and leaves the rest working.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from operator_app.domain.errors import Silent, Told
from ui import faults

T = TypeVar("T")
log = logging.getLogger(__name__)


class Runner(Protocol):
    """A lane, as far as the bridge needs it: `services.lanes.Lane`."""

    def submit(self, job: Callable[[], T]) -> Future[T]: ...


class Bridge(QObject):
    """Lives on the UI thread for as long as the program."""

    _arrived = Signal(object)
    bug = Signal(object)  # an exception that nobody expected

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._open = True

    def close(self) -> None:
        """From now on nothing is delivered: the window is going."""
        self._open = False

    def post(self, owner: QObject, call: Callable[[], None]) -> None:
        """Run `call` on the UI thread, later, if `owner` still lives. May be called from any thread."""
        if self._open and isValid(self):
            self._arrived.emit((owner, call))

    def run(
        self,
        owner: QObject,
        lane: Runner,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Told], None] | None = None,
    ) -> None:
        """Run `job` on a lane and bring its value or its error back to `owner`."""

        def finished(future: Future[T]) -> None:
            try:
                value = future.result()
            except (CancelledError, Silent):
                return
            except Told as told:
                self.post(owner, lambda error=told: self._failed(failed, error))  # type: ignore[misc]
            except Exception as error:  # noqa: BLE001  (the declared boundary for bugs)
                self.post(owner, lambda bug=error: self.report(bug))  # type: ignore[misc]
            else:
                self.post(owner, lambda: done(value))

        lane.submit(job).add_done_callback(finished)

    def _failed(self, failed: Callable[[Told], None] | None, error: Told) -> None:
        if failed is None:
            self.report(error)
        else:
            failed(error)

    def report(self, error: Exception) -> None:
        """The boundary for bugs; also for those that Qt met in a slot."""
        faults.told(log, error)
        self.bug.emit(error)

    def _deliver(self, parcel: tuple[QObject, Callable[[], None]]) -> None:
        owner, call = parcel
        if not (self._open and isValid(owner)):
            return
        try:
            call()
        except Exception as error:  # noqa: BLE001  (a failing screen leaves the rest working)
            self.report(error)

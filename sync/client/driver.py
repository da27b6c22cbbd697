"""The threads that run the engine: one for each lane, each with its own kept connection, and one for documents."""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from datetime import datetime

from operator_app.domain import errors
from operator_app.domain.environment import Environment
from operator_app.ports.clock import Clock
from operator_app.ports.sync_store import Changed, Device, StoredSession, SyncStore

from . import account, events, failures
from .commands import Command
from .documents import LOOK_EVERY, DocumentLane
from .engine import Engine
from .events import push_lane
from .failures import Failure, Kind, LineFailed
from .faults import where
from .http import Line
from .pump import Pump
from .runner import Answer, Runner, Writer
from .sessions import Sessions
from .skew import Skew
from .status import Status
from .switch import LaneSwitch, LineSwitch
from .transport import pinned

_log = logging.getLogger(__name__)

DOCUMENTS = "documents"
JOIN = 2.0  # seconds for all threads together


def _nobody(_: object) -> None:
    """Tells nobody."""


class Driver:
    """One enrolled desk, from `start` to `stop`.

    Callbacks come on the driver's threads and must not wait for it: `on_status` when the line's standing changed,
    `on_changed` with what a transaction changed, `on_server_time(server_time, seconds)` in training and the sandbox,
    where the desk follows the centre's set clock.
    """

    def __init__(
        self,
        store: SyncStore,
        device: Device,
        clock: Clock,
        writer: Writer,
        *,
        on_status: Callable[[Status], None] = _nobody,
        on_changed: Callable[[Changed], None] = _nobody,
        on_server_time: Callable[[datetime, float], None] | None = None,
        switch: LineSwitch | None = None,
        jitter: Callable[[], float] = random.random,
        push_lanes: int = 1,
    ) -> None:
        self._store, self._writer, self._on_changed = store, writer, on_changed
        self.switch = switch or LineSwitch()
        work = device.environment == Environment.WORK
        self._skew = Skew(clock.now, by_date=work, on_time=None if work else on_server_time)
        self._sessions = Sessions()
        engine = Engine(push_lanes)
        lanes = (*engine.lanes, DOCUMENTS)
        self._switches = {lane: LaneSwitch(self.switch) for lane in lanes}
        context = pinned(device.ca_pem)
        self._lines = {
            lane: Line(device.service_url, context, self._switches[lane], token=self._sessions.token, skew=self._skew)
            for lane in lanes
        }
        self._pump = Pump(
            engine,
            clock,
            self._switches,
            jitter=jitter,
            skew=lambda: self._skew.milliseconds,
            on_status=self._told,
        )
        self._on_status = on_status
        self._runners = {
            lane: Runner(
                store,
                device,
                clock,
                writer,
                self._lines[lane],
                sessions=self._sessions,
                skew=self._skew,
                on_changed=self._changed,
                closed=lambda: self._pump.closed,
            )
            for lane in engine.lanes
        }
        self._documents = DocumentLane(
            store,
            self._lines[DOCUMENTS],
            writer,
            is_open=lambda: self._pump.ask(lambda engine: engine.open),
            may_go=lambda: self._pump.ask(lambda engine: engine.open and not engine.busy),
            on_changed=on_changed,
            jitter=jitter,
        )
        self._look = threading.Event()  # documents: there may be something to do
        self._threads = [
            threading.Thread(target=self._work, args=(lane,), name=f"sync-{lane}", daemon=True) for lane in engine.lanes
        ]
        self._threads.append(threading.Thread(target=self._fetch, name=f"sync-{DOCUMENTS}", daemon=True))

    # --- what the rest of the desk calls, from any thread

    def start(self) -> None:
        """Begin with the session that is stored. Waits for the writer once."""
        self._sessions.use(self._writer(self._store.session))
        expires, epoch = self._expires(), self._writer(self._store.epoch)
        self._pump.tell(lambda now: events.Started(now, expires, epoch))
        for thread in self._threads:
            thread.start()

    def stop(self) -> bool:
        """End within two seconds, whatever the line does. False: a thread still waits for the writer."""
        self._pump.close()
        for switch in self._switches.values():
            switch.close()
        self._look.set()
        end = time.monotonic() + JOIN
        for thread in self._threads:
            if thread.ident is not None:
                thread.join(max(0.0, end - time.monotonic()))
        ended = not any(thread.is_alive() for thread in self._threads)
        if ended:
            for line in self._lines.values():
                line.close()
        return ended

    def kick(self) -> None:
        """Sync now: forget every waiting time."""
        self._documents.line_is_back()
        self._pump.tell(events.Kicked)
        self._look.set()

    def nudge(self) -> None:
        """The outbox may have changed. To be called after each command that made or took back an operation."""
        self._pump.tell(events.Nudged)

    def session_changed(self) -> None:
        """Somebody signed in or out: read the stored session again. Waits for the writer."""
        self._sessions.use(self._writer(self._store.session))
        self._session_told()

    def want_now(self, case: str, document: str) -> None:
        """A clerk looks at this document: fetch it before the others. Its arrival comes as `Changed.documents`."""
        self._documents.want_now(case, document)
        self._look.set()

    def status(self) -> Status:
        return self._pump.status()

    def drain(self, seconds: float, tries: int = 2) -> Status:
        """Sync now and wait: until all that could go is settled and its effects are back, until `tries` requests have
        failed, or until the time is up. What still rests is not waited for.
        """
        self.kick()
        return self._pump.drain(seconds, tries)

    def cut(self) -> None:
        """Sandbox and self-test: the line breaks, as if its plug were pulled."""
        self.switch.cut()

    def restore(self) -> None:
        """The plug is in again."""
        self.switch.restore()
        self.kick()

    def lose_next_reply(self) -> threading.Event:
        """Self-test: the next answer to a push arrives and is thrown away unread, and the line is cut. The event is
        set when that has happened: the centre has committed, and this desk does not know.
        """
        switch = self._switches[push_lane(0)]
        switch.lose_next_reply()
        return switch.lost

    # --- threads

    def _work(self, lane: str) -> None:
        while (command := self._pump.next(lane)) is not None:
            try:
                answer = self._run(lane, command)
            except CancelledError:
                return  # the writer lane has closed: the desk is going down
            self._pump.tell(answer)

    def _run(self, lane: str, command: Command) -> Answer:
        used = self._sessions.current
        try:
            return self._runners[lane].run(command)
        except LineFailed as failed:
            if failed.failure.kind is Kind.SIGN_IN:
                self._colleagues_session(used, failed.failure)
            return _failed(lane, failed.failure)
        except errors.Told as told:
            params = {name: value for name, value in told.params.items() if isinstance(value, str | int)}
            return _failed(lane, Failure(Kind.LOCAL, told.code, params))
        except CancelledError:
            raise
        except Exception as bug:  # noqa: BLE001  (the bug boundary: the lane goes on, the others too)
            _log.error("%s in %s on lane %s: %s", type(bug).__name__, type(command).__name__, lane, where(bug))
            return _failed(lane, Failure(Kind.LOCAL, failures.DESK_FAULT))

    def _fetch(self) -> None:
        while not self._pump.closed:
            try:
                pause = self._documents.step()
            except CancelledError:
                return
            except errors.Told as told:
                _log.warning("documents wait: %s", told.code)
                pause = LOOK_EVERY
            except Exception as bug:  # noqa: BLE001  (the bug boundary: documents wait, the other lanes go on)
                _log.error("%s on lane %s: %s", type(bug).__name__, DOCUMENTS, where(bug))
                pause = LOOK_EVERY
            if pause:
                self._look.wait(pause)
                self._look.clear()

    def _colleagues_session(self, used: StoredSession | None, failure: Failure) -> None:
        """The session in use has ended for good: another one of this office may carry the work on, for rights are
        judged by the actor of each operation. Operations are not touched.
        """
        taken = failure.code in (account.REVOKED, account.STRUCK_OFF)
        if used is None or not (taken or failure.code == account.ENDED):
            return
        if self._sessions.current != used:
            return  # somebody has signed in meanwhile

        def next_session() -> tuple[Changed, StoredSession | None]:
            ended = self._store.end_session(used, revoked=taken)
            return ended, self._store.session()

        changed, following = self._writer(next_session)
        if changed:
            self._on_changed(changed)
        if following is not None and following != used:
            self._sessions.use(following)
            self._session_told()

    def _session_told(self) -> None:
        expires = self._expires()
        self._pump.tell(lambda now: events.SessionChanged(now, expires))
        self._look.set()

    def _expires(self) -> datetime | None:
        session = self._sessions.current
        return session.expires if session is not None else None

    def _changed(self, changed: Changed) -> None:
        if changed.cases or changed.documents:
            self._look.set()
        self._on_changed(changed)

    def _told(self, status: Status) -> None:
        if status.online:
            self._documents.line_is_back()
            self._look.set()
        self._on_status(status)


def _failed(lane: str, failure: Failure) -> Answer:
    return lambda now: events.Failed(now, lane, failure)

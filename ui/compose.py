"""One desk, put together for either front end; Qt-free. Importing this is cheap: what costs time is imported when a
desk is made.

A desk is an open store, its lanes, the services on it, and the sync driver. Everything is closed in the opposite order.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from operator_app.domain.environment import Environment
from operator_app.ports.sync_store import Changed
from operator_app.services.clock import SystemClock
from operator_app.services.lanes import Lane, Urgency
from operator_app.services.views import LineStatus, Operator

if TYPE_CHECKING:
    from operator_app.storage.cipher import RawKey
    from operator_app.storage.keys import Keys
    from operator_app.storage.store import Store
    from sync.client.status import Status

NOTICEABLE = timedelta(seconds=1)
T = TypeVar("T")
Heard = Callable[[Any], None]


class Desk:
    """What screens and commands are given. Reads go to `reader`, writes to `writer`; callbacks come on foreign threads.

    `queue`, `cases`, `outbox`, `documents`, `scans`, `access`, `drafts`, `identifiers`, `settings`: the services.
    `pdf`: PDFium's own thread.
    """

    def __init__(self, store: Store, keys: Keys, key: RawKey, clock: SystemClock, environment: Environment) -> None:
        from operator_app.evidence.pdf import PdfReader
        from operator_app.services.access import Access
        from operator_app.services.acts import Acts
        from operator_app.services.cases import Cases
        from operator_app.services.documents import Documents
        from operator_app.services.drafts import Drafts
        from operator_app.services.identifiers import Identifiers
        from operator_app.services.outbox import Outbox
        from operator_app.services.queue import Queue
        from operator_app.services.scans import Scans
        from operator_app.services.settings import Settings
        from operator_app.services.trust import opener
        from operator_app.storage.sync_store import SqlSyncStore
        from sync.client.switch import LineSwitch

        from .release_timer import ReleaseTimer

        self.store, self.clock, self.environment = store, clock, environment
        self.writer = Lane("writer", published=self._committed, finishes_commands=True)
        self.reader, self.pool = Lane("reader"), Lane("pictures")
        self.pdf = PdfReader()
        acts = Acts(store, lambda: self._skew)
        self.queue, self.cases, self.outbox = Queue(store), Cases(acts), Outbox(acts)
        self.documents, self.scans, self.drafts = Documents(acts), Scans(acts), Drafts(store)
        self.identifiers, self.access, self.settings = Identifiers(acts), Access(acts, keys, key), Settings(store)
        self.sync_store = SqlSyncStore(store, opener(environment), lease_ended=self.access.lease_ended)
        self.switch = LineSwitch()
        self._driver: Any = None
        self._skew = 0
        self._offset = None if environment.real else self.settings.clock_offset()
        if self._offset is not None:
            clock.follow(self._offset)  # without a line too it is the centre's day
        self._rest: int | None = None
        self._line = LineStatus(online=False, since=None)
        self._changed_heard: list[Heard] = []
        self._line_heard: list[Heard] = []
        self._lock = threading.Lock()
        self._releaser = ReleaseTimer(self.release_due, self.outbox.next_rest_end, clock)

    # --- listening --------------------------------------------------------------------------------------------------

    def subscribe(self, heard: Callable[[Changed], None]) -> Callable[[], None]:
        """Hear of every committed change; the answer ends it."""
        return self._listen(self._changed_heard, heard)

    def watch_line(self, heard: Callable[[LineStatus], None]) -> Callable[[], None]:
        """Hear how the line stands, at once and at each change."""
        end = self._listen(self._line_heard, heard)
        heard(self._line)
        return end

    def _listen(self, heard: list[Heard], one: Heard) -> Callable[[], None]:
        with self._lock:
            heard.append(one)

        def end() -> None:
            with self._lock:
                if one in heard:
                    heard.remove(one)

        return end

    def _tell(self, heard: list[Heard], what: object) -> None:
        with self._lock:
            listeners = list(heard)
        for one in listeners:
            one(what)

    def changed(self, changed: Changed) -> None:
        """Something was committed: tell who listens, and let the driver look at the outbox."""
        if changed:
            self._tell(self._changed_heard, changed)
            if changed.outbox:
                self._releaser.look()
                if self._driver is not None:
                    self._driver.nudge()

    def _committed(self, value: object) -> None:
        """What a command on the writer lane answered: a `Changed`, or a value with its `Changed`."""
        changed = value[-1] if isinstance(value, tuple) and value else value
        if isinstance(changed, Changed):
            self.changed(changed)

    def write(self, job: Callable[[], tuple[T, Changed]]) -> T:
        """Run a command's job (already on the writer lane, or on no lane at all) and tell what it changed."""
        value, changed = job()
        self.changed(changed)
        return value

    # --- the line ---------------------------------------------------------------------------------------------------

    def start_sync(self) -> None:
        """Begin pushing and pulling with whatever session is stored. Needs an enrolled store."""
        from sync.client.driver import Driver

        device = self.sync_store.device()
        if device is None or self._driver is not None:
            return
        self._releaser.start()
        self._driver = Driver(
            self.sync_store,
            device,
            self.clock,
            self._as_sync_work,
            on_status=self._line_changed,
            on_changed=self.changed_by_sync,
            on_server_time=self.follow if not self.environment.real else None,
            switch=self.switch,
        )
        self._driver.start()

    def _as_sync_work(self, job: Callable[[], T]) -> T:
        return self.writer.call(job, Urgency.SYNC)

    def changed_by_sync(self, changed: Changed) -> None:
        self._tell(self._changed_heard, changed)

    def follow(self, server_time: datetime, seconds: float) -> None:
        """In training and the sandbox the desk's clock is the centre's set one; half the round trip is the way back."""
        machine = self.clock.now() - self.clock.offset()
        offset = server_time + timedelta(seconds=seconds / 2) - machine
        self.clock.follow(offset)
        if self.store.may_write and (self._offset is None or abs(offset - self._offset) > NOTICEABLE):
            self._offset = offset
            self.writer.call(lambda: self.settings.keep_clock_offset(offset), Urgency.SYNC)

    def _line_changed(self, status: Status) -> None:
        if status.skew is not None:
            self._skew = status.skew
        self._line = LineStatus(
            online=status.online,
            since=status.since,
            waiting=status.waiting,
            code=status.code,
            params=dict(status.params),
            sign_in_needed=status.sign_in_needed,
            last_contact=status.last_contact,
        )
        self._tell(self._line_heard, self._line)

    @property
    def line(self) -> LineStatus:
        return self._line

    @property
    def driver(self) -> Any:
        """The running driver, for the self-test's levers; None before `start_sync`."""
        return self._driver

    def session_changed(self) -> None:
        if self._driver is not None:
            self._driver.session_changed()

    def sync_now(self, *_: object) -> None:
        """„Изпрати сега“: forget every waiting time."""
        if self._driver is not None:
            self._driver.kick()

    def sync_once(self, seconds: float) -> LineStatus:
        """Send what waits and take what is new, and wait for it: for the command line."""
        self.start_sync()
        if self._driver is not None:
            self._line_changed(self._driver.drain(seconds))
        return self._line

    def want_document(self, case: str, document: str) -> None:
        """A clerk looks at a document that is not here yet: fetch it before the others."""
        if self._driver is not None:
            self._driver.want_now(case, document)

    @property
    def can_cut_line(self) -> bool:
        return self.environment is Environment.SANDBOX

    @property
    def line_is_cut(self) -> bool:
        return bool(self.switch.is_cut)

    def cut_line(self, cut: bool) -> None:
        """The sandbox's lever: as if the plug were pulled."""
        if not self.can_cut_line or self._driver is None:
            return
        (self._driver.cut if cut else self._driver.restore)()

    # --- acts ---------------------------------------------------------------------------------------------------------

    def decide(
        self,
        case_id: str,
        kind: str,
        who: Operator,
        *,
        grounds: tuple[str, ...] = (),
        reasons: str = "",
        speed: str = "ordinary",
    ) -> str:
        """A decision of which only the kind was said; the rest comes from the case. Returns the operation's id."""
        body = self.cases.body_for(case_id, kind, grounds=grounds, reasons=reasons, speed=speed)
        return self.write(lambda: self.cases.decide(case_id, kind, body, who))

    def release_due(self) -> None:
        """What has rested long enough may go; behind whatever a clerk has just asked for."""
        changed = self.writer.call(self.outbox.release_due, Urgency.SYNC)
        self.changed(changed)

    def release_now(self) -> None:
        """What rests goes at once."""
        self.changed(self.outbox.release_now())

    @property
    def rest_seconds(self) -> int:
        """How long an act rests; read once, for the window asks it at every tick."""
        if self._rest is None:
            self._rest = self.settings.rest_seconds()
        return self._rest

    def set_rest_seconds(self, seconds: int) -> None:
        self.settings.set_rest_seconds(seconds)
        self._rest = seconds

    def close(self) -> None:
        """Driver, lanes, PDFium, store: in the opposite order of their making."""
        self._releaser.stop()
        driver, self._driver = self._driver, None
        ended = driver is None or driver.stop()
        for lane in (self.pool, self.reader, self.writer):
            lane.close()
        if not ended:
            driver.stop()  # its last thread waited for the writer, which has now let it go
        self.pdf.close()
        self.store.close()

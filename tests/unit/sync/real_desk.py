"""A desk as it is: encrypted store, lanes, driver; and the real centre on the other side of real TLS."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from operator_app.domain.environment import Environment
from operator_app.ports.sync_store import Changed, Device
from operator_app.services.acts import Acts
from operator_app.services.cases import Cases
from operator_app.services.clock import SystemClock
from operator_app.services.lanes import Lane, Urgency
from operator_app.services.outbox import Outbox
from operator_app.services.trust import opener
from operator_app.services.views import Operator
from operator_app.storage.models import CaseBaseRow
from operator_app.storage.profile import profile_at
from operator_app.storage.repositories import desk as desk_rows
from operator_app.storage.store import Store, open_store
from operator_app.storage.sync_store import SqlSyncStore
from sync.client.account import AccountDesk
from sync.client.driver import Driver
from sync.client.enrol import enrol
from sync.client.status import Status
from tests.desk import KEY
from tests.unit.central.served import World

T = TypeVar("T")
LIMIT = 15.0


def eventually(true: Callable[[], object], limit: float = LIMIT) -> None:
    """A condition, looked at until it holds."""
    end, pause = time.monotonic() + limit, threading.Event()
    while not true():
        assert time.monotonic() < end, "it never came"
        pause.wait(0.01)


class RealDesk:
    def __init__(self, world: World, store: Store, device: Device) -> None:
        self.world, self.store, self.device = world, store, device
        self.clock = store.clock
        self.writer = Lane("writer")
        self.sync_store = SqlSyncStore(store, opener(Environment.SANDBOX))
        acts = Acts(store)
        self.cases, self.outbox = Cases(acts), Outbox(acts)
        self.changes: list[Changed] = []
        self.statuses: list[Status] = []
        self.times: list[datetime] = []
        self.driver = Driver(
            self.sync_store,
            device,
            self.clock,
            self.write,
            on_status=self.statuses.append,
            on_changed=self.changes.append,
            on_server_time=lambda at, _seconds: self.times.append(at),
        )
        self.who: Operator | None = None

    def write(self, job: Callable[[], T]) -> T:
        return self.writer.call(job, Urgency.SYNC)

    def sign_in(self, role: str = "clerk") -> Operator:
        ready = self.world.ready(role)
        with AccountDesk(self.device, self.clock.now) as centre:
            admitted = centre.sign_in(ready.account, ready.password, ready.code)
        self.write(lambda: self.sync_store.put_session(admitted.session))
        until = admitted.lease_until
        self.who = Operator(
            admitted.account, admitted.name, admitted.role, admitted.office, ready.office_name, until, online=True
        )
        return self.who

    def act(self, job: Callable[[Operator], Any]) -> str:
        """A clerk's act, released at once; returns the operation's id."""
        assert self.who is not None
        who = self.who
        op, _ = self.write(lambda: job(who))
        self.write(self.outbox.release_now)
        self.driver.nudge()
        return str(op)

    def state(self, op: str) -> str:
        return next(row.state.value for row in self.outbox.rows(100) if row.op == op)

    def version(self, case: str) -> int:
        """Of the case as the centre's feed brought it; 0 where it is not here."""
        with self.store.reading() as session:
            row = session.get(CaseBaseRow, case)
            return row.version if row is not None else 0


@contextmanager
def real_desk(world: World, folder: Path, role: str = "clerk") -> Iterator[RealDesk]:
    """Enrolled and signed in; the driver is not started yet, and stopped at the end."""
    device = enrol(world.served.url, world.code(), environment="sandbox", name="desk")
    profile = profile_at(folder / "profile", Environment.SANDBOX)
    profile.prepare()
    with profile.hold() as held:
        store = open_store(profile, held, KEY, SystemClock(), create=True)
        with store.writing() as session:
            desk_rows.enrol(session, device)
        desk = RealDesk(world, store, device)
        try:
            desk.sign_in(role)
            yield desk
        finally:
            ended = desk.driver.stop()
            desk.writer.close()
            store.close()
            assert ended, "a thread of the driver does not end"

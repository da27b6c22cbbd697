"""A real encrypted store of one desk in a temporary folder, with cases taken from a tiny centre's feed."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from pathlib import Path

from operator_app.domain.environment import Environment
from operator_app.formats import canonical
from operator_app.ports.clock import Clock
from operator_app.ports.sync_store import Changed, Device
from operator_app.services.acts import Acts
from operator_app.services.cases import Cases
from operator_app.services.outbox import Outbox
from operator_app.services.queue import Queue
from operator_app.services.views import Operator
from operator_app.storage.cipher import RawKey
from operator_app.storage.profile import Profile, profile_at
from operator_app.storage.repositories import desk as desk_rows
from operator_app.storage.store import Store, open_store
from operator_app.storage.sync_store import SqlSyncStore
from tests import builders as b
from tests.clocks import SetClock
from tests.tiny_centre import TinyCentre

KEY = RawKey(bytes(range(32)))
WHO = Operator("clerk1", "Първа Служителка", "clerk", b.OFFICE, "Район „Средец“", b.later(days=3), online=True)
OTHER = Operator("clerk2", "Втори Служител", "clerk", b.OFFICE, "Район „Средец“", b.later(days=3), online=True)
SENIOR = Operator("senior1", "Старша Служителка", "senior", b.OFFICE, "Район „Средец“", b.later(days=3), online=True)
DEVICE = Device("desk-1", b.OFFICE, "Район „Средец“", "sandbox", "https://127.0.0.1:1", "", bytes(32), bytes(32), 5)


def a_device(environment: Environment = Environment.SANDBOX) -> Device:
    return replace(DEVICE, environment=environment.value)


@contextmanager
def opened(
    folder: Path, clock: Clock | None = None, *, environment: Environment = Environment.SANDBOX
) -> Iterator[Store]:
    """The store in `folder`, made and enrolled where there is none yet."""
    profile = profile_at(folder / "profile", environment)
    if environment is Environment.SANDBOX and not profile.database.exists():
        profile.prepare()
        shutil.copyfile(_template(), profile.database)
    with profile.hold() as held:
        create = not profile.database.exists()
        store = open_store(profile, held, KEY, clock or SetClock(b.NOON), create=create)
        try:
            if create:
                with store.writing() as session:
                    desk_rows.enrol(session, a_device(environment))
            yield store
        finally:
            store.close()


@cache
def _template() -> Path:
    """An enrolled store without a case: made once a run, for making one costs a tenth of a second."""
    folder = Path(tempfile.mkdtemp(prefix="desk-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    profile = profile_at(folder, Environment.SANDBOX)
    with profile.hold() as held:
        store = open_store(profile, held, KEY, SetClock(b.NOON), create=True)
        with store.writing() as session:
            desk_rows.enrol(session, a_device())
        store.close()
    return profile.database


def profile_of(folder: Path, environment: Environment = Environment.SANDBOX) -> Profile:
    return profile_at(folder / "profile", environment)


def sync_store(store: Store, **options: int) -> SqlSyncStore:
    return SqlSyncStore(store, lambda _package, _root, newest: newest + 1, **options)


def pull(store: Store, centre: TinyCentre, *, page: int = 500) -> Changed:
    """Take all that the store has not taken yet, with the rules that it names."""
    sync = sync_store(store)
    changed = Changed()
    while True:
        cursor = sync.cursor()
        taken = centre.page(int(cursor or 0), page)
        for digest in sync.missing_rules(taken):
            sync.put_rules(package_of(digest))
        changed |= sync.take_page(taken)
        if sync.cursor() == cursor or not taken.entries:
            return changed


_PACKAGES: dict[str, bytes] = {}


def package_of(digest: str) -> bytes:
    """The bytes of a version of the service data that a test uses."""
    for number in ("2107", "2079"):
        know(b.package(number))
    return _PACKAGES[digest]


def know(package: bytes) -> bytes:
    _PACKAGES[canonical.digest(package)] = package
    return package


def push(store: Store, centre: TinyCentre) -> Changed:
    """Release what is due, send all that waits and keep the answers."""
    sync = sync_store(store)
    changed = sync.release_due(store.clock.now())
    batch = list(sync.waiting(500))
    if batch:
        changed |= sync.mark_sending([w.op for w in batch], "batch", store.clock.now())
        changed |= sync.settle(centre.judge(batch))
    return changed


@dataclass
class Office:
    """A desk and its centre, with the services on top; nothing runs by itself."""

    store: Store
    centre: TinyCentre
    clock: SetClock
    acts: Acts = field(init=False)

    def __post_init__(self) -> None:
        self.acts = Acts(self.store)
        self.queue, self.cases, self.outbox = Queue(self.store), Cases(self.acts), Outbox(self.acts)
        self.sync = sync_store(self.store)

    def pull(self, *, page: int = 500) -> Changed:
        return pull(self.store, self.centre, page=page)

    def push(self) -> Changed:
        """Release, send, settle."""
        return push(self.store, self.centre)

    def rest(self) -> None:
        """Long enough for anything that rests."""
        self.clock.advance(timedelta(seconds=61))
        self.centre.at = self.clock.now()

    def drain(self) -> None:
        """Until the centre has all and the desk has its effects."""
        self.rest()
        self.push()
        self.pull()


@contextmanager
def office(folder: Path, *cases: str, environment: Environment = Environment.SANDBOX) -> Iterator[Office]:
    """A desk whose centre has these cases, already pulled."""
    clock = SetClock(b.NOON)
    with opened(folder, clock, environment=environment) as store:
        made = Office(store, TinyCentre(), clock)
        for n, case_id in enumerate(cases or ("case-1",)):
            made.centre.file(case_id, b.owner_filed(number=f"РСЦ26-ГР94-{4483 + n}"))
        made.pull()
        yield made

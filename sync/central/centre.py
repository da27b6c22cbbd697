"""The whole centre, put together: what `http` serves and `service` starts."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from operator_app.domain.environment import Environment
from operator_app.storage.cipher import RawKey

from . import founding, keys, publishing
from .access import operators
from .access.enrolment import Enrolment
from .access.sign_in import SignIn
from .acts import Acts
from .clock import CentreClock
from .commit.bench import Bench
from .commit.faults import Faults
from .commit.journal import Closed
from .commit.push import Push
from .feed import Feed
from .files.documents import Documents
from .files.uploads import Uploads
from .notifier import Notifier
from .offices import districts
from .parts import Parts
from .policy import Policy
from .publishing import Publishing
from .reactions import Reactions
from .shelf import Shelf
from .simulators_api import Nothing, Sealer, Simulators, Tools
from .store import Facts, Sealing, Store, open_store

Starter = Callable[[Tools], Simulators]


@dataclass(frozen=True)
class Opening:
    """What a centre is opened with. `key` opens the database and what is sealed in it."""

    environment: Environment
    database_url: str
    key: RawKey
    policy: Policy = field(default_factory=Policy)
    faults: Faults = field(default_factory=Faults)
    simulators: Starter | None = None
    first_office: str = "68134-01"


class Centre:
    """Open it, `prepare` it once it answers, `close` it. Everything in it may be used from any thread."""

    def __init__(self, opening: Opening) -> None:
        if opening.faults.break_idempotency and opening.environment is not Environment.SANDBOX:
            raise ValueError("idempotency is broken on purpose in the sandbox alone")
        self.environment, self.first_office = opening.environment, opening.first_office
        self.store = open_store(opening.database_url, opening.key)
        try:
            self._build(opening)
        except BaseException:
            self.store.close()
            raise

    def _build(self, opening: Opening) -> None:
        clock, shelf, sealing = CentreClock(), Shelf(), Sealing(opening.key)
        with self.store.write() as db:
            home = founding.open_home(db, opening.environment, clock)
            own_keys = keys.load_or_make(db, sealing, clock.real())
            operators.enter_roles(db)
            operators.enter_offices(db, districts())
        self.parts = Parts(self.store, sealing, clock, home, own_keys, shelf, opening.policy)
        self.bench = Bench(self.store, shelf, clock, home, self._after, faults=opening.faults)
        self.notifier = Notifier()
        self.acts = Acts(self.bench)
        self.push = Push(self.bench)
        self.feed = Feed(self.parts)
        self.publishing = Publishing(self.parts, self.bench)
        self.enrolment = Enrolment(self.parts)
        self.sign_in = SignIn(self.parts)
        self.uploads = Uploads(self.parts)
        self.simulators: Simulators = Nothing()
        if opening.simulators is not None:
            self.simulators = opening.simulators(self._tools(opening))
        self.documents = Documents(self.parts, self.simulators.documents)
        self.reactions = Reactions(
            self.acts,
            self.store,
            shelf,
            clock,
            self.simulators.registers,
            self.simulators.payments,
            opening.policy.again,
        )
        self.reactions.hear(self.simulators.on_applied)
        self._preparing: threading.Thread | None = None

    def prepare(self) -> None:
        """What needs no waiting for: publish what is new, sow the sandbox, catch up. In the background, once."""
        self._preparing = threading.Thread(target=self._prepare, name="preparing", daemon=True)
        self._preparing.start()

    def prepared(self, seconds: float = 30.0) -> bool:
        """Whether all of `prepare` is done by then."""
        if self._preparing is None:
            return False
        self._preparing.join(seconds)
        return not self._preparing.is_alive()

    def set_clock(self, at: datetime) -> None:
        """The centre's time, and that of every desk that follows it. Raises `Refused(clock.real)` at work."""
        offset = at - self.parts.clock.real()
        offset = timedelta(seconds=round(offset.total_seconds()))
        with self.store.write() as db:
            founding.set_clock(db, self.parts.home, self.parts.clock, offset)
        self.parts.clock.shift(offset)
        self.publishing.trust()

    def close(self) -> None:
        self.notifier.close()
        self.simulators.close()  # a seeding under way ends here
        if self._preparing is not None:
            self._preparing.join()
        self.reactions.close()
        self.store.close()

    def _prepare(self) -> None:
        self.publishing.shipped_rules()
        self.publishing.trust()
        # Before anything is sown: a seeded past has cases that stand where nobody is to push them on.
        self.reactions.catch_up()
        self.reactions.settle()
        self.simulators.seed()

    def _after(self, closed: Closed) -> None:
        self.notifier.wake(closed.scopes)
        self.reactions.after(closed)

    def _tools(self, opening: Opening) -> Tools:
        parts = self.parts
        sealer = Sealer(parts.keys.seal, publishing.kid(parts), publishing.issuer(parts), parts.keys.commitment)
        kept = KeptFacts(self.store)
        return Tools(self.acts, parts.clock, opening.environment, sealer, opening.first_office, kept)


@dataclass(frozen=True)
class KeptFacts:
    """The simulators' own facts, under a name of their own."""

    store: Store

    def get(self, name: str) -> bytes | None:
        with self.store.read() as db:
            return Facts(db).get(f"simulators.{name}")

    def put(self, name: str, value: bytes) -> None:
        with self.store.write() as db:
            Facts(db).put(f"simulators.{name}", value)

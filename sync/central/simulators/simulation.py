"""SIMULATOR: everything outside the office, put together behind what the centre asks of it (`simulators_api`).

The town is made when it is first asked for, off the centre's start. A seed and the day of the first start are kept, so
that the same people live in it after every restart.
"""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property

from operator_app.domain.case import Case, Document, RegisterAnswer
from operator_app.domain.errors import Told
from operator_app.domain.operation import Actor, Operation
from operator_app.domain.service import Service
from operator_app.domain.terms import sofia_day
from sync.central.ports.documents import Made
from sync.central.simulators_api import Tools

from . import registers, routes
from .memory import KeptMemory
from .payments import Payments
from .portal import DocumentMaker, Seals
from .portal.living import Citizens, Policy
from .portal.terms import Terms
from .seed import Days, Seeder, Stage
from .town import Town, town

log = logging.getLogger("central.simulators")

SEED = 7
TICK = 0.5  # seconds between looks at what is due
_MORE_FIRST, _MORE = 20, 6  # sets of households added to the office where most cases are, and to each other one

Staff = Mapping[str, Sequence[Actor]]


class Simulation:
    """`simulators_api.Simulators`. `staff`: the accounts of each opened office that work on cases; the first office of
    the tools comes first in the seeding. `policy`: what citizens do of themselves.
    """

    def __init__(self, tools: Tools, staff: Staff, policy: Policy | None = None) -> None:
        self._tools = tools
        first = [tools.first_office] if tools.first_office in staff else []
        self._offices = (*first, *(office for office in staff if office not in first))
        self._staff = staff
        self._memory = KeptMemory(tools.facts)
        self._secret = self._memory.kept("secret", lambda: random.SystemRandom().randbytes(16).hex())
        self._making = threading.Lock()
        self.payments = Payments(self._memory, tools.clock, secret=self._secret)
        self.registers = self
        self.documents = self
        self.citizens = Citizens(tools.acts, tools.clock, policy)
        self._terms = Terms(tools.acts, tools.clock)
        self._stopped = threading.Event()
        self._ticking: threading.Thread | None = None

    # --- the centre's ports

    def ask(self, case: Case, service: Service) -> tuple[RegisterAnswer, ...]:
        return registers.Registers(self.town, self._tools.clock).ask(case, service)

    def make(self, case: Case, document: Document) -> Made | None:
        return self._maker.make(case, document)

    def on_applied(self, case: Case, operation: Operation) -> None:
        self.citizens.heard(case, operation)

    def routes(self) -> Mapping[str, Callable[..., object]]:
        """Below `/sandbox/v1/`: what citizens hold in their hands."""
        return routes.routes(self._tools.acts, lambda: self.seals)

    def seed(self) -> None:
        """Sow what is not there yet, then begin to live. A seeding that was cut short goes on where it ended."""
        if self._memory.get("sown") is None:
            self._sow()
        self.citizens.resume(self._began)
        if not self._stopped.is_set():
            self._ticking = threading.Thread(target=self._live, name="simulators", daemon=True)
            self._ticking.start()

    def close(self) -> None:
        self._stopped.set()
        if self._ticking is not None:
            self._ticking.join()

    # --- what is behind them

    @property
    def town(self) -> Town:
        with self._making:
            return self._town

    @cached_property
    def seals(self) -> Seals:
        return Seals(self._tools.sealer, self._tools.acts, self._maker, self._tools.clock)

    def tick(self) -> int:
        """What is due by the set clock; how much was done."""
        return self.citizens.tick() + self._terms.tick()

    @cached_property
    def _town(self) -> Town:
        more = {office: _MORE_FIRST if place == 0 else _MORE for place, office in enumerate(self._offices)}
        kept = self._memory.kept("more", lambda: " ".join(f"{office}={sets}" for office, sets in more.items()))
        more = {office: int(sets) for office, _, sets in (word.partition("=") for word in kept.split())}
        return town(SEED, self._on, more=more)

    @property
    def _began(self) -> datetime:
        """The moment of the first start by the set clock: all that is sown lies before it."""
        now = self._tools.clock.now().replace(microsecond=0)
        return datetime.fromisoformat(self._memory.kept("began", now.isoformat))

    @property
    def _on(self) -> date:
        return sofia_day(self._began)

    @cached_property
    def _maker(self) -> DocumentMaker:
        return DocumentMaker(self.town, self._tools.acts)

    def _sow(self) -> None:
        acts = self._tools.acts
        services = acts.services()
        days = Days(self._began, frozenset().union(*(service.holidays for service in services)))
        stage = Stage(self.town, self._tools.clock, self._secret, self._staff, days, self._tools.environment)
        Seeder(acts, stage, services, self._offices, SEED).run(self._stopped.is_set)
        if not self._stopped.is_set():
            self._memory.kept("sown", lambda: self._tools.clock.now().isoformat())

    def _live(self) -> None:
        while not self._stopped.wait(TICK):
            try:
                self.tick()
            except Told as told:
                log.info("left for later: %s", told.code)

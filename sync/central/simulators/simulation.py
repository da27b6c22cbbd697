"""SIMULATOR: what the centre sees of everything outside the office (`simulators_api`).

Light: the world behind it is made when it is first asked for, off the centre's start.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from operator_app.domain.case import Case, Document, RegisterAnswer
from operator_app.domain.errors import Told
from operator_app.domain.operation import Operation
from operator_app.domain.service import Service
from operator_app.ports.payments import Payments as PaymentPort
from operator_app.ports.registers import Registers as RegisterPort
from sync.central.ports.documents import DocumentMaker as DocumentPort
from sync.central.ports.documents import Made
from sync.central.simulators_api import Tools

from . import routes
from .memory import KeptMemory
from .payments import Payments
from .policy import Policy

if TYPE_CHECKING:
    from .world import Staff, World

log = logging.getLogger("central.simulators")

TICK = 0.5  # seconds between looks at what is due


class Simulation:
    """`staff`: the accounts of each opened office that work on cases; the tools' first office comes first in the
    seeding.
    """

    def __init__(self, tools: Tools, staff: Staff, policy: Policy | None = None, *, tick: float = TICK) -> None:
        first = [tools.first_office] if tools.first_office in staff else []
        self._offices = (*first, *(office for office in staff if office not in first))
        self._tools, self._staff, self._policy, self._tick = tools, staff, policy or Policy(), tick
        self._memory = KeptMemory(tools.facts)
        self._secret = self._memory.kept("secret", lambda: secrets.token_hex(16))
        self._making = threading.Lock()
        self._world: World | None = None
        self._stopped = threading.Event()
        self._ticking: threading.Thread | None = None
        self.payments: PaymentPort = Payments(self._memory, tools.clock, secret=self._secret)
        self.registers: RegisterPort = self
        self.documents: DocumentPort = self

    @property
    def world(self) -> World:
        from .world import World

        with self._making:
            if self._world is None:
                self._world = World(self._tools, self._staff, self._offices, self._memory, self._secret, self._policy)
            return self._world

    def ask(self, case: Case, service: Service) -> tuple[RegisterAnswer, ...]:
        return self.world.registers.ask(case, service)

    def make(self, case: Case, document: Document) -> Made | None:
        return self.world.maker.make(case, document)

    def on_applied(self, case: Case, operation: Operation) -> None:
        self.world.citizens.heard(case, operation)

    def routes(self) -> Mapping[str, Callable[..., object]]:
        """Below `/sandbox/v1/`: what citizens hold in their hands."""
        return routes.routes(self._tools.acts, lambda: self.world.seals)

    def seed(self) -> None:
        """Sow what is not there yet, then begin to live."""
        world = self.world
        world.sow(self._stopped.is_set)
        world.citizens.resume(world.began)
        if not self._stopped.is_set():
            self._ticking = threading.Thread(target=self._live, args=(world,), name="simulators", daemon=True)
            self._ticking.start()

    def close(self) -> None:
        self._stopped.set()
        if self._ticking is not None:
            self._ticking.join()

    def _live(self, world: World) -> None:
        while not self._stopped.wait(self._tick):
            try:
                world.tick()
            except Told as told:
                log.info("left for later: %s", told.code)

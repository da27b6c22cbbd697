"""SIMULATOR: the people, their papers and what they do, over one seed and one day.

Seed, day and size are kept, so that the same people live here after every restart. Its import brings the press of the
papers along: the centre answers before it is asked for.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property

from operator_app.domain.operation import Actor
from operator_app.domain.terms import sofia_day
from sync.central.simulators_api import Tools

from .memory import KeptMemory
from .policy import Policy
from .portal import DocumentMaker, Seals
from .portal.living import Citizens
from .portal.terms import Terms
from .registers import Registers
from .seed import Days, Seeder, Stage
from .town import Town, town

SEED = 7
_MORE_FIRST, _MORE = 26, 10  # sets of households added to the office where most cases are, and to each other one

Staff = Mapping[str, Sequence[Actor]]


class World:
    """`offices` in the order in which their cases come; threads may share it."""

    def __init__(
        self, tools: Tools, staff: Staff, offices: Sequence[str], memory: KeptMemory, secret: str, policy: Policy
    ) -> None:
        self._tools = tools
        self._staff = staff
        self._offices = offices
        self._memory = memory
        self._secret = secret
        self._making = threading.Lock()
        self._town: Town | None = None
        self.citizens = Citizens(tools.acts, tools.clock, policy)
        self._terms = Terms(tools.acts, tools.clock, policy)

    @property
    def town(self) -> Town:
        with self._making:
            if self._town is None:
                self._town = town(SEED, self._on, more=self._more)
            return self._town

    @cached_property
    def registers(self) -> Registers:
        return Registers(self.town, self._tools.clock)

    @cached_property
    def maker(self) -> DocumentMaker:
        return DocumentMaker(self.town, self._tools.acts)

    @cached_property
    def seals(self) -> Seals:
        return Seals(self._tools.sealer, self._tools.acts, self.maker, self._tools.clock)

    @property
    def began(self) -> datetime:
        """The moment of the first start by the set clock: all that is sown lies before it."""
        now = self._tools.clock.now().replace(microsecond=0)
        return datetime.fromisoformat(self._memory.kept("began", now.isoformat))

    def sow(self, stop: Callable[[], bool]) -> None:
        """Make the first cases that are not there yet. Cut short, it goes on at the next start where it ended."""
        if self._memory.get("sown") is not None:
            return
        acts = self._tools.acts
        services = acts.services()
        days = Days(self.began, frozenset().union(*(service.holidays for service in services)))
        stage = Stage(self.town, self._tools.clock, self._secret, self._staff, days, self._tools.environment)
        Seeder(acts, stage, services, self._offices, SEED).run(stop)
        if not stop():
            self._memory.kept("sown", lambda: self._tools.clock.now().isoformat())

    def tick(self) -> int:
        """What is due by the set clock; how much was done."""
        return self.citizens.tick() + self._terms.tick()

    @property
    def _on(self) -> date:
        return sofia_day(self.began)

    @property
    def _more(self) -> Mapping[str, int]:
        """As it was at the first start, whatever a later version would choose."""
        chosen = (f"{office}={_MORE if place else _MORE_FIRST}" for place, office in enumerate(self._offices))
        kept = self._memory.kept("more", lambda: " ".join(chosen))
        return {office: int(sets) for office, _, sets in (word.partition("=") for word in kept.split())}

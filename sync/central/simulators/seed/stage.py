"""SIMULATOR: what all stories of one seeding share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from operator_app.domain.environment import Environment
from operator_app.domain.operation import Actor
from sync.central.simulators.ports import Now
from sync.central.simulators.registers import Registers
from sync.central.simulators.town import Town

from .days import Days
from .stories import Story


@dataclass(frozen=True)
class Stage:
    """`staff`: the accounts of each office that work on cases, the one that a newcomer signs in as first."""

    town: Town
    clock: Now
    secret: str  # of the payment codes
    staff: Mapping[str, Sequence[Actor]]
    days: Days
    environment: Environment

    def registers(self, story: Story) -> Registers:
        """With the silences of the story."""
        return Registers(self.town, self.clock, silent=story.silent)

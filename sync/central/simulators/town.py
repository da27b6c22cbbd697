"""SIMULATOR: one population with the questions that the other simulators ask of it: who is this, which flat is that."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from operator_app.domain.address import Address
from operator_app.domain.identifiers import Identifier
from operator_app.domain.person import Person

from .people import DemoDwelling, DemoPerson, Move, Population, Registers, address, moves, person, populate

_ATELIERS = 2  # in each office that was given more people: too few come by chance


class Town:
    """People and dwellings found again by what a case says of them."""

    def __init__(self, population: Population) -> None:
        self.population = population
        self.registers = Registers(population)
        self.moves: tuple[Move, ...] = moves(population)
        self._homes = {address(home).dwelling: home for home in population.dwellings}

    @property
    def on(self) -> date:
        return self.population.on

    def person(self, identifier: Identifier) -> DemoPerson | None:
        return self.registers.find(identifier.kind.value, identifier.value)

    def mistyped(self, identifier: Identifier) -> DemoPerson | None:
        """Whose number this is but for the last digit, which got lost in typing."""
        typed = identifier.value
        return next((p for p in self.population.persons if len(typed) == 9 and p.identifier.startswith(typed)), None)

    def home(self, where: Address) -> DemoDwelling | None:
        return self._homes.get(where.dwelling)

    def party(self, person_id: str) -> Person:
        """A person as a case names them."""
        return person(self.registers.persons[person_id])

    def registered_at(self, person_id: str, permanent: bool) -> Address | None:
        home = self.registers.address(person_id, "permanent" if permanent else "current", self.on)
        return address(home) if home else None

    def addresses(self, *people: str) -> Mapping[str, Address]:
        """The permanent addresses of those who have one, by person id."""
        found = {person_id: self.registered_at(person_id, True) for person_id in people}
        return {person_id: where for person_id, where in found.items() if where}

    def ready_on(self, move: Move) -> date:
        """The day on which the deed was signed, the contract began or the parent was registered: nobody applies
        earlier.
        """
        return self._ready[move]

    @cached_property
    def _ready(self) -> Mapping[Move, date]:
        since = {(entry.person_id, entry.dwelling_id): entry.since for entry in self.population.registrations}
        return {move: self._began(move, since.get((move.applicant_id, move.dwelling_id))) for move in self.moves}

    def _began(self, move: Move, registered: date | None) -> date:
        tenancy = self.registers.tenancy(move.dwelling_id, move.applicant_id, self.on)
        if tenancy is not None:
            return tenancy.since
        bought = max((held.since for held in self.registers.owners(move.dwelling_id, self.on)), default=self.on)
        return max(bought, registered or bought)


def town(seed: int, on: date, *, more: Mapping[str, int]) -> Town:
    """The same seed, day and `more` (sets of households added to a district by its code) give the same town."""
    population = populate(random.Random(seed), on=on, sets=1, more=more)
    return Town(_with_ateliers(population, more))


def _with_ateliers(population: Population, districts: Iterable[str]) -> Population:
    """In each of these districts some of the homes that somebody bought lately are no homes by the register."""
    bought = [move for move in moves(population) if move.applicant_type == "owner"]
    chosen: set[str] = set()
    for district in districts:
        here = dict.fromkeys(move.dwelling_id for move in bought if move.district == district)
        chosen |= set(list(here)[-_ATELIERS:])
    homes = tuple(replace(home, kind="atelier") if home.id in chosen else home for home in population.dwellings)
    return replace(population, dwellings=homes)

"""SIMULATOR: whom and what a case speaks of, found again in the town: what its sample papers are filled in from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from operator_app.domain.address import Address
from operator_app.domain.case import Case, Document
from operator_app.domain.service import Service
from operator_app.domain.terms import sofia_day
from sync.central.simulators.people import DemoDwelling, DemoPerson
from sync.central.simulators.town import Town

from .draft import APPLICANT, CHILD, permanent


class NotOfThisTown(LookupError):
    """The case speaks of a person or a dwelling that is not in the population: no sample can be made."""


@dataclass(frozen=True)
class Told:
    """One document of one case and the town behind it."""

    case: Case
    document: Document
    service: Service
    town: Town

    @property
    def stated(self) -> Mapping[str, str]:
        return self.document.facts

    @property
    def permanent(self) -> bool:
        return permanent(self.service)

    @property
    def kind_of_address(self) -> str:
        return "постоянен" if self.permanent else "настоящ"

    @property
    def filed_on(self) -> date:
        return sofia_day(self.case.submitted_at)

    @property
    def added_on(self) -> date:
        return sofia_day(self.document.added_at)

    @property
    def applicant(self) -> DemoPerson:
        return self.person(APPLICANT)

    @property
    def subject(self) -> DemoPerson:
        """Whose address it is."""
        return self.person(CHILD) if self.case.party(CHILD) else self.applicant

    @property
    def home(self) -> DemoDwelling:
        where = self.case.address(self.service.subject)
        found = self.town.home(where) if where else None
        if found is None:
            raise NotOfThisTown(self.service.subject)
        return found

    def person(self, role: str) -> DemoPerson:
        """Also where the last digit of their number was lost in typing. Raises `NotOfThisTown`."""
        party = self.case.party(role)
        found = self.town.person(party.person.identifier) if party else None
        if found is None and party is not None:
            found = self.town.mistyped(party.person.identifier)
        if found is None:
            raise NotOfThisTown(role)
        return found

    def by_id(self, person_id: str) -> DemoPerson:
        return self.town.registers.persons[person_id]

    def registered_at(self, person: DemoPerson, permanent: bool = True) -> Address | None:
        return self.town.registered_at(person.id, permanent)

    def day(self, name: str, otherwise: date) -> date:
        """A date that the document states under this name (ISO)."""
        stated = self.stated.get(name)
        return date.fromisoformat(stated) if stated else otherwise

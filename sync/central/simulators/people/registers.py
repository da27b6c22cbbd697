"""SIMULATOR: what the state's registers would answer about the sandbox's people, as of any day.

Answers are facts only (who owns, who is whose child); judging them is the checks' work.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

from .model import (
    AddressKind,
    Custody,
    Deed,
    DemoDwelling,
    DemoPerson,
    Marriage,
    Ownership,
    Population,
    Registration,
    Tenancy,
)

RelationWord = Literal["Баща", "Майка", "Син", "Дъщеря", "Брат", "Сестра"]
_Record = TypeVar("_Record", Ownership, Marriage, Registration)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Relation:
    """„Справка за родственост“: `person_id` is the `word` (Баща, Син …) of the person asked about."""

    person_id: str
    word: RelationWord


class Registers:
    """Indexes over one population. Days before the population's records began get empty answers, never errors."""

    def __init__(self, population: Population) -> None:
        self.population = population
        self.persons = {person.id: person for person in population.persons}
        self.dwellings = {dwelling.id: dwelling for dwelling in population.dwellings}
        self.deeds = {deed.id: deed for deed in population.deeds}
        self._by_number: dict[tuple[str, str], DemoPerson] = {
            (person.identifier_type, person.identifier): person for person in population.persons
        }
        self._children: dict[str, list[DemoPerson]] = defaultdict(list)
        for person in population.persons:
            for parent in (person.mother_id, person.father_id):
                if parent is not None:
                    self._children[parent].append(person)
        self._held_by = _grouped((o.person_id, o) for o in population.ownerships)
        self._owners = _grouped((o.dwelling_id, o) for o in population.ownerships)
        self._registered = _grouped((r.person_id, r) for r in population.registrations)
        self._residents = _grouped((r.dwelling_id, r) for r in population.registrations)
        self._marriages = _grouped(pair for m in population.marriages for pair in ((m.husband_id, m), (m.wife_id, m)))
        self._tenancies = _grouped((t.dwelling_id, t) for t in population.tenancies)
        self._custodies = _grouped((c.child_id, c) for c in population.custodies)

    def find(self, identifier_type: str, identifier: str) -> DemoPerson | None:
        return self._by_number.get((identifier_type, identifier))

    def alive(self, person_id: str, on: date) -> bool:
        died = self.persons[person_id].died
        return died is None or on < died

    def owners(self, dwelling_id: str, on: date) -> tuple[Ownership, ...]:
        """Имотен регистър: the shares in force."""
        return _in_force(self._owners[dwelling_id], on)

    def owned_by(self, person_id: str, on: date) -> tuple[Ownership, ...]:
        return _in_force(self._held_by[person_id], on)

    def deed(self, ownership: Ownership) -> Deed:
        return self.deeds[ownership.deed_id]

    def spouse(self, person_id: str, on: date) -> str | None:
        for marriage in _in_force(self._marriages[person_id], on):
            return marriage.wife_id if marriage.husband_id == person_id else marriage.husband_id
        return None

    def parents(self, person_id: str) -> tuple[str, ...]:
        person = self.persons[person_id]
        return tuple(parent for parent in (person.mother_id, person.father_id) if parent is not None)

    def children(self, person_id: str, on: date) -> tuple[str, ...]:
        return tuple(child.id for child in self._children[person_id] if child.born <= on)

    def relations(self, person_id: str, on: date) -> tuple[Relation, ...]:
        """Parents, children, brothers and sisters, the dead among them too."""
        parents, children = self.parents(person_id), self.children(person_id, on)
        siblings = dict.fromkeys(c for parent in parents for c in self.children(parent, on) if c != person_id)
        found = [Relation(other, self._word(other, "Баща", "Майка")) for other in parents]
        found += [Relation(other, self._word(other, "Син", "Дъщеря")) for other in children]
        found += [Relation(other, self._word(other, "Брат", "Сестра")) for other in siblings]
        return tuple(found)

    def _word(self, person_id: str, man: RelationWord, woman: RelationWord) -> RelationWord:
        return woman if self.persons[person_id].sex == "f" else man

    def direct_line(self, one: str, other: str) -> bool:
        """Роднини по права линия: one descends from the other."""
        return other in self._ancestors(one) or one in self._ancestors(other)

    def address(self, person_id: str, kind: AddressKind, on: date) -> DemoDwelling | None:
        entries = [entry for entry in _in_force(self._registered[person_id], on) if entry.kind == kind]
        return self.dwellings[entries[-1].dwelling_id] if entries else None

    def residents(self, dwelling_id: str, on: date) -> tuple[str, ...]:
        """Persons alive who are registered there by permanent or current address: those whom the limit counts."""
        entries = _in_force(self._residents[dwelling_id], on)
        return tuple({entry.person_id: None for entry in entries if self.alive(entry.person_id, on)})

    def in_classifier(self, dwelling_id: str, on: date) -> bool:
        """НКНПА: whether the address is in the classifier on that day."""
        since = self.dwellings[dwelling_id].in_classifier_since
        return since is not None and since <= on

    def tenancy(self, dwelling_id: str, tenant_id: str, on: date) -> Tenancy | None:
        """The contract in force; a register of contracts does not exist, so this is what the tenant's paper says."""
        found = (t for t in self._tenancies[dwelling_id] if tenant_id in t.tenants and t.since <= on < t.until)
        return next(found, None)

    def custody(self, child_id: str, on: date) -> Custody | None:
        return next((c for c in self._custodies[child_id] if c.in_force_on <= on), None)

    def _ancestors(self, person_id: str) -> set[str]:
        found: set[str] = set()
        waiting = list(self.parents(person_id))
        while waiting:
            person = waiting.pop()
            found.add(person)
            waiting += self.parents(person)
        return found


def _in_force(records: Iterable[_Record], on: date) -> tuple[_Record, ...]:
    return tuple(record for record in records if record.since <= on and (record.until is None or on < record.until))


def _grouped(pairs: Iterable[tuple[str, _T]]) -> dict[str, list[_T]]:
    """A missing key answers with an empty list."""
    found: dict[str, list[_T]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found

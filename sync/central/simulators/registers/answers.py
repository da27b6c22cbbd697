"""SIMULATOR: what each register says of the sandbox's people and dwellings. Facts only; judging them is the checks'
work.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from operator_app.domain.case import Case, Fact
from operator_app.domain.checks.people import KINSHIP, PERSON
from operator_app.domain.checks.place import ADDRESS, PROPERTY
from sync.central.simulators.people import DemoDwelling, DemoPerson, address
from sync.central.simulators.people.model import AddressKind
from sync.central.simulators.town import Town

from .questions import CURRENT, PERMANENT

Facts = Mapping[str, Fact]
Told = Facts | None  # None: the register has no such person, address or property
_RELATIONS = {"Майка": "mother", "Баща": "father", "Осиновител": "adopter", "Осиновителка": "adopter"}


def tell(query: str, subject: str, case: Case, town: Town, day: date) -> Told:
    """The facts that the register of `query` has about `subject` on `day`. Raises KeyError for an unknown query."""
    return _REGISTERS[query](case, subject, town, day)


def _person(case: Case, role: str, town: Town, day: date) -> Told:
    """„Справка за физическо лице“ (GRAO NBD)."""
    found = _party(case, role, town)
    if found is None:
        return None
    return {"name": found.name, "born": found.born.isoformat(), "dead": not town.registers.alive(found.id, day)}


def _kinship(case: Case, role: str, town: Town, day: date) -> Told:
    """„Справка за родственост“ (GRAO NBD): the numbers of the parents."""
    found = _party(case, role, town)
    if found is None:
        return None
    relations = town.registers.relations(found.id, day)
    known = [(_RELATIONS[r.word], r.person_id) for r in relations if r.word in _RELATIONS]
    return {relation: town.registers.persons[person].identifier for relation, person in known}


def _registered(kind: AddressKind) -> Callable[[Case, str, Town, date], Told]:
    """„Справка за постоянен (настоящ) адрес“ (GRAO PNA)."""

    def told(case: Case, role: str, town: Town, day: date) -> Told:
        found = _party(case, role, town)
        home = town.registers.address(found.id, kind, day) if found else None
        return {"dwelling": "|".join(address(home).dwelling)} if home else None

    return told


def _address(case: Case, field: str, town: Town, day: date) -> Told:
    """НКНПА through „Справка за локализационни единици“ (GRAO LE)."""
    home = _home(case, field, town)
    if home is None or not town.registers.in_classifier(home.id, day):
        return None
    return {"code": home.street_code}


def _property(case: Case, field: str, town: Town, day: date) -> Told:
    """Имотен регистър, and how many are registered at the address."""
    home = _home(case, field, town)
    if home is None:
        return None
    owners = [town.registers.persons[held.person_id].identifier for held in town.registers.owners(home.id, day)]
    return {
        "owners": " ".join(owners),
        "use": "atelier" if home.kind == "atelier" else "home",
        "usual_persons": home.usual_persons,
        "registered": len(town.registers.residents(home.id, day)),
    }


_REGISTERS: Mapping[str, Callable[[Case, str, Town, date], Told]] = {
    PERSON: _person,
    KINSHIP: _kinship,
    PERMANENT: _registered("permanent"),
    CURRENT: _registered("current"),
    ADDRESS: _address,
    PROPERTY: _property,
}


def _party(case: Case, role: str, town: Town) -> DemoPerson | None:
    party = case.party(role)
    return town.person(party.person.identifier) if party else None


def _home(case: Case, field: str, town: Town) -> DemoDwelling | None:
    where = case.address(field)
    return town.home(where) if where else None

"""SIMULATOR: its people and dwellings as values of the domain."""

from __future__ import annotations

from operator_app.domain.address import Address, Way
from operator_app.domain.identifiers import Identifier, IdentifierKind
from operator_app.domain.person import Person

from .model import DemoDwelling, DemoPerson


def identifier(person: DemoPerson) -> Identifier:
    return Identifier(IdentifierKind(person.identifier_type), person.identifier)


def person(demo: DemoPerson) -> Person:
    return Person(
        given=demo.given, family=demo.family, identifier=identifier(demo), father=demo.father, birth_date=demo.born
    )


def address(dwelling: DemoDwelling) -> Address:
    """`classifier` is empty while the address is not in НКНПА."""
    return Address(
        ekatte=dwelling.ekatte,
        settlement=dwelling.settlement,
        district=dwelling.district,
        district_name=dwelling.district_name,
        way=Way(dwelling.way),
        street=dwelling.street,
        number=dwelling.number,
        entrance=dwelling.entrance,
        floor=dwelling.floor,
        flat=dwelling.flat,
        classifier=dwelling.street_code if dwelling.in_classifier_since else "",
    )

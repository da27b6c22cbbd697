"""SIMULATOR: what the population of the sandbox consists of.

Plain values only: words, dates, numbers and tuples of them. Everything that changes in life is a record with `since`
and `until` (until: the first day on which it no longer holds, None while it holds), so that a question to a register
can be asked "as of" any day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Sex = Literal["m", "f"]
IdentifierType = Literal["egn", "lnc"]
AddressKind = Literal["permanent", "current"]
HouseholdKind = Literal["single", "couple", "family", "one_parent"]
DwellingKind = Literal["flat", "house", "atelier"]  # an atelier is not residential


@dataclass(frozen=True, slots=True)
class IdentityDocument:
    """Лична карта, or a foreigner's карта за пребиваване.

    `number` is two Latin letters and seven digits, or nine digits (older).
    """

    kind: Literal["identity_card", "residence_card"]
    number: str
    issued_on: date
    issued_by: str
    valid_until: date


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One invented person.

    `father` is the middle name (бащино име), empty for foreigners; a child under 14 has no document.
    `identifier` has ten digits and a wrong check digit; an ЕГН encodes `born` and the sex. Contacts are nobody's: a
    reserved domain (RFC 2606) and a telephone prefix that is not in use.
    """

    id: str
    given: str
    father: str
    family: str
    sex: Sex
    born: date
    birth_place: str
    citizenship: str  # country code, "BG"
    country: str  # the country in Bulgarian words
    identifier_type: IdentifierType
    identifier: str
    document: IdentityDocument | None
    email: str
    phone: str
    mother_id: str | None
    father_id: str | None
    died: date | None

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.given, self.father, self.family) if part)


@dataclass(frozen=True, slots=True)
class DemoDwelling:
    """One dwelling. `district` is the NSI code, `street_code` begins with DEMO, `area` is in m² of floor.

    `usual_persons` is how many can usually inhabit it (the measure of the limit); its divisor is a parameter of this
    simulator, not the law's. `in_classifier_since` is None while the address is not in НКНПА.
    """

    id: str
    kind: DwellingKind
    district: str
    district_name: str
    ekatte: str
    settlement: str
    way: str
    street: str
    street_code: str
    number: str
    entrance: str
    floor: str
    flat: str
    cadastre: str
    area: int
    usual_persons: int
    in_classifier_since: date | None


@dataclass(frozen=True, slots=True)
class Household:
    """People who live together now; `dwelling_id` is where they really live, which the register may not know yet."""

    id: str
    kind: HouseholdKind
    dwelling_id: str
    adults: tuple[str, ...]
    children: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """Нотариален акт: how the buyers came to own the dwelling. No sellers: bought from the builder (a company)."""

    id: str
    dwelling_id: str
    signed_on: date
    number: str
    volume: str
    register_number: str
    case_number: str
    sellers: tuple[str, ...]
    buyers: tuple[str, ...]
    price: int  # whole euro


@dataclass(frozen=True, slots=True)
class Ownership:
    """A share (`1/1`, `1/2`) of a dwelling held by a person."""

    dwelling_id: str
    person_id: str
    share: str
    since: date
    until: date | None
    deed_id: str


@dataclass(frozen=True, slots=True)
class Marriage:
    husband_id: str
    wife_id: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Registration:
    """An entry of the population register: where a person's permanent or current address is."""

    person_id: str
    kind: AddressKind
    dwelling_id: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Tenancy:
    """A tenancy contract; `until` is the first day after its term. Rent in whole euro a month."""

    dwelling_id: str
    landlord_id: str
    tenants: tuple[str, ...]
    signed_on: date
    since: date
    until: date
    rent: int


@dataclass(frozen=True, slots=True)
class Custody:
    """A court decision in force: with which parent the child lives."""

    child_id: str
    parent_id: str
    other_parent_id: str
    case_number: str
    decided_on: date
    in_force_on: date


@dataclass(frozen=True, slots=True)
class Population:
    """Everything, as of the day `on`. Ids are unique within their kind; the order is the order of making."""

    on: date
    persons: tuple[DemoPerson, ...]
    dwellings: tuple[DemoDwelling, ...]
    households: tuple[Household, ...]
    deeds: tuple[Deed, ...]
    ownerships: tuple[Ownership, ...]
    marriages: tuple[Marriage, ...]
    registrations: tuple[Registration, ...]
    tenancies: tuple[Tenancy, ...]
    custodies: tuple[Custody, ...]

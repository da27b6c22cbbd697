"""SIMULATOR: who has reason to apply: people whose home and register disagree, in the three types of applicant.

The portal's simulator takes its applicants from here and adds what goes wrong on the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from .families import years_before
from .model import Household, Population
from .registers import Registers

ApplicantType = Literal["owner", "tenant", "parent"]  # the keys of a service's types


@dataclass(frozen=True, slots=True)
class Move:
    """One possible application for the dwelling `dwelling_id`.

    `subject_id` is whose address it is: the applicant's own, or the child's. `owners` are all who own the dwelling on
    that day, `landlord_id` the one who let it. For a child: `other_parent_id`, and whether a court decision says that
    the child lives with the applicant (then no consent of the other parent is needed).
    """

    applicant_type: ApplicantType
    applicant_id: str
    subject_id: str
    dwelling_id: str
    district: str
    owners: tuple[str, ...]
    landlord_id: str | None = None
    other_parent_id: str | None = None
    court_decision: bool = False


def moves(population: Population, *, on: date | None = None) -> tuple[Move, ...]:
    """All of them by households: owners and tenants for themselves, then for their children under 18."""
    registers = Registers(population)
    day = on or population.on
    return tuple(move for household in population.households for move in _of(household, registers, day))


def _of(household: Household, registers: Registers, day: date) -> Iterator[Move]:
    home = registers.dwellings[household.dwelling_id]
    owners = tuple(held.person_id for held in registers.owners(home.id, day))
    for adult in household.adults:
        if home.id == _registered_at(registers, adult, day):
            continue
        tenancy = registers.tenancy(home.id, adult, day)
        if adult in owners:
            yield Move("owner", adult, adult, home.id, home.district, owners)
        elif tenancy is not None:
            yield Move("tenant", adult, adult, home.id, home.district, owners, landlord_id=tenancy.landlord_id)
    for child in household.children:
        minor = registers.persons[child].born > years_before(day, 18)
        if not minor or home.id == _registered_at(registers, child, day):
            continue
        parent = next((adult for adult in household.adults if adult in registers.parents(child)), None)
        if parent is None:
            continue
        other = next((p for p in registers.parents(child) if p != parent), None)
        tenancy = registers.tenancy(home.id, parent, day)
        decision = registers.custody(child, day)
        yield Move(
            "parent",
            parent,
            child,
            home.id,
            home.district,
            owners,
            landlord_id=tenancy.landlord_id if tenancy else None,
            other_parent_id=other,
            court_decision=decision is not None and decision.parent_id == parent,
        )


def _registered_at(registers: Registers, person_id: str, day: date) -> str | None:
    current = registers.address(person_id, "current", day)
    return current.id if current else None

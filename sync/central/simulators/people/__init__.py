"""SIMULATOR of the sandbox's and training's citizens: invented people, dwellings and what the registers know of them.

    population = populate(random.Random(7), on=date(2026, 11, 23))
    registers = Registers(population)
    for move in moves(population): ...

The same seed and day give the same population, byte for byte (`plain.to_json`). No number belongs to anybody: each ЕГН
and ЛНЧ has a deliberately wrong check digit. Street names and codes are invented (`DEMO-…`); districts and settlements
are the real ones.
"""

from __future__ import annotations

from .adapt import address, identifier, person
from .model import (
    Custody,
    Deed,
    DemoDwelling,
    DemoPerson,
    Household,
    IdentityDocument,
    Marriage,
    Ownership,
    Population,
    Registration,
    Tenancy,
)
from .moves import Move, moves
from .plain import to_json
from .populate import populate
from .registers import Registers, Relation

__all__ = [
    "Custody",
    "Deed",
    "DemoDwelling",
    "DemoPerson",
    "Household",
    "IdentityDocument",
    "Marriage",
    "Move",
    "Ownership",
    "Population",
    "Registers",
    "Registration",
    "Relation",
    "Tenancy",
    "address",
    "identifier",
    "moves",
    "person",
    "populate",
    "to_json",
]

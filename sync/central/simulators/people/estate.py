"""SIMULATOR: what people own, rent and are registered at: the records behind the registers' answers."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from .model import AddressKind, Custody, Deed, DemoDwelling, DemoPerson, Ownership, Registration, Tenancy

_KINDS: tuple[AddressKind, ...] = ("permanent", "current")


class Estate:
    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self.deeds: list[Deed] = []
        self.ownerships: list[Ownership] = []
        self.registrations: list[Registration] = []
        self.tenancies: list[Tenancy] = []
        self.custodies: list[Custody] = []
        self._acts = 0

    def sell(
        self, home: DemoDwelling, buyers: Sequence[DemoPerson], day: date, *, sellers: Sequence[DemoPerson] = ()
    ) -> None:
        """The shares of former owners end on that day; the buyers get equal ones."""
        rng = self._rng
        self._acts += 1
        deed = Deed(
            id=f"t{self._acts:04d}",
            dwelling_id=home.id,
            signed_on=day,
            number=str(rng.randint(1, 199)),
            volume=rng.choice(("I", "II", "III", "IV")),
            register_number=str(rng.randint(200, 9800)),
            case_number=str(rng.randint(1, 190)),
            sellers=tuple(person.id for person in sellers),
            buyers=tuple(person.id for person in buyers),
            price=home.area * rng.randint(1150, 2400) // 100 * 100,
        )
        self.deeds.append(deed)
        self.ownerships = [
            replace(held, until=day) if held.dwelling_id == home.id and held.until is None else held
            for held in self.ownerships
        ]
        share = f"1/{len(buyers)}"
        self.ownerships += [Ownership(home.id, person.id, share, day, None, deed.id) for person in buyers]

    def owner_of(self, home: DemoDwelling) -> str:
        return next(held.person_id for held in self.ownerships if held.dwelling_id == home.id and held.until is None)

    def let(self, home: DemoDwelling, landlord_id: str, tenants: Sequence[DemoPerson], since: date) -> None:
        signed = since - timedelta(days=self._rng.randint(0, 6))
        rent = home.area * self._rng.randint(9, 14) // 10 * 10
        until = since.replace(year=since.year + 1, day=min(since.day, 28))
        self.tenancies.append(Tenancy(home.id, landlord_id, tuple(p.id for p in tenants), signed, since, until, rent))

    def register(self, person: DemoPerson, home: DemoDwelling, since: date, *, until: date | None = None) -> None:
        self.registrations += [Registration(person.id, kind, home.id, since, until) for kind in _KINDS]

    def entrust(self, child: DemoPerson, parent: DemoPerson, other: DemoPerson, decided: date) -> None:
        number = f"{self._rng.randint(10_000, 69_999)}/{decided.year - 1}"
        in_force = decided + timedelta(days=self._rng.randint(15, 40))
        self.custodies.append(Custody(child.id, parent.id, other.id, number, decided, in_force))

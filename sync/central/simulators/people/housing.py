"""SIMULATOR: dwellings of all 24 districts, on invented streets with invented buildings."""

from __future__ import annotations

import json
import random
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from resources import paths

from .model import DemoDwelling, DwellingKind

SQUARE_METRES_PER_USUAL_PERSON = 10  # a parameter of the simulator; the divisor of the law has not been confirmed
_ENTRANCES = "АБВГ"


@dataclass(frozen=True, slots=True)
class District:
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class LocationUnit:
    """Локализационна единица with a code that begins with DEMO."""

    district: str
    ekatte: str
    way: str
    name: str
    code: str


@cache
def districts() -> tuple[District, ...]:
    """The 24 districts in the order of their numbers."""
    units = json.loads(paths.units().read_text(encoding="utf-8"))
    return tuple(District(entry["code"], entry["name_bg"]) for entry in units["raioni"])


@cache
def settlements() -> dict[str, str]:
    """EKATTE → `гр. София`."""
    units = json.loads(paths.units().read_text(encoding="utf-8"))
    return {entry["ekatte"]: f"{entry['type']} {entry['name_bg']}" for entry in units["settlements"]}


@cache
def location_units() -> tuple[LocationUnit, ...]:
    return tuple(
        LocationUnit(*entry) for entry in tomllib.loads(paths.demo_streets().read_text(encoding="utf-8"))["units"]
    )


class Housing:
    """Makes dwellings; no two are the same flat."""

    def __init__(self, rng: random.Random, on: date) -> None:
        self._rng = rng
        self._on = on
        self._taken: set[tuple[str, ...]] = set()
        self._names = {district.code: district.name for district in districts()}
        self._units = {code: [unit for unit in location_units() if unit.district == code] for code in self._names}
        self.made: list[DemoDwelling] = []

    def dwelling(
        self,
        district: str,
        *,
        area: tuple[int, int] = (48, 118),
        atelier: bool = False,
        in_classifier: bool = True,
    ) -> DemoDwelling:
        """A flat, or a house outside the city. Not in the classifier: a new building that has no address there yet."""
        rng = self._rng
        while True:
            unit = rng.choice(self._units[district])
            number, entrance, floor, flat = self._place(unit)
            key = (unit.code, number, entrance, flat)
            if key not in self._taken:
                self._taken.add(key)
                break
        kind: DwellingKind = "atelier" if atelier else "flat" if flat else "house"
        metres = rng.randint(*area) + (60 if kind == "house" else 0)
        since = self._on - timedelta(days=rng.randint(900, 9000)) if in_classifier else None
        building = f"{unit.ekatte}.99{rng.randint(1, 99):02d}.{rng.randint(1, 2999)}.{rng.randint(1, 4)}"
        made = DemoDwelling(
            id=f"d{len(self.made) + 1:04d}",
            kind=kind,
            district=district,
            district_name=self._names[district],
            ekatte=unit.ekatte,
            settlement=settlements()[unit.ekatte],
            way=unit.way,
            street=unit.name,
            street_code=unit.code,
            number=number,
            entrance=entrance,
            floor=floor,
            flat=flat,
            cadastre=f"{building}.{flat}" if flat else building,
            area=metres,
            usual_persons=max(1, metres // SQUARE_METRES_PER_USUAL_PERSON),
            in_classifier_since=since,
        )
        self.made.append(made)
        return made

    def _place(self, unit: LocationUnit) -> tuple[str, str, str, str]:
        """Number (of the house or block), entrance, floor, flat; a house has the number alone."""
        rng = self._rng
        if unit.ekatte != "68134":
            return str(rng.randint(1, 64)), "", "", ""
        if unit.way in ("ж.к.", "кв."):
            floor = rng.randint(1, 8)
            letter = rng.choice(("", "", "А", "Б"))
            return (
                f"{rng.randint(1, 140)}{letter}",
                rng.choice(_ENTRANCES),
                str(floor),
                str(floor * 4 - rng.randint(0, 3)),
            )
        floor = rng.randint(1, 6)
        return str(rng.randint(1, 120)), rng.choice(("", "", "А", "Б")), str(floor), str(floor * 3 - rng.randint(0, 2))

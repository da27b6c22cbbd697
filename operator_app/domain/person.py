"""A natural person as the registers and the portal name them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .identifiers import Identifier


@dataclass(frozen=True)
class Person:
    """Собствено, бащино и фамилно име; the birth date comes from the register or the identity document, not from the
    ЕГН.
    """

    given: str
    family: str
    identifier: Identifier
    father: str = ""
    birth_date: date | None = None

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.given, self.father, self.family) if part)

    @property
    def short_name(self) -> str:
        return f"{self.given} {self.family}"

    def age_on(self, day: date) -> int | None:
        """Completed years, or None where the register gave no date."""
        born = self.birth_date
        if born is None:
            return None
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def same_name(one: str, other: str) -> bool:
    """Names compared as a clerk compares them: case, hyphens and doubled spaces do not matter."""
    return _folded(one) == _folded(other)


def _folded(name: str) -> list[str]:
    return name.casefold().replace("-", " ").split()

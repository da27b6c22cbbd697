"""An address as the population register keeps it (чл. 89 ЗГР; RegiX GRAO PNA) and as it is printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """Локализационна единица: what kind of thing the name names. For a complex the number is the block."""

    STREET = "ул."
    BOULEVARD = "бул."
    SQUARE = "пл."
    COMPLEX = "ж.к."
    QUARTER = "кв."
    VILLAGE = ""

    @property
    def numbered_by_block(self) -> bool:
        return self in (Way.COMPLEX, Way.QUARTER)


@dataclass(frozen=True)
class Address:
    """One dwelling. `district` is the NSI code `68134-17`; `ekatte` five digits; `classifier` the code of the location
    unit in НКНПА, empty where the address was typed and not chosen.
    """

    ekatte: str
    settlement: str
    district: str
    district_name: str
    way: Way
    street: str
    number: str = ""
    entrance: str = ""
    floor: str = ""
    flat: str = ""
    postcode: str = ""
    classifier: str = ""

    @property
    def line(self) -> str:
        """`ул. „Граф Игнатиев“ № 12, вх. Б, ет. 2, ап. 5`: for a table."""
        number = f"бл. {self.number}" if self.way.numbered_by_block else f"№ {self.number}"
        name = f"{self.way.value} „{self.street}“".strip()
        head = f"{name}, {number}" if self.way.numbered_by_block else f"{name} {number}"
        parts = [head if self.number else name]
        parts += [
            f"{word} {value}"
            for word, value in (("вх.", self.entrance), ("ет.", self.floor), ("ап.", self.flat))
            if value
        ]
        return ", ".join(parts)

    @property
    def full(self) -> str:
        """`гр. София 1000, р-н Средец, ул. „…“ № 12 …`: for a document."""
        town = f"{self.settlement} {self.postcode}".strip()
        return f"{town}, р-н {self.district_name}, {self.line}"

    @property
    def dwelling(self) -> tuple[str, ...]:
        """What makes two addresses the same flat; the classifier's code and the postcode do not."""
        parts = (
            self.ekatte,
            self.district,
            self.way.value,
            self.street,
            self.number,
            self.entrance,
            self.floor,
            self.flat,
        )
        return tuple(part.casefold().strip() for part in parts)

"""SIMULATOR: numbers that look right and belong to nobody.

An ЕГН encodes a real birth date and the sex; its check digit is wrong under the rule of ЕГН and of ЛНЧ alike, because a
string may pass the check of both. Domain notes: digit 9 of an ЕГН is even for men and odd for women; serials 624-721
are given in Sofia.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

from stdnum.bg import egn, pnf

from .model import IdentityDocument, Sex

SOFIA_SERIALS = (624, 721)
OTHER_SERIALS = (0, 623)
NEW_CARDS_SINCE = date(2024, 6, 17)  # two Latin letters and seven digits


class Numbers:
    """Hands out numbers, each once."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._taken: set[str] = set()

    def egn(self, born: date, sex: Sex, *, in_sofia: bool) -> str:
        month = born.month + (40 if born.year >= 2000 else 20 if born.year < 1900 else 0)
        head = f"{born.year % 100:02d}{month:02d}{born.day:02d}"
        low, high = SOFIA_SERIALS if in_sofia else OTHER_SERIALS
        while True:
            serial = self._rng.randint(low, high)
            if serial % 2 != (sex == "f"):
                serial += 1
            nine = f"{head}{serial:03d}"
            if nine not in self._taken:
                return self._wrong(nine)

    def lnc(self) -> str:
        while True:
            nine = f"{self._rng.randint(0, 999_999_999):09d}"
            if nine not in self._taken:
                return self._wrong(nine)

    def _wrong(self, nine: str) -> str:
        self._taken.add(nine)
        right = {egn.calc_check_digit(nine), pnf.calc_check_digit(nine)}
        number = nine + self._rng.choice([digit for digit in "0123456789" if digit not in right])
        if egn.is_valid(number) or pnf.is_valid(number):
            raise AssertionError("a number of the sandbox must never be a valid one")
        return number

    def identity_document(
        self, born: date, on: date, *, foreigner: bool = False, expired: bool = False
    ) -> IdentityDocument:
        """Issued within nine years after the 14th birthday; `expired`: ran out within the last three months."""
        age = timedelta(days=self._rng.randint(30, 3200))
        if expired:
            age = timedelta(days=3653 + self._rng.randint(5, 90))
        of_age = born.replace(year=born.year + 14, day=min(born.day, 28))
        issued = max(on - age, min(of_age + timedelta(days=20), on))
        serial = self._once(0, 9_999_999, 7)
        number = f"XT{serial}" if issued >= NEW_CARDS_SINCE else f"99{serial}"
        valid = issued.replace(year=issued.year + (5 if foreigner else 10), day=min(issued.day, 28))
        if foreigner:
            valid = max(valid, on + timedelta(days=200))
            return IdentityDocument("residence_card", number, issued, "дирекция „Миграция“", valid)
        return IdentityDocument("identity_card", number, issued, "МВР София", valid)

    def phone(self) -> str:
        """Behind `+359 000`, a code that no operator has."""
        digits = self._once(0, 999_999, 6)
        return f"+359 000 {digits[:3]} {digits[3:]}"

    def _once(self, low: int, high: int, width: int) -> str:
        while True:
            text = f"{self._rng.randint(low, high):0{width}d}"
            if text not in self._taken:
                self._taken.add(text)
                return text

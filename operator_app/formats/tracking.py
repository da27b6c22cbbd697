"""The two numbers by which people name a case: the incoming number on paper, and the tracking number of the portal.

Neither proves anything. A tracking number is digits and hyphens only, because those are what every Bulgarian keyboard
layout passes unchanged from a wedge scanner (domain.md 5); its last digit is a check digit (Damm: every single
mistyped digit and every swap of neighbours shows), its first names the environment, so that a number from training is
never looked up in work.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from stdnum import damm

from operator_app.domain.environment import Environment

from .scripts import as_cyrillic

BODY_DIGITS = 12
_ENVIRONMENT_DIGIT = {Environment.WORK: "1", Environment.TRAINING: "8", Environment.SANDBOX: "9"}
_BY_DIGIT = {digit: environment for environment, digit in _ENVIRONMENT_DIGIT.items()}
_SHAPE = re.compile(r"[0-9]{4}([ -]?)[0-9]{4}\1[0-9]{4}\1[0-9]{2}")

# domain.md 7.1, after look-alike letters are made Cyrillic: „РСЦ26-ГР94-4483-[4]/16.06.2021 г.“
_INCOMING = re.compile(
    r"(СО[А-Я]|Р[А-Я]{2})([0-9]{2})-([А-Я]{2}[0-9]{2})-([0-9]{1,9})(?:-\[([0-9]{1,6})\])?"
    r"(?:/([0-9]{2})\.([0-9]{2})\.([0-9]{4}))?(?: ?Г\.)?"
)


@dataclass(frozen=True)
class Tracking:
    """A tracking number: 14 digits. `body` is the centre's own 12 digits."""

    environment: Environment
    body: str

    @property
    def digits(self) -> str:
        bare = _ENVIRONMENT_DIGIT[self.environment] + self.body
        return bare + str(damm.calc_check_digit(bare))

    def __str__(self) -> str:
        d = self.digits
        return f"{d[:4]}-{d[4:8]}-{d[8:12]}-{d[12:]}"


def tracking(environment: Environment, body: str) -> Tracking:
    """The number that the centre gives. Raises ValueError unless `body` is 12 digits."""
    if not re.fullmatch(rf"[0-9]{{{BODY_DIGITS}}}", body):
        raise ValueError(f"a tracking number is made of {BODY_DIGITS} digits")
    return Tracking(environment, body)


def looks_like_tracking(text: str) -> bool:
    """Fourteen digits in the groups 4-4-4-2 (hyphens, spaces or nothing between), whatever the check digit says."""
    return _SHAPE.fullmatch(text.strip()) is not None


def parse_tracking(text: str) -> Tracking | None:
    """None where the shape, the check digit or the environment's digit is wrong."""
    if not looks_like_tracking(text):
        return None
    digits = re.sub(r"[^0-9]", "", text)
    if not damm.is_valid(digits) or digits[0] not in _BY_DIGIT:
        return None
    return Tracking(_BY_DIGIT[digits[0]], digits[1:-1])


@dataclass(frozen=True)
class Incoming:
    """The incoming number of Столична община: unit, year of the case, index, number; perhaps document and date."""

    unit: str
    year: str
    index: str
    number: str
    document: str = ""
    on: date | None = None

    @property
    def case_number(self) -> str:
        """Without document and date: what the case is filed under."""
        return f"{self.unit}{self.year}-{self.index}-{self.number}"

    def __str__(self) -> str:
        document = f"-[{self.document}]" if self.document else ""
        return self.case_number + document + (f"/{self.on:%d.%m.%Y}" if self.on else "")


def parse_incoming(text: str) -> Incoming | None:
    """Reads a number as people and the city's own site print it (PBP18 for РВР18, small letters). None for any other
    text.
    """
    found = _INCOMING.fullmatch(as_cyrillic(text.strip()))
    if found is None:
        return None
    unit, year, index, number, document, day, month, full_year = found.groups(default="")
    try:
        on = date(int(full_year), int(month), int(day)) if day else None
    except ValueError:
        return None
    return Incoming(unit, year, index, number, document, on)

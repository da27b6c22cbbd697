"""A service as data: what one file of `resources/services` says, typed.

No code names a service. Data select, order and parameterise checks; a check itself is a named function of `checks`;
there are no expressions in data. `digest` names the published version that every operation carries.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

Param = str | int | bool | tuple[str, ...]


@dataclass(frozen=True)
class Text:
    """The same words in both languages; Bulgarian is written first."""

    bg: str
    en: str

    def in_(self, language: str) -> str:
        return self.en if language == "en" else self.bg


@dataclass(frozen=True)
class Basis:
    """Правно основание. `confirmed` is set only by a data update of the municipality; unconfirmed text never leaves
    the office in work.
    """

    id: str
    citation: str
    source: str
    confirmed: bool


class FieldKind(StrEnum):
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    ADDRESS = "address"


@dataclass(frozen=True)
class FieldDef:
    key: str
    kind: FieldKind
    title: Text
    required: bool = True
    choices: Mapping[str, Text] = field(default_factory=dict)
    searchable: bool = False


@dataclass(frozen=True)
class Role:
    """A party of the case and what is asked of it: the columns of the party matrix."""

    key: str
    title: Text
    identity: bool = True
    signature: bool = False
    consent: str = ""  # id of the ground (basis) of the consent asked for; empty: none is asked
    document: tuple[str, ...] = ()
    required: bool = True


@dataclass(frozen=True)
class DocumentDef:
    key: str
    title: Text


class InstructionKind(StrEnum):
    MISSING = "missing"
    INCORRECT = "incorrect"
    UNREADABLE = "unreadable"
    EXPIRED = "expired"


@dataclass(frozen=True)
class InstructionDef:
    id: str
    kind: InstructionKind
    text: Text


@dataclass(frozen=True)
class CheckDef:
    """`function` names a function of `checks`; `evidence` the document kind, role or register to jump to."""

    id: str
    function: str
    params: Mapping[str, Param]
    title: Text
    basis: str
    instruction: str
    evidence: str = ""


@dataclass(frozen=True)
class GroundDef:
    """A ground of refusal (мотив за отказ) with the text that goes into the act."""

    id: str
    title: Text
    text: Text
    basis: str
    check: str = ""


class Unit(StrEnum):
    CALENDAR = "calendar"
    WORKING = "working"


@dataclass(frozen=True)
class TermDef:
    """`starts`: the operation kinds that start it; `stops`: those that end it; it stands still in the states
    `pauses`.
    """

    key: str
    title: Text
    unit: Unit
    days: int
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    pauses: tuple[str, ...]
    basis: str
    rolls_over: bool = True  # ends on the next working day when the last day is none


@dataclass(frozen=True)
class Tariff:
    """A fee in euro from a day on; `speed` is ordinary, fast or express."""

    speed: str
    amount: Decimal
    valid_from: date
    source: str
    confirmed: bool


@dataclass(frozen=True)
class DecisionDef:
    """A decision that this service knows. `needs_confirmed`: in work it stays closed while its basis is not
    confirmed.
    """

    kind: str
    title: Text
    basis: str
    needs_confirmed: bool = False
    text: Text | None = None


@dataclass(frozen=True)
class ApplicantType:
    code: str
    title: Text
    parties: tuple[str, ...]
    documents: tuple[str, ...]
    checks: tuple[str, ...]
    basis: str
    opened: bool = True


@dataclass(frozen=True)
class Service:
    """One whole service. Every mapping is keyed by the id inside."""

    number: str
    title: Text
    short: Text
    subject: str  # the field that queue and search show as „нов адрес“; empty where the service has none
    previous: str
    fields: Mapping[str, FieldDef]
    roles: Mapping[str, Role]
    documents: Mapping[str, DocumentDef]
    types: Mapping[str, ApplicantType]
    checks: Mapping[str, CheckDef]
    instructions: Mapping[str, InstructionDef]
    grounds: Mapping[str, GroundDef]
    decisions: Mapping[str, DecisionDef]
    terms: Mapping[str, TermDef]
    tariffs: tuple[Tariff, ...]
    bases: Mapping[str, Basis]
    texts: Mapping[str, Text]
    visits_saved: Mapping[str, int]  # by channel: journeys to the counter that a citizen did not make
    certificate: str  # document kind that the centre issues after registration; empty: none
    holidays: frozenset[date] = frozenset()
    digest: str = ""

    def fee_on(self, day: date, speed: str = "ordinary") -> Tariff | None:
        """The tariff in force that day, or None where nothing is due."""
        known = [t for t in self.tariffs if t.speed == speed and t.valid_from <= day]
        return max(known, key=lambda t: t.valid_from) if known else None

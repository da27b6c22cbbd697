"""A case (преписка): a common envelope plus the fields and parties that its service declares.

Everything is frozen; `apply` is the only maker of a changed case. Mappings are plain dicts that nobody changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from .address import Address
from .lifecycle import State
from .person import Person

FieldValue = str | int | bool | Address
Fact = str | int | bool


class Channel(StrEnum):
    PORTAL = "portal"
    COUNTER = "counter"


class Value(StrEnum):
    """The three answers of a check."""

    YES = "yes"
    NO = "no"
    UNDETERMINED = "undetermined"


class ConsentState(StrEnum):
    GIVEN = "given"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Identification:
    """How a party proved who they are: source and level of assurance, provider-neutral (eIDAS: low, substantial,
    high).
    """

    source: str
    level: str


@dataclass(frozen=True)
class Consent:
    """`proof` is the seal's id (jti) and its key where it was scanned, `signed` where the portal took a QES
    declaration.
    """

    state: ConsentState
    at: datetime
    ground: str = ""
    source: str = ""
    proof: str = ""
    signer: str = ""


@dataclass(frozen=True)
class Party:
    """A person in a role that the service declares (`applicant`, `owner`, `child` …)."""

    role: str
    person: Person
    identification: Identification | None = None
    signed: bool = False
    consent: Consent | None = None


@dataclass(frozen=True)
class Document:
    """`sha256` is empty until the centre has made or received the bytes. `facts` are what its issuer states in
    machine-readable form.
    """

    id: str
    kind: str
    media_type: str
    added_at: datetime
    name: str = ""
    sha256: str = ""
    size: int = 0
    pages: int = 0
    by: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RegisterAnswer:
    """One answer of a state register. `found` None: the register was silent (down, late, contradictory)."""

    query: str
    subject: str
    found: bool | None
    facts: Mapping[str, Fact]
    as_of: datetime
    asked_at: datetime


@dataclass(frozen=True)
class Answer:
    """A clerk's (or the system's) recorded answer to a check, with their reason in words."""

    value: Value
    reason: str
    by: str
    at: datetime
    instruction: Instruction | None = None


@dataclass(frozen=True)
class Instruction:
    """A typed instruction to the applicant (указание за отстраняване на нередовност): what to mend, in which words."""

    template: str
    kind: str
    check: str
    text: str


@dataclass(frozen=True)
class Term:
    """A legal term that runs on the case. `paused_on` set: it stands still and `left` days remain."""

    key: str
    first_day: date
    last_day: date
    paused_on: date | None = None
    left: int = 0


@dataclass(frozen=True)
class Payment:
    """Amount in euro. Request number and access code as pay.egov.bg gives them; statuses are its own words."""

    amount: Decimal
    status: str
    requested_at: datetime
    number: str = ""
    access_code: str = ""
    paid_at: datetime | None = None


@dataclass(frozen=True)
class Decided:
    """The last decision on the case."""

    kind: str
    operation: str
    by: str
    at: datetime
    grounds: tuple[str, ...] = ()
    reasons: str = ""


@dataclass(frozen=True)
class Note:
    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Case:
    """The envelope. `version` counts the operations applied at the centre; `rules` is the digest of the service data
    under which it last changed.
    """

    id: str
    number: str
    service: str
    applicant_type: str
    office: str
    state: State
    channel: Channel
    submitted_at: datetime
    rules: str
    parties: tuple[Party, ...] = ()
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    documents: tuple[Document, ...] = ()
    registers: tuple[RegisterAnswer, ...] = ()
    answers: Mapping[str, Answer] = field(default_factory=dict)
    instructions: tuple[Instruction, ...] = ()
    term: Term | None = None
    suspended: Term | None = None
    payment: Payment | None = None
    decided: Decided | None = None
    notes: tuple[Note, ...] = ()
    assignee: str | None = None
    assignee_name: str = ""
    passed_to: str = ""
    certificate: str = ""
    version: int = 0

    @property
    def applicant(self) -> Party | None:
        return self.party("applicant")

    @property
    def prefix(self) -> str:
        return self.number.rpartition("-")[0]

    def party(self, role: str) -> Party | None:
        return next((party for party in self.parties if party.role == role), None)

    def documents_of(self, *kinds: str) -> tuple[Document, ...]:
        return tuple(document for document in self.documents if document.kind in kinds)

    def register(self, query: str, subject: str) -> RegisterAnswer | None:
        """The newest answer of a register about a subject (a role, or a field's key)."""
        found = [a for a in self.registers if a.query == query and a.subject == subject]
        return max(found, key=lambda a: a.asked_at) if found else None

    def address(self, key: str) -> Address | None:
        value = self.fields.get(key)
        return value if isinstance(value, Address) else None

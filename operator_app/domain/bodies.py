"""What each kind of operation says: one frozen dataclass a kind.

New fields are optional with a default, so that stored operations of an older version decode unchanged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from .case import Channel, Consent, Document, FieldValue, Instruction, Party, RegisterAnswer, Value


@dataclass(frozen=True)
class Filed:
    number: str
    service: str
    applicant_type: str
    channel: Channel
    parties: tuple[Party, ...]
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True)
class Claimed:
    clerk: str
    name: str = ""


@dataclass(frozen=True)
class TakenOver:
    clerk: str
    name: str = ""
    reason: str = ""


@dataclass(frozen=True)
class PutBack:
    reason: str = ""


@dataclass(frozen=True)
class CheckAnswered:
    """`instruction` is what the citizen will be told if the answer stays a „не“."""

    check: str
    value: Value
    reason: str = ""
    instruction: Instruction | None = None


@dataclass(frozen=True)
class ConsentGiven:
    """For both `consent.recorded` (a clerk scanned its seal) and `consent.signed` (on the portal)."""

    role: str
    consent: Consent
    jti: str = ""
    kid: str = ""


@dataclass(frozen=True)
class ConsentWithdrawn:
    role: str
    reason: str = ""


@dataclass(frozen=True)
class RegistersAnswered:
    answers: tuple[RegisterAnswer, ...]


@dataclass(frozen=True)
class DocumentAdded:
    document: Document


@dataclass(frozen=True)
class NoteAdded:
    text: str


@dataclass(frozen=True)
class Returned:
    instructions: tuple[Instruction, ...]


@dataclass(frozen=True)
class CitizenAnswered:
    text: str = ""
    documents: tuple[Document, ...] = ()
    fields: Mapping[str, FieldValue] = field(default_factory=dict)


@dataclass(frozen=True)
class FeeRequested:
    amount: Decimal
    speed: str = "ordinary"
    tariff_source: str = ""


@dataclass(frozen=True)
class PaymentRequested:
    number: str
    access_code: str


@dataclass(frozen=True)
class PaymentReceived:
    status: str
    paid_at: datetime
    number: str = ""


@dataclass(frozen=True)
class Registered:
    note: str = ""


@dataclass(frozen=True)
class CertificateIssued:
    document: Document


@dataclass(frozen=True)
class Denied:
    """`decision.refused`: the reasoned act; the ids of its grounds and the clerk's own reasons."""

    grounds: tuple[str, ...]
    reasons: str = ""


@dataclass(frozen=True)
class Terminated:
    reason: str = ""


@dataclass(frozen=True)
class Withdrawn:
    reason: str = ""


@dataclass(frozen=True)
class PassedOn:
    office: str
    reason: str = ""


@dataclass(frozen=True)
class Received:
    """`case.received`: the centre enters a passed-on case at its competent office."""

    office: str
    number: str = ""


@dataclass(frozen=True)
class Annulled:
    """Takes back the named operation of the same device; the centre records both and applies neither."""

    operation: str


@dataclass(frozen=True)
class Audit:
    """A local act that changes no case: undo during the rest, sign-ins, a shown ЕГН, counted tries. Never personal
    data in `facts`.
    """

    facts: Mapping[str, str | int | bool] = field(default_factory=dict)


Body = (
    Filed
    | Claimed
    | TakenOver
    | PutBack
    | CheckAnswered
    | ConsentGiven
    | ConsentWithdrawn
    | RegistersAnswered
    | DocumentAdded
    | NoteAdded
    | Returned
    | CitizenAnswered
    | FeeRequested
    | PaymentRequested
    | PaymentReceived
    | Registered
    | CertificateIssued
    | Denied
    | Terminated
    | Withdrawn
    | PassedOn
    | Received
    | Annulled
    | Audit
)

BODIES: dict[str, type[Body]] = {
    "case.filed": Filed,
    "case.claimed": Claimed,
    "case.taken_over": TakenOver,
    "case.put_back": PutBack,
    "check.answered": CheckAnswered,
    "consent.recorded": ConsentGiven,
    "consent.signed": ConsentGiven,
    "consent.withdrawn": ConsentWithdrawn,
    "registers.answered": RegistersAnswered,
    "document.added": DocumentAdded,
    "note.added": NoteAdded,
    "decision.returned": Returned,
    "citizen.answered": CitizenAnswered,
    "decision.fee_requested": FeeRequested,
    "payment.requested": PaymentRequested,
    "payment.received": PaymentReceived,
    "decision.registered": Registered,
    "certificate.issued": CertificateIssued,
    "decision.refused": Denied,
    "decision.terminated": Terminated,
    "case.withdrawn": Withdrawn,
    "decision.passed_on": PassedOn,
    "case.received": Received,
    "operation.annulled": Annulled,
}


def versions(kind: str) -> tuple[int, ...]:
    """The versions of a kind's body that are read: the present one and the two before it, where there are any."""
    return (1,)


def body_type(kind: str) -> type[Body] | None:
    """The dataclass of a kind; every `audit.*` kind has the same one; None for a kind of a newer version."""
    return Audit if kind.startswith("audit.") else BODIES.get(kind)

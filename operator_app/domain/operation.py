"""An operation: one act, by one actor, under one version of the rules. The chain of operations is the audit trail.

While it rests an operation can be taken back. At its release it gets its place in the device's chain and its bytes are
frozen (`formats.operation_json`); a correction is a new operation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from .bodies import Body
from .environment import Environment
from .lifecycle import ActorKind

CENTRE = "centre"  # the centre's own device: what citizens, payments, registers and deadlines do
FIRST_HASH = "0" * 64


@dataclass(frozen=True)
class Actor:
    """Who acts. `id` is the account; `role` is what it was at the time of the act."""

    kind: ActorKind
    id: str
    name: str = ""
    role: str = ""


@dataclass(frozen=True)
class Figures:
    """What the portal's indicators are later counted from, kept with each case event."""

    channel: str
    service: str
    applicant_type: str
    fee: Decimal | None
    visits_saved: int


@dataclass(frozen=True)
class Blob:
    """An attachment named by its content: SHA-256 in hex, bytes, media type."""

    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True)
class Moment:
    """The office's clock and what shows that it was set back: monotonic milliseconds since `boot`, and the last skew
    estimate in ms.
    """

    at: datetime
    mono: int
    boot: str
    skew: int = 0


@dataclass(frozen=True)
class Operation:
    """`id` is a UUIDv7 and the idempotency key; ids are for identity, never for order. `case` is empty for acts
    outside any case. `supersedes`: the act that did not go in and that this one replaces; where there are several, the
    last of them, and the others in `supersedes_also`.
    """

    id: str
    kind: str
    device: str
    environment: Environment
    office: str
    rules: str
    actor: Actor
    moment: Moment
    body: Body
    case: str = ""
    kv: int = 1
    session: str = ""
    figures: Figures | None = None
    blobs: tuple[Blob, ...] = ()
    supersedes: str = ""
    supersedes_also: tuple[str, ...] = ()

    @property
    def replaced(self) -> tuple[str, ...]:
        """All that it replaces."""
        return (*self.supersedes_also, *([self.supersedes] if self.supersedes else []))


@dataclass(frozen=True)
class Place:
    """What release adds: the contiguous number on the device, the version of the case that the clerk saw (`base`) or
    the device's own previous unsettled operation on it (`prev`), and the hash of the operation before it on this
    device.
    """

    dseq: int
    previous_hash: str
    base: int | None = None
    prev: str = ""


@dataclass(frozen=True)
class Released:
    """A frozen operation: `raw` are the bytes that every retry sends, `digest` their SHA-256 in hex."""

    operation: Operation
    place: Place
    raw: bytes
    digest: str

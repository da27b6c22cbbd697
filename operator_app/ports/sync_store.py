"""The encrypted store as the sync driver sees it. Every method is one transaction on the writer lane (reads may run
beside it).

The driver never sees a table; the store never sees a message of the wire.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class OutboxState(StrEnum):
    """Where an operation of this device is. Resting, queued, sending and receipted ones are overlaid on the base."""

    RESTING = "resting"  # can be taken back
    QUEUED = "queued"  # released, bytes frozen, no attempt yet
    SENDING = "sending"  # an attempt was made; whether it arrived is not known
    RECEIPTED = "receipted"  # the centre's receipt is here, its effect is not back in the feed yet
    CONFLICT = "conflict"
    REJECTED = "rejected"
    BLOCKED = "blocked"
    ANNULLED = "annulled"  # released and taken back before any attempt; both travel, neither has effect
    UNDONE = "undone"  # taken back while it rested; never leaves this device but for its audit operation
    ARCHIVED = "archived"


@dataclass(frozen=True)
class Waiting:
    """A released operation that the centre has not settled. `together` is the id of its annul partner: both in one
    batch, always.
    """

    op: str
    case: str
    kind: str
    dseq: int
    raw: bytes
    digest: str
    state: OutboxState
    attempts: int
    together: str = ""
    batch: str = ""


@dataclass(frozen=True)
class Settlement:
    """One result of the centre, as the store keeps it. `state` is the state that the operation goes to (QUEUED for
    `retry`).
    """

    op: str
    state: OutboxState
    ver: int | None = None
    pos: int | None = None
    receipt: str = ""
    received: datetime | None = None
    marked: bool = False
    effect: str = "applied"
    problem_code: str = ""
    problem_params: dict[str, str | int] | None = None
    conflict_class: str = ""
    theirs: str = ""  # JSON list of the centre's side, shown to the clerk
    fields: tuple[str, ...] = ()
    blocked_by: str = ""


@dataclass(frozen=True)
class Settlements:
    results: tuple[Settlement, ...]
    head_pos: int
    head_hash: str
    backed_up_through: int
    settled_floor: int
    at: datetime


class EntryKind(StrEnum):
    OPERATION = "operation"
    SNAPSHOT = "snapshot"
    TOMBSTONE = "tombstone"
    PACKAGE = "package"


@dataclass(frozen=True)
class FeedEntry:
    """One entry of the feed. `raw` holds the operation's bytes or the snapshot's JSON; `name` a package's name and
    kind `rules|trust`.
    """

    kind: EntryKind
    pos: int
    received: datetime
    case: str = ""
    ver: int = 0
    raw: bytes = b""
    digest: str = ""
    marked: bool = False
    reason: str = ""
    office: str = ""
    package: str = ""
    name: str = ""


@dataclass(frozen=True)
class FeedPage:
    entries: tuple[FeedEntry, ...]
    cursor: str
    epoch: str
    head_pos: int
    head_hash: str
    backed_up_through: int
    at: datetime


@dataclass(frozen=True)
class Changed:
    """What a transaction changed; screens refresh themselves from it. Empty sets and False mean untouched."""

    cases: frozenset[str] = frozenset()
    outbox: bool = False
    documents: frozenset[str] = frozenset()
    session: bool = False
    packages: bool = False

    def __or__(self, other: Changed) -> Changed:
        return Changed(
            self.cases | other.cases,
            self.outbox or other.outbox,
            self.documents | other.documents,
            self.session or other.session,
            self.packages or other.packages,
        )

    def __bool__(self) -> bool:
        return bool(self.cases or self.documents or self.outbox or self.session or self.packages)


@dataclass(frozen=True)
class WantedDocument:
    """A document of an open case that is not here yet, and how much of it is (bytes, a multiple of the part size).
    `etag` is the SHA-256 that the centre named when the first part came; a changed one starts again.
    """

    case: str
    document: str
    have: int
    etag: str = ""


@dataclass(frozen=True)
class StoredSession:
    """The renewable session bound to this device."""

    token: str
    operator: str
    expires: datetime


@dataclass(frozen=True)
class Device:
    """This enrolled device. `private_key` is the raw Ed25519 key, which lives only in the encrypted store."""

    id: str
    office: str
    office_name: str
    environment: str
    service_url: str
    ca_pem: str
    private_key: bytes
    trust_root: bytes
    rest_seconds: int = 5


class SyncStore(Protocol):
    """What the driver needs of the store."""

    def device(self) -> Device | None: ...

    def session(self) -> StoredSession | None: ...

    def put_session(self, session: StoredSession) -> Changed: ...

    def end_session(self, session: StoredSession, *, revoked: bool) -> Changed:
        """The centre no longer knows this very session. `revoked`: it was taken away, and the operator's lease ends
        with it.
        """
        ...

    def release_due(self, now: datetime) -> Changed:
        """Freeze the operations whose rest is over, in the order in which they were made."""
        ...

    def next_rest_end(self) -> datetime | None: ...

    def waiting(self, limit: int) -> Sequence[Waiting]:
        """Queued and sending operations in `dseq` order, partners always both or neither."""
        ...

    def mark_sending(self, ops: Sequence[str], batch: str, at: datetime) -> Changed:
        """Durable before the first byte leaves: from here on there is no undo."""
        ...

    def settle(self, settlements: Settlements) -> Changed: ...

    def cursor(self) -> str: ...

    def epoch(self) -> str:
        """The centre's epoch that the cursor and the settled operations belong to; empty before the first."""
        ...

    def take_page(self, page: FeedPage) -> Changed:
        """Base rows, history, overlay, projection and cursor in one transaction."""
        ...

    def forget_cursor(self, epoch: str) -> Changed:
        """Scope change or new epoch: pull from the start; unsettled operations stay, and all above `backed_up_through`
        are offered again.
        """
        ...

    def missing_rules(self, page: FeedPage) -> Sequence[str]:
        """Digests of service data that the page's operations name and this store does not hold: to be fetched before
        `take_page`.
        """
        ...

    def put_rules(self, package: bytes) -> Changed: ...

    def trust_version(self) -> int: ...

    def put_trust(self, package: bytes) -> Changed:
        """Verified against the device's trust root; an older version is refused."""
        ...

    def wanted_documents(self, limit: int) -> Sequence[WantedDocument]:
        """Documents of the office's open cases: claimed by this operator first, then newest first, within the cap."""
        ...

    def put_part(
        self, wanted: WantedDocument, offset: int, data: bytes, total: int, etag: str, media_type: str
    ) -> Changed:
        """One part in a short transaction; the last one checks the whole against `etag`."""
        ...

    def document_failed(self, wanted: WantedDocument, code: str) -> Changed: ...

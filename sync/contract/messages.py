"""The messages of the sync protocol, version 1.

Final in shape: later releases add behaviour and optional fields, and stored messages of this one decode unchanged.
Unknown fields are ignored by readers. Times are RFC 3339 with offset; digests SHA-256 in lower-case hex; problems
follow RFC 9457.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

PROTOCOL = 1
MAX_BATCH_OPERATIONS = 500
MAX_BATCH_BYTES = 4 * 1024 * 1024  # decompressed
MAX_PAGE_ENTRIES = 500
DOCUMENT_PART = 256 * 1024

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
ConflictClass = Literal["C1", "C2", "C3", "C4", "C5"]


class Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Problem(Message):
    """RFC 9457 `application/problem+json`. `code` and `params` are what the desk turns into a sentence; never personal
    data.
    """

    type: str = "about:blank"
    title: str = ""
    status: int = 400
    detail: str = ""
    code: str = ""
    params: dict[str, str | int] = {}


# --- Hello
# ---------------------------------------------------------------------------------------------------------------


class Limits(Message):
    batch_operations: int = MAX_BATCH_OPERATIONS
    batch_bytes: int = MAX_BATCH_BYTES
    page_entries: int = MAX_PAGE_ENTRIES
    document_part: int = DOCUMENT_PART
    document_bytes: int = 64 * 1024 * 1024


class Hello(Message):
    """What this centre speaks. `epoch` changes when it was restored from a backup; desks then offer again all above
    `backed_up_through`.
    """

    protocols: list[int] = [PROTOCOL]
    kinds: dict[str, list[int]] = {}
    limits: Limits = Limits()
    epoch: str
    server_time: datetime
    minimum_client: str = "0"
    environment: str
    compression: list[str] = ["zstd", "gzip"]
    lease_hours: int = 72
    trust_version: int = 0
    rules: list[Sha256] = []


# --- Enrolment and sign-in
# -----------------------------------------------------------------------------------------------


class EnrolRequest(Message):
    """`secret` is the one-time part of the enrolment code; `proof` the device key's Ed25519 signature over
    `formats.batch.enrol_text`.
    """

    secret: str
    public_key: str
    name: str
    proof: str


class Enrolled(Message):
    """`trust_root` signs trust packages; `seal_to` is the centre's public key for sealed exports. Keys are base64, raw
    32 bytes.
    """

    device: str
    office: str
    office_name: str
    environment: str
    trust_root: str
    seal_to: str = ""
    rest_seconds: int = 5


class SignInRequest(Message):
    """Both factors. `proof` is the device key's signature over `formats.batch.sign_in_text`, so a session cannot leave
    its device.
    """

    account: str
    password: str
    code: str
    device: str
    at: datetime
    proof: str


class Lease(Message):
    """How long this operator may sign in on this device without a line, by the password alone."""

    until: datetime
    hours: int


class SignedIn(Message):
    session: str
    expires: datetime
    lease: Lease
    operator: str
    name: str
    role: str
    office: str
    rights: list[str] = []
    server_time: datetime


class RenewRequest(Message):
    device: str
    at: datetime
    proof: str


class Renewed(Message):
    session: str
    expires: datetime
    server_time: datetime


# --- Push
# ----------------------------------------------------------------------------------------------------------------


class PushRequest(Message):
    """`operations` are JSON strings, the very bytes frozen at release. `signature`: Ed25519 by the device over
    `formats.batch.push_text` (batch id and the list of digests). Idempotency is per operation; the batch id is
    diagnostic.
    """

    batch: str
    device: str
    operations: list[str]
    signature: str
    skew: int = 0


class Applied(Message):
    """`effect` recorded: kept in the chain and changing no case (audit, annulled pairs). `marked`: merged beside
    others' work (C1). `blob` pending: an attachment named by it has not arrived.
    """

    result: Literal["applied"] = "applied"
    op: str
    ver: int | None = None
    pos: int
    receipt: str = ""
    received: datetime
    effect: Literal["applied", "recorded"] = "applied"
    marked: bool = False
    blob: Literal["", "pending"] = ""


class Theirs(Message):
    """What stands in the way: one operation of someone else, as it was received."""

    op: str
    kind: str
    actor: str
    at: datetime
    operation: str = ""


class Conflict(Message):
    result: Literal["conflict"] = "conflict"
    op: str
    class_: ConflictClass = Field(alias="class")
    ver: int
    theirs: list[Theirs] = []
    fields: list[str] = []

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


class Blocked(Message):
    """An earlier operation of the same case did not go in."""

    result: Literal["blocked"] = "blocked"
    op: str
    by: str


class Rejected(Message):
    result: Literal["rejected"] = "rejected"
    op: str
    problem: Problem


class Retry(Message):
    """The centre could not judge it now; seconds to wait."""

    result: Literal["retry"] = "retry"
    op: str
    after: float


Settled = Annotated[Applied | Conflict | Blocked | Rejected, Field(discriminator="result")]


class Duplicate(Message):
    """It came before, byte for byte; `original` is what was answered then. `settled`: older than the kept results
    (settled floor).
    """

    result: Literal["duplicate"] = "duplicate"
    op: str
    original: Settled | None = None
    settled: bool = False


Result = Annotated[Applied | Duplicate | Conflict | Blocked | Rejected | Retry, Field(discriminator="result")]


class Head(Message):
    """The audit head: h_n = SHA-256(h_{n-1} ‖ digest ‖ result ‖ pos). Each desk keeps it as a witness."""

    pos: int
    hash: Sha256


class PushReply(Message):
    batch: str
    results: list[Result]
    head: Head
    epoch: str
    backed_up_through: int = 0
    settled_floor: int = 0
    server_time: datetime
    backoff: float = 0


# --- Pull
# ----------------------------------------------------------------------------------------------------------------


class OperationEntry(Message):
    """One applied operation of the office's cases, in feed order. `operation` are its frozen bytes as a string."""

    entry: Literal["operation"] = "operation"
    pos: int
    case: str
    ver: int
    operation: str
    digest: Sha256
    received: datetime
    marked: bool = False


class SnapshotEntry(Message):
    """A whole case as canonical JSON: for a case that enters the office's feed in mid-life, and for a resync."""

    entry: Literal["snapshot"] = "snapshot"
    pos: int
    case: str
    ver: int
    snapshot: str
    received: datetime


class TombstoneEntry(Message):
    """The case left the office's feed (`passed_on`, purged). `office` is where it went."""

    entry: Literal["tombstone"] = "tombstone"
    pos: int
    case: str
    ver: int
    reason: str
    office: str = ""
    retention: str = ""
    received: datetime


class PackageEntry(Message):
    """New rules or a new trust package was published; the desk fetches it by name."""

    entry: Literal["package"] = "package"
    pos: int
    kind: Literal["rules", "trust", "texts"]
    name: str
    received: datetime


Entry = Annotated[OperationEntry | SnapshotEntry | TombstoneEntry | PackageEntry, Field(discriminator="entry")]


class Page(Message):
    """`cursor` is opaque and signed by the centre: {epoch, pos, scope, kv}. An older or foreign one is answered 410
    with a resync.
    """

    entries: list[Entry]
    cursor: str
    more: bool
    epoch: str
    head: Head
    backed_up_through: int = 0
    server_time: datetime


# --- Attachments of the desk
# ---------------------------------------------------------------------------------------------


class UploadRequest(Message):
    sha256: Sha256
    size: int
    media_type: str
    operation: str = ""


class Upload(Message):
    upload: str
    offset: int
    done: bool = False


# --- The sandbox's own
# ---------------------------------------------------------------------------------------------------


class SandboxAccount(Message):
    """A ready account of the sandbox with its current code. Never served outside the sandbox."""

    account: str
    name: str
    role: str
    office: str
    office_name: str
    password: str
    code: str
    code_seconds: int


class SandboxAccounts(Message):
    accounts: list[SandboxAccount]
    server_time: datetime

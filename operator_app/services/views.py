"""What screens and the command line are given: frozen, complete, without a table or a message of the wire behind
them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from operator_app.domain.case import Case, Channel, Document
from operator_app.domain.decisions import Ruling
from operator_app.domain.environment import Environment
from operator_app.domain.lifecycle import State
from operator_app.domain.review import CheckResult, MatrixRow
from operator_app.domain.service import Service, Text
from operator_app.ports.sync_store import OutboxState


@dataclass(frozen=True)
class TermView:
    """A running term: `left` days (0 today is the last, negative overdue), in working or calendar days."""

    key: str
    title: Text
    last_day: date
    left: int
    working: bool
    paused: bool

    @property
    def overdue(self) -> bool:
        return not self.paused and self.left <= 0


class Banner(StrEnum):
    """What holds for the whole case until somebody acts."""

    NONE = ""
    CONFLICT = "conflict"
    REJECTED = "rejected"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class QueueRow:
    id: str
    number: str
    applicant: str
    address: str
    service: str
    service_title: Text
    type_title: Text
    state: State
    term: TermView | None
    assignee: str
    mine: bool
    channel: Channel
    submitted_at: datetime
    unsent: bool  # something of this case is still on this computer only
    banner: Banner


class Tab(StrEnum):
    NEW = "new"
    MINE = "mine"
    CITIZEN = "citizen"
    PAYMENT = "payment"
    TO_REGISTER = "to_register"
    DUE = "due"
    OPEN = "open"
    CLOSED = "closed"


class Sort(StrEnum):
    DUE = "due"
    NUMBER = "number"
    APPLICANT = "applicant"
    SUBMITTED = "submitted"


@dataclass(frozen=True)
class Filter:
    """One view of the queue. `text` searches number, names and address; the rest narrows."""

    tab: Tab = Tab.OPEN
    text: str = ""
    service: str = ""
    applicant_type: str = ""
    sort: Sort = Sort.DUE
    descending: bool = False


@dataclass(frozen=True)
class QueuePage:
    """`next_key` is opaque and names the place after the last row; empty at the end."""

    rows: tuple[QueueRow, ...]
    next_key: str


@dataclass(frozen=True)
class DocumentView:
    """`here`: the bytes are on this computer. Otherwise how much of it is, and why the rest is not, as a code."""

    document: Document
    title: Text
    here: bool
    have: int = 0
    size: int = 0
    trouble: str = ""


@dataclass(frozen=True)
class HistoryRow:
    """One operation of the case. Both clocks: `at` the maker's, `received` the centre's (None: not receipted yet)."""

    op: str
    kind: str
    actor: str
    actor_kind: str
    at: datetime
    received: datetime | None
    state: OutboxState
    mine: bool
    facts: Mapping[str, str | int] = field(default_factory=dict)


class Undo(StrEnum):
    """How an action can be taken back now."""

    TAKE_BACK = "take_back"  # it rests
    ANNUL = "annul"  # released, no attempt yet
    NOTHING = "nothing"


@dataclass(frozen=True)
class OutboxRow:
    """One action of this device. `told` is the number of the case; `code`/`params` say why it stands where it
    stands. `blocked_by`: the act that did not go in before it. `set_aside`: the clerk has let it be.
    """

    op: str
    case: str
    number: str
    kind: str
    state: OutboxState
    made_at: datetime
    rest_until: datetime | None
    attempts: int
    last_attempt: datetime | None
    receipt: str
    received: datetime | None
    undo: Undo
    code: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict)
    theirs: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict)
    blocked_by: str = ""
    set_aside: bool = False


@dataclass(frozen=True)
class OutboxCounts:
    waiting: int
    need_you: int
    receipted_today: int


@dataclass(frozen=True)
class CaseView:
    """A case opened for review. `rulings` in the order of the service's data; `banners` with the operation that raised
    them.
    """

    case: Case
    service: Service
    environment: Environment
    results: tuple[CheckResult, ...]
    matrix: tuple[MatrixRow, ...]
    rulings: tuple[Ruling, ...]
    documents: tuple[DocumentView, ...]
    history: tuple[HistoryRow, ...]
    outbox: tuple[OutboxRow, ...]
    banner: Banner
    term: TermView | None
    mine: bool


@dataclass(frozen=True)
class Operator:
    """Who is signed in. `offline_until`: the end of the lease; `session`: empty while only the password was checked
    offline.
    """

    account: str
    name: str
    role: str
    office: str
    office_name: str
    offline_until: datetime
    online: bool


@dataclass(frozen=True)
class LineStatus:
    """The line to the centre, as the status line says it. `code` with `params` says why there is none;
    `sign_in_needed`: the session ended or was revoked, and work goes on here until both factors are given again.
    """

    online: bool
    since: datetime | None
    waiting: int = 0
    need_you: int = 0
    code: str = ""
    params: Mapping[str, str | int] = field(default_factory=dict)
    sign_in_needed: bool = False
    last_contact: datetime | None = None

"""What the engine is told. Each event brings its moment and its jitter: the engine has no clock and no dice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from operator_app.ports.sync_store import Waiting
from sync.contract.messages import Hello, Page, PushReply

from .failures import Failure

PULL = "pull"


def push_lane(number: int) -> str:
    return f"push-{number}"


@dataclass(frozen=True)
class Now:
    """`mono`: seconds that only grow; `wall`: the office's clock; `jitter`: fresh for each event, in [0, 1)."""

    mono: float
    wall: datetime
    jitter: float = 0.5


@dataclass(frozen=True)
class Event:
    now: Now


@dataclass(frozen=True)
class Started(Event):
    """The driver begins. `expires` of the stored session, None where there is none; `epoch` that the store knows."""

    expires: datetime | None
    epoch: str


@dataclass(frozen=True)
class SessionChanged(Event):
    """Somebody signed in or out (None)."""

    expires: datetime | None


@dataclass(frozen=True)
class Kicked(Event):
    """Somebody asked to sync now, or the line was mended: forget every waiting time."""


@dataclass(frozen=True)
class Nudged(Event):
    """The outbox may have changed."""


@dataclass(frozen=True)
class Woke(Event):
    """The lane's `deadline` has passed."""

    lane: str


@dataclass(frozen=True)
class Failed(Event):
    """The lane's command did not succeed."""

    lane: str
    failure: Failure


# --- push


@dataclass(frozen=True)
class Marked(Event):
    """The operations that were chosen and are durably marked as sending; none if nothing can go now. `listed`: how
    many waiting ones were looked at, `full`: perhaps not all; `rest_end`: when the next resting one is due.
    """

    lane: str
    batch: str
    ops: tuple[Waiting, ...]
    listed: int
    full: bool
    rest_end: datetime | None


@dataclass(frozen=True)
class Surveyed(Event):
    """What waits, while nothing can be sent."""

    lane: str
    listed: int
    rest_end: datetime | None


@dataclass(frozen=True)
class Pushed(Event):
    lane: str
    reply: PushReply


@dataclass(frozen=True)
class Settled(Event):
    lane: str


# --- pull


@dataclass(frozen=True)
class HelloSaid(Event):
    """`environment` is this device's own; `trust_version` what its store holds."""

    hello: Hello
    environment: str
    trust_version: int


@dataclass(frozen=True)
class Pulled(Event):
    """`seconds` that the request took, the wait at the centre included."""

    page: Page
    seconds: float


@dataclass(frozen=True)
class PageRead(Event):
    """Digests of service data that the page needs and the store has not."""

    missing: tuple[str, ...]


@dataclass(frozen=True)
class PackageTaken(Event):
    """Rules or a trust package are here. `code`: why the store did not want it, empty if it did."""

    code: str = ""


@dataclass(frozen=True)
class PageTaken(Event):
    """`seconds` that the writer was held, for `entries` entries."""

    entries: int
    seconds: float


@dataclass(frozen=True)
class Forgotten(Event):
    """The cursor is gone; the next pull starts at the beginning."""


@dataclass(frozen=True)
class Renewed(Event):
    expires: datetime

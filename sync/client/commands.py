"""What the engine asks for. One command at a time on each lane; each is answered by one event of that lane."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from operator_app.ports.sync_store import FeedPage, Settlement, Waiting

from .batches import Selection


@dataclass(frozen=True)
class Command:
    lane: str


@dataclass(frozen=True)
class MarkSending(Command):
    """Release what is due, list, choose, mark as sending: in one go on the writer, so that no undo comes between.
    Answered by `Marked`, when it is durable.
    """

    selection: Selection


@dataclass(frozen=True)
class Survey(Command):
    """While nothing can be sent: release what is due and count up to `limit`. Answered by `Surveyed`."""

    limit: int


@dataclass(frozen=True)
class Push(Command):
    """Answered by `Pushed`. The bytes that were frozen, and no others."""

    batch: str
    ops: tuple[Waiting, ...]


@dataclass(frozen=True)
class Settle(Command):
    """Answered by `Settled`. A group is settled in one transaction; groups may be spread over several."""

    groups: tuple[tuple[Settlement, ...], ...]
    head_pos: int
    head_hash: str
    backed_up_through: int
    settled_floor: int
    at: datetime


@dataclass(frozen=True)
class Greet(Command):
    """Answered by `HelloSaid`."""


@dataclass(frozen=True)
class Pull(Command):
    """From the store's own cursor. `wait`: seconds that the centre may wait for news. Answered by `Pulled`."""

    wait: int
    limit: int


@dataclass(frozen=True)
class ReadPage(Command):
    """Ask the store what it needs for this page. Answered by `PageRead`."""

    page: FeedPage


@dataclass(frozen=True)
class FetchRules(Command):
    """Answered by `PackageTaken`."""

    digest: str


@dataclass(frozen=True)
class FetchTrust(Command):
    """Answered by `PackageTaken`."""


@dataclass(frozen=True)
class TakePage(Command):
    """Rows and cursor in one transaction. Answered by `PageTaken`."""

    page: FeedPage


@dataclass(frozen=True)
class ForgetCursor(Command):
    """Answered by `Forgotten`."""

    epoch: str


@dataclass(frozen=True)
class Renew(Command):
    """Answered by `Renewed`."""


@dataclass(frozen=True)
class CancelPull(Command):
    """End the long poll now. Not answered by itself: the poll answers `Failed` with kind `stopped`."""

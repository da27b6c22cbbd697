"""One page of the feed: base rows, history, overlay, projection and cursor in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from operator_app.domain import errors
from operator_app.ports.sync_store import Changed, EntryKind, FeedEntry, FeedPage
from operator_app.storage import projection
from operator_app.storage.repositories import desk
from operator_app.storage.repositories.rules import RulesBook

from . import packages
from .bases import Bases
from .history import Known

OTHER_EPOCH = errors.code("feed.other_epoch")


@dataclass
class Taking:
    """What one page has changed so far."""

    session: Session
    rules: RulesBook
    bases: Bases
    known: Known
    cases: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    outbox: bool = False
    packages: bool = False


def take_page(session: Session, rules: RulesBook, page: FeedPage) -> Changed:
    """Raises `Trouble`: `feed.digest` (bytes and digest differ), `feed.other_bytes` (one of our operations came back
    changed), `feed.gap` (a version is missing), `feed.other_epoch`, `rules.missing`. Then nothing is taken, the cursor
    stays, and reading the feed from the start (`forget_cursor`) mends what can be mended.
    """
    feed = desk.feed(session)
    if feed.epoch and page.epoch != feed.epoch:
        raise errors.Trouble(OTHER_EPOCH)
    cases = {entry.case for entry in page.entries if entry.case}
    taking = Taking(session, rules, Bases(session, rules, cases), Known(session, page))
    for entry in page.entries:
        TAKE[entry.kind](taking, entry)
    taking.documents |= taking.bases.save()
    projection.keep(session, rules, taking.cases)
    feed.cursor, feed.epoch, feed.at = page.cursor, page.epoch, page.at
    if page.head_pos >= feed.head_pos:
        feed.head_pos, feed.head_hash = page.head_pos, page.head_hash
    feed.backed_up_through = max(feed.backed_up_through, page.backed_up_through)
    return Changed(frozenset(taking.cases), taking.outbox, frozenset(taking.documents), packages=taking.packages)


def _operation(taking: Taking, entry: FeedEntry) -> None:
    operation = taking.known.read(entry)
    row = taking.known.update(entry, operation)
    if row is None:
        if taking.bases.is_over(entry):
            return
        taking.known.enter(entry, operation)
    elif row.own:
        taking.outbox = True
    taking.bases.apply(entry, operation)
    taking.cases.add(entry.case)


def _snapshot(taking: Taking, entry: FeedEntry) -> None:
    taking.bases.replace(entry)
    taking.cases.add(entry.case)


def _tombstone(taking: Taking, entry: FeedEntry) -> None:
    if taking.bases.bury(entry):
        taking.cases.add(entry.case)
        taking.documents.add(entry.case)


def _package(taking: Taking, entry: FeedEntry) -> None:
    if entry.package == packages.RULES:
        taking.rules.publish(taking.session, entry.name, entry.pos)
    taking.packages = True


TAKE: dict[EntryKind, Callable[[Taking, FeedEntry], None]] = {
    EntryKind.OPERATION: _operation,
    EntryKind.SNAPSHOT: _snapshot,
    EntryKind.TOMBSTONE: _tombstone,
    EntryKind.PACKAGE: _package,
}

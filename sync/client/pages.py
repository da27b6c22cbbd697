"""From a page of the feed to what the store takes. Pure."""

from __future__ import annotations

from datetime import datetime

from operator_app.ports.sync_store import EntryKind, FeedEntry, FeedPage
from sync.contract.messages import Entry, OperationEntry, PackageEntry, Page, SnapshotEntry, TombstoneEntry


def feed_page(page: Page, at: datetime) -> FeedPage:
    """`at`: when it came, by the office's clock."""
    return FeedPage(
        entries=tuple(_entry(entry) for entry in page.entries),
        cursor=page.cursor,
        epoch=page.epoch,
        head_pos=page.head.pos,
        head_hash=page.head.hash,
        backed_up_through=page.backed_up_through,
        at=at,
    )


def brings_trust(page: FeedPage) -> bool:
    """Whether the page says that a new trust package was published."""
    return any(entry.kind is EntryKind.PACKAGE and entry.package == "trust" for entry in page.entries)


def published_rules(page: FeedPage) -> tuple[str, ...]:
    """Digests of service data that the page says were published."""
    found = (entry.name for entry in page.entries if entry.kind is EntryKind.PACKAGE and entry.package == "rules")
    return tuple(dict.fromkeys(found))


def _entry(entry: Entry) -> FeedEntry:
    match entry:
        case OperationEntry():
            return FeedEntry(
                EntryKind.OPERATION,
                entry.pos,
                entry.received,
                case=entry.case,
                ver=entry.ver,
                raw=entry.operation.encode(),
                digest=entry.digest,
                marked=entry.marked,
            )
        case SnapshotEntry():
            return FeedEntry(
                EntryKind.SNAPSHOT,
                entry.pos,
                entry.received,
                case=entry.case,
                ver=entry.ver,
                raw=entry.snapshot.encode(),
            )
        case TombstoneEntry():
            return FeedEntry(
                EntryKind.TOMBSTONE,
                entry.pos,
                entry.received,
                case=entry.case,
                ver=entry.ver,
                reason=entry.reason,
                office=entry.office,
            )
        case PackageEntry():
            return FeedEntry(EntryKind.PACKAGE, entry.pos, entry.received, package=entry.kind, name=entry.name)

"""The store as the sync driver sees it: each call one transaction on the lane of whoever calls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from operator_app.domain.errors import Trouble
from operator_app.ports.sync_store import (
    Changed,
    Device,
    FeedPage,
    Settlements,
    StoredSession,
    Waiting,
    WantedDocument,
)
from operator_app.storage.repositories import desk
from operator_app.storage.store import Store

from . import documents, feed, packages, prune, purge, release, resync, sending, sessions, settle
from .bases import GAP, NEWS

OpenTrust = Callable[[bytes, bytes, int], int]
"""Verifies a trust package (bytes, root key, newest version known) and returns its version. Raises `Refused`."""

LeaseEnded = Callable[[Session, str], Changed]
"""Records that the operator's lease was ended here, in the same transaction."""


def _unrecorded(session: Session, operator: str) -> Changed:
    """Where nobody records acts."""
    return Changed()


class SqlSyncStore:
    """See `ports.sync_store.SyncStore` for what each call promises."""

    def __init__(
        self,
        store: Store,
        open_trust: OpenTrust,
        *,
        lease_ended: LeaseEnded = _unrecorded,
        document_cap: int = documents.CAP,
    ) -> None:
        self._store, self._open_trust, self._cap = store, open_trust, document_cap
        self._lease_ended = lease_ended

    def device(self) -> Device | None:
        with self._store.reading() as session:
            return desk.device(session)

    def session(self) -> StoredSession | None:
        with self._store.reading() as session:
            return sessions.best(session, self._store.clock.now())

    def put_session(self, session: StoredSession) -> Changed:
        with self._store.writing() as writing:
            return sessions.put(writing, session)

    def end_session(self, session: StoredSession, *, revoked: bool) -> Changed:
        with self._store.writing() as writing:
            changed = sessions.end(writing, session)
            if changed and revoked and sessions.end_lease(writing, session.operator, self._store.clock.now()):
                changed |= self._lease_ended(writing, session.operator)
            return changed

    def release_due(self, now: datetime) -> Changed:
        with self._store.writing() as session:
            return release.release_due(session, now)

    def next_rest_end(self) -> datetime | None:
        with self._store.reading() as session:
            return release.next_rest_end(session)

    def waiting(self, limit: int) -> Sequence[Waiting]:
        with self._store.reading() as session:
            return sending.waiting(session, limit)

    def mark_sending(self, ops: Sequence[str], batch: str, at: datetime) -> Changed:
        with self._store.writing() as session:
            return sending.mark_sending(session, ops, batch, at)

    def settle(self, settlements: Settlements) -> Changed:
        with self._store.writing() as session:
            changed = settle.settle(session, self._store.rules, settlements)
            prune.operations(session, settlements.at)
            return changed

    def cursor(self) -> str:
        with self._store.reading() as session:
            return desk.feed(session).cursor

    def epoch(self) -> str:
        with self._store.reading() as session:
            return desk.feed(session).epoch

    def take_page(self, page: FeedPage) -> Changed:
        try:
            with self._store.writing() as session:
                changed = feed.take_page(session, self._store.rules, page)
                prune.operations(session, page.at)
                if not page.entries:  # all has been read: nothing that was closed long ago is still on its way here
                    changed |= purge.cases(session, page.at)
                return changed
        except Trouble as trouble:
            if trouble.code in (GAP, NEWS):  # nothing of the page was taken; from the start every version comes
                self._from_the_start(page)
            raise

    def _from_the_start(self, page: FeedPage) -> None:
        with self._store.writing() as session:
            purge.dig_up(session, page)
            resync.forget_cursor(session, self._store.rules, page.epoch)

    def forget_cursor(self, epoch: str) -> Changed:
        with self._store.writing() as session:
            return resync.forget_cursor(session, self._store.rules, epoch)

    def missing_rules(self, page: FeedPage) -> Sequence[str]:
        with self._store.reading() as session:
            return packages.missing_rules(session, self._store.rules, page)

    def put_rules(self, package: bytes) -> Changed:
        with self._store.writing() as session:
            self._store.rules.put(session, package)
            return Changed(packages=True)

    def trust_version(self) -> int:
        with self._store.reading() as session:
            return packages.trust_version(session)

    def put_trust(self, package: bytes) -> Changed:
        with self._store.writing() as session:
            return packages.put_trust(session, package, self._open_trust, self._store.clock.now())

    def wanted_documents(self, limit: int) -> Sequence[WantedDocument]:
        with self._store.reading() as session:
            return documents.wanted(session, limit, self._cap, self._store.clock.now())

    def put_part(
        self, wanted: WantedDocument, offset: int, data: bytes, total: int, etag: str, media_type: str
    ) -> Changed:
        with self._store.writing() as session:
            part = documents.Part(wanted, offset, data, total, etag.strip('"'), media_type)
            return documents.put_part(session, part, self._cap, self._store.clock.now())

    def document_failed(self, wanted: WantedDocument, code: str) -> Changed:
        with self._store.writing() as session:
            return documents.failed(session, wanted, code, self._store.clock.now())

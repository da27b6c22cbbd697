"""Cases that were closed long ago leave the desk; the centre keeps them. What stays here is a row with their id.

Nothing of ours that is unsettled, or that the centre has in no backup yet, goes with a case: such a case stays.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from operator_app.ports.sync_store import Changed, FeedPage
from operator_app.storage import view_rows
from operator_app.storage.models import CaseBaseRow, CaseViewRow, DraftRow, OperationRow, TombstoneRow
from operator_app.storage.repositories import desk

from . import documents
from .bases import PURGED

MOST = 25
"""Cases of one call: it must not hold the writer for long. The next quiet moment brings the next ones."""


def cases(session: Session, now: datetime) -> Changed:
    """Forget closed cases that nothing has happened to for the time of the setting. To be called when the feed has been
    read to its end, after the operations were pruned: whatever of ours is left then keeps its case, and so does a text
    that somebody has begun to type.
    """
    session.flush()
    gone = _over(session, now)
    if not gone:
        return Changed()
    for row in session.scalars(select(CaseBaseRow).where(CaseBaseRow.id.in_(gone))).all():
        _bury(session, row, now)
        documents.forget_case(session, row.id)
    session.flush()
    view_rows.forget(session, gone)
    session.execute(delete(OperationRow).where(OperationRow.case_id.in_(gone), OperationRow.own.is_(False)))
    return Changed(frozenset(gone), documents=frozenset(gone))


def _over(session: Session, now: datetime) -> Collection[str]:
    ours = exists(select(OperationRow.seq).where(OperationRow.case_id == CaseBaseRow.id, OperationRow.own))
    typed = exists(select(DraftRow.case_id).where(DraftRow.case_id == CaseBaseRow.id))
    return session.scalars(
        select(CaseBaseRow.id)
        .join(CaseViewRow, CaseViewRow.id == CaseBaseRow.id)
        .where(
            CaseBaseRow.at < now - desk.keep_closed(session),
            CaseBaseRow.pos <= desk.feed(session).backed_up_through,
            CaseBaseRow.stale.is_(False),
            CaseViewRow.closed,
            ~ours,
            ~typed,
        )
        .order_by(CaseBaseRow.at)
        .limit(MOST)
    ).all()


def _bury(session: Session, row: CaseBaseRow, now: datetime) -> None:
    session.merge(TombstoneRow(id=row.id, version=row.version, pos=row.pos, reason=PURGED, office="", received=now))
    session.delete(row)


def dig_up(session: Session, page: FeedPage) -> None:
    """Something has happened to purged cases of this page. Only the feed from the start brings them whole, so their
    tombstones go and theirs alone: what else was purged stays away.
    """
    ids = {entry.case for entry in page.entries if entry.case}
    for row in session.scalars(select(TombstoneRow).where(TombstoneRow.id.in_(ids), TombstoneRow.reason == PURGED)):
        if any(entry.case == row.id and entry.pos > row.pos for entry in page.entries):
            session.delete(row)

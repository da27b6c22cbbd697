"""What is to be sent, and that an attempt is about to be made."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from operator_app.ports.sync_store import Changed, OutboxState, Waiting
from operator_app.storage.models import OperationRow
from operator_app.storage.repositories.operations import TO_SEND


def waiting(session: Session, limit: int) -> Sequence[Waiting]:
    """Released and not settled, in `dseq` order. The list grows over `limit` rather than part an annulled pair."""
    rows = list(_next(session, after=0, limit=limit))
    while rows and (missing := _missing_partner(session, rows)):
        rows += _next(session, after=rows[-1].dseq or 0, through=missing)
    return tuple(_waiting(row) for row in rows)


def _next(
    session: Session, *, after: int, limit: int | None = None, through: int | None = None
) -> Sequence[OperationRow]:
    query = select(OperationRow).where(
        OperationRow.own, OperationRow.state.in_(TO_SEND), OperationRow.dseq.is_not(None), OperationRow.dseq > after
    )
    if through is not None:
        query = query.where(OperationRow.dseq <= through)
    return session.scalars(query.order_by(OperationRow.dseq).limit(limit)).all()


def _missing_partner(session: Session, rows: Sequence[OperationRow]) -> int | None:
    """The highest number among partners that would be left behind."""
    inside = {row.id for row in rows}
    wanted = [row.together for row in rows if row.together and row.together not in inside]
    if not wanted:
        return None
    found = session.scalars(
        select(OperationRow.dseq).where(OperationRow.id.in_(wanted), OperationRow.state.in_(TO_SEND))
    ).all()
    last = rows[-1].dseq or 0
    return max((dseq for dseq in found if dseq is not None and dseq > last), default=None)


def _waiting(row: OperationRow) -> Waiting:
    return Waiting(
        row.id,
        row.case_id,
        row.kind,
        row.dseq or 0,
        row.raw,
        row.digest,
        OutboxState(row.state),
        row.attempts,
        row.together,
        row.batch,
    )


def mark_sending(session: Session, ops: Sequence[str], batch: str, at: datetime) -> Changed:
    """From the commit of this on there is no undo. An annulled operation never goes without its partner."""
    rows = session.scalars(
        select(OperationRow).where(OperationRow.id.in_(ops), OperationRow.own, OperationRow.state.in_(TO_SEND))
    ).all()
    going = {row.id for row in rows}
    for row in rows:
        if row.together and row.together not in going:
            partner = session.scalar(select(OperationRow.state).where(OperationRow.id == row.together))
            if partner in TO_SEND:
                raise ValueError(f"operation {row.id} would be sent without the annulment that takes it back")
        row.state, row.batch, row.last_attempt = OutboxState.SENDING, batch, at
        row.attempts += 1
    return Changed(frozenset(row.case_id for row in rows) - {""}, outbox=bool(rows))

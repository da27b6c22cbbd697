"""Release: when its rest is over an operation gets its place in the device's chain and its bytes are frozen."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from operator_app.domain.lifecycle import outside_order
from operator_app.domain.operation import Place
from operator_app.formats import operation_json
from operator_app.ports.sync_store import Changed, OutboxState
from operator_app.storage.models import DeviceRow, OperationRow
from operator_app.storage.repositories import desk

FAR = timedelta(seconds=desk.MOST_REST + 5)
"""A rest that ends later than any rest can last: the wall clock was set back. Such an operation is released."""


def release_due(session: Session, now: datetime) -> Changed:
    """Freeze what is due, in the order in which it was made; within a case nothing overtakes."""
    query = select(OperationRow).where(OperationRow.own, OperationRow.state == OutboxState.RESTING)
    resting = session.scalars(query.order_by(OperationRow.seq)).all()
    if not resting:
        return Changed()
    device = desk.device_row(session)
    held: set[str] = set()
    cases: set[str] = set()
    for row in resting:
        ordered = bool(row.case_id) and not outside_order(row.kind)
        if not _is_due(row, now) or (ordered and row.case_id in held):
            if ordered:
                held.add(row.case_id)
            continue
        freeze(row, device)
        cases.add(row.case_id)
    if not cases:
        return Changed()
    return Changed(frozenset(cases - {""}), outbox=True)


def freeze(row: OperationRow, device: DeviceRow) -> None:
    """Give the operation the next number and the hash of the one before, and keep the bytes that every retry sends.

    A follower says both what it follows and what of others' work the clerk had seen: what came in between is unseen,
    whatever version our own previous operation has become.
    """
    place = Place(device.next_dseq, device.last_hash, row.seen, row.after)
    released = operation_json.freeze(operation_json.decode(row.raw), place)
    row.raw, row.digest, row.dseq = released.raw, released.digest, place.dseq
    row.state, row.rest_until = OutboxState.QUEUED, None
    device.next_dseq, device.last_hash = place.dseq + 1, released.digest


def next_rest_end(session: Session) -> datetime | None:
    return session.scalar(
        select(func.min(OperationRow.rest_until)).where(OperationRow.own, OperationRow.state == OutboxState.RESTING)
    )


def _is_due(row: OperationRow, now: datetime) -> bool:
    return row.rest_until is None or row.rest_until <= now or row.rest_until > now + FAR

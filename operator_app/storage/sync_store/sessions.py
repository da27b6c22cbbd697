"""The renewable sessions of this device: who is signed in pushes and pulls, else any colleague's that still holds."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from operator_app.ports.sync_store import Changed, StoredSession
from operator_app.storage.models import SessionRow
from operator_app.storage.repositories import desk


def best(session: Session, now: datetime) -> StoredSession | None:
    """The signed-in operator's session if it holds, else the one that holds longest."""
    signed_in = desk.setting(session, desk.SIGNED_IN)
    row = session.scalars(
        select(SessionRow)
        .where(SessionRow.expires > now)
        .order_by((SessionRow.operator == signed_in).desc(), SessionRow.expires.desc())
        .limit(1)
    ).first()
    return StoredSession(row.token, row.operator, row.expires) if row else None


def put(session: Session, given: StoredSession | None, now: datetime) -> Changed:
    """Keep a new or renewed session. None: the one in use has ended or was revoked; a colleague's may follow."""
    if given is None:
        used = best(session, now)
        row = session.get(SessionRow, used.operator) if used else None
        if row is None:
            return Changed()
        session.delete(row)
        return Changed(session=True)
    row = session.get(SessionRow, given.operator)
    if row is None:
        session.add(SessionRow(operator=given.operator, token=given.token, expires=given.expires))
    else:
        row.token, row.expires = given.token, given.expires
    return Changed(session=True)

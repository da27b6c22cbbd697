"""The renewable sessions of this device: who is signed in pushes and pulls, else any colleague's that still holds."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from operator_app.ports.sync_store import Changed, StoredSession
from operator_app.storage.models import LeaseRow, SessionRow
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


def of(session: Session, operator: str, now: datetime) -> StoredSession | None:
    """The operator's own session, if it holds."""
    row = session.get(SessionRow, operator)
    return StoredSession(row.token, row.operator, row.expires) if row is not None and row.expires > now else None


def end(session: Session, ended: StoredSession) -> Changed:
    """The centre no longer knows this session; a colleague's may follow. One that was begun since stays."""
    row = session.get(SessionRow, ended.operator)
    if row is None or row.token != ended.token:
        return Changed()
    session.delete(row)
    return Changed(session=True)


def end_lease(session: Session, operator: str, now: datetime) -> bool:
    """The centre took the session away: the password alone opens nothing here until both factors are given again.
    False: there was no lease to end.
    """
    lease = session.get(LeaseRow, operator)
    if lease is None or lease.revoked is not None:
        return False
    lease.until, lease.revoked = min(lease.until, now), now
    return True


def put(session: Session, given: StoredSession) -> Changed:
    """Keep a new or renewed session."""
    row = session.get(SessionRow, given.operator)
    if row is None:
        session.add(SessionRow(operator=given.operator, token=given.token, expires=given.expires))
    else:
        row.token, row.expires = given.token, given.expires
    return Changed(session=True)

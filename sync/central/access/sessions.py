"""Sessions: a bearer token bound to a device, as long as the lease that both factors gave, and never longer."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from operator_app.domain import errors
from sync.central import ids
from sync.central.models import device, session

ENDED = errors.code("session.ended")
REVOKED = errors.code("session.revoked")
STRUCK_OFF = errors.code("session.device_revoked")  # the device itself, and with it every session on it

DESK, ADMIN = "desk", "admin"
OVERLAP = timedelta(minutes=10)  # a renewed token's predecessor: the reply that carried the new one may be lost


@dataclass(frozen=True)
class Session:
    id: str
    purpose: str
    device: str
    account: str
    office: str
    expires: datetime


def begin(
    db: Connection, purpose: str, account: str, office: str, device_id: str | None, now: datetime, expires: datetime
) -> str:
    """The token; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    values = {"hash": _hash(token), "id": ids.new(), "purpose": purpose, "account": account, "office": office}
    db.execute(insert(session).values(**values, device=device_id, made=now, expires=expires))
    return token


def find(db: Connection, token: str, now: datetime, purpose: str = DESK) -> Session:
    """The valid session of this token. Raises `Refused`: session.ended (also for one never given), session.revoked,
    session.device_revoked.
    """
    s = session.c
    columns = (s.id, s.purpose, s.device, s.account, s.office, s.expires, s.revoked, device.c.revoked.label("gone"))
    joined = session.outerjoin(device, s.device == device.c.id)
    row = db.execute(select(*columns).select_from(joined).where(s.hash == _hash(token))).first()
    if row is None or row.purpose != purpose:
        raise errors.Refused(ENDED)
    if row.gone is not None:
        raise errors.Refused(STRUCK_OFF)
    if row.revoked is not None:
        raise errors.Refused(REVOKED)
    if row.expires <= now:
        raise errors.Refused(ENDED)
    return Session(row.id, row.purpose, row.device or "", row.account, row.office, row.expires)


def renew(db: Connection, old: Session, now: datetime) -> str:
    """A new token with the old one's end. The old one goes on for a few minutes."""
    token = begin(db, old.purpose, old.account, old.office, old.device or None, now, old.expires)
    shorter = min(old.expires, now + OVERLAP)
    db.execute(update(session).where(session.c.id == old.id).values(expires=shorter))
    return token


def revoke_of_account(db: Connection, account: str, now: datetime) -> int:
    """How many sessions were ended."""
    live = session.c.revoked.is_(None) & (session.c.expires > now)
    return db.execute(update(session).where(session.c.account == account, live).values(revoked=now)).rowcount


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

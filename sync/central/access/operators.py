"""Operators of the offices: entered by an administrator, never deleted, their appointments with beginning and end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from operator_app.domain import errors
from sync.central import ids
from sync.central.models import appointment, office, operator, role
from sync.central.store import Sealing

from . import sessions

BAD_ACCOUNT = errors.code("operator.bad_account")
TAKEN_ACCOUNT = errors.code("operator.taken")
UNKNOWN_OPERATOR = errors.code("operator.unknown")
UNKNOWN_ROLE = errors.code("operator.unknown_role")
UNKNOWN_OFFICE = errors.code("office.unknown")

CASES, TAKE_OVER, ADMINISTRATION = "cases", "take_over", "administration"
ROLES: Mapping[str, tuple[str, ...]] = {
    "clerk": (CASES,),
    "senior": (CASES, TAKE_OVER),
    "administrator": (ADMINISTRATION,),
}
"""The roles of a new database; more of them are rows."""

WHOLE_CITY = ""
_ACCOUNT = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")


@dataclass(frozen=True)
class Appointed:
    """Where and as what an operator works now."""

    office: str
    role: str
    rights: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """An operator as sign-in sees them. `verifier` None: nobody of that name."""

    account: str
    name: str = ""
    verifier: str | None = None
    totp: bytes = b""
    totp_step: int = 0


def enter_roles(db: Connection) -> None:
    """The roles of `ROLES` that are not there yet."""
    known = set(db.execute(select(role.c.name)).scalars())
    fresh = [{"name": name, "rights": " ".join(rights)} for name, rights in ROLES.items() if name not in known]
    if fresh:
        db.execute(insert(role), fresh)


def enter_offices(db: Connection, offices: Sequence[tuple[str, str]]) -> None:
    """Codes and names of the offices that are not there yet."""
    known = set(db.execute(select(office.c.code)).scalars())
    fresh = [{"code": code, "name": name, "opened": True} for code, name in offices if code not in known]
    if fresh:
        db.execute(insert(office), fresh)


def normal(account: str) -> str:
    return account.strip().lower()


def add(db: Connection, sealing: Sealing, account: str, name: str, verifier: str, secret: bytes, now: datetime) -> str:
    """The account as it is kept. Raises `Refused`: operator.bad_account, operator.taken."""
    account = normal(account)
    if not _ACCOUNT.fullmatch(account):
        raise errors.Refused(BAD_ACCOUNT)
    if db.execute(select(operator.c.account).where(operator.c.account == account)).first() is not None:
        raise errors.Refused(TAKEN_ACCOUNT, account=account)
    sealed = sealing.seal(f"totp {account}", secret)
    values = {"account": account, "name": name, "verifier": verifier, "totp": sealed, "made": now}
    db.execute(insert(operator).values(**values, totp_step=0, active=True))
    return account


def appoint(db: Connection, account: str, office_code: str, role_name: str, since: datetime) -> None:
    """Raises `Refused`: operator.unknown_role, office.unknown."""
    if db.execute(select(role.c.name).where(role.c.name == role_name)).first() is None:
        raise errors.Refused(UNKNOWN_ROLE, role=role_name)
    known = select(office.c.code).where(office.c.code == office_code)
    if office_code != WHOLE_CITY and db.execute(known).first() is None:
        raise errors.Refused(UNKNOWN_OFFICE, office=office_code)
    values = {"id": ids.new(), "account": account, "office": office_code, "role": role_name, "since": since}
    db.execute(insert(appointment).values(**values))


def disable(db: Connection, account: str, now: datetime) -> None:
    """They cannot sign in any more, their sessions end, and what they do from now on has no right behind it."""
    o, a = operator.c, appointment.c
    if db.execute(update(operator).where(o.account == account).values(active=False)).rowcount == 0:
        raise errors.Refused(UNKNOWN_OPERATOR, account=account)
    db.execute(update(appointment).where(a.account == account, a.until.is_(None)).values(until=now))
    sessions.revoke_of_account(db, account, now)


def find(db: Connection, sealing: Sealing, account: str) -> Known:
    o = operator.c
    wanted = select(o.account, o.name, o.verifier, o.totp, o.totp_step)
    row = db.execute(wanted.where(o.account == account, o.active.is_(True))).first()
    if row is None:
        return Known(account)
    secret = sealing.open(f"totp {row.account}", row.totp)
    return Known(row.account, row.name, row.verifier, secret, row.totp_step)


def use_code(db: Connection, account: str, step: int) -> bool:
    """Mark the code of this step and all before it as used; False where another sign-in was faster."""
    o = operator.c
    newer = update(operator).where(o.account == account, o.totp_step < step)
    return db.execute(newer.values(totp_step=step)).rowcount == 1


def appointed(db: Connection, account: str, now: datetime) -> list[Appointed]:
    a = appointment.c
    wanted = select(a.office, a.role, role.c.rights).join(role).where(a.account == account, a.since <= now)
    rows = db.execute(wanted.where(a.until.is_(None) | (a.until > now)).order_by(a.since, a.id))
    return [Appointed(row.office, row.role, tuple(row.rights.split())) for row in rows]


def has_administrator(db: Connection) -> bool:
    """Whether anybody holds the right of administration, now or in the past."""
    held = select(role.c.rights).join(appointment, appointment.c.role == role.c.name)
    return any(ADMINISTRATION in rights.split() for rights in db.execute(held).scalars())

"""Who asks: a desk's session, an administrator's session."""

from __future__ import annotations

from starlette.requests import Request

from operator_app.domain import errors
from sync.central.access import operators, sessions
from sync.central.access.sessions import Session
from sync.central.centre import Centre

NO_RIGHT = errors.code("admin.no_right")


def token(request: Request) -> str:
    """The bearer token. Raises `Refused(session.ended)` where there is none."""
    kind, _, value = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not value:
        raise errors.Refused(sessions.ENDED)
    return value.strip()


def desk_session(centre: Centre, request: Request) -> Session:
    """Raises `Refused`: session.ended, session.revoked, session.device_revoked."""
    with centre.store.read() as db:
        return sessions.find(db, token(request), centre.parts.clock.now())


def administrator(centre: Centre, request: Request) -> Session:
    """Raises `Refused`: session.*, admin.no_right."""
    now = centre.parts.clock.now()
    with centre.store.read() as db:
        session = sessions.find(db, token(request), now, sessions.ADMIN)
        held = operators.appointed(db, session.account, now)
    if not any(operators.ADMINISTRATION in one.rights for one in held):
        raise errors.Refused(NO_RIGHT)
    return session

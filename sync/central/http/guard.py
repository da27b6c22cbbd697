"""Who asks: the bearer token of a session, bound to a device of an office."""

from __future__ import annotations

from starlette.requests import Request

from operator_app.domain import errors
from sync.central.access import sessions
from sync.central.access.sessions import Session
from sync.central.centre import Centre

MISSING = errors.code("session.missing")


def token(request: Request) -> str:
    """Raises `Refused(session.missing)`."""
    scheme, _, said = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not said.strip():
        raise errors.Refused(MISSING)
    return said.strip()


def session(centre: Centre, request: Request, purpose: str = sessions.DESK) -> Session:
    """The valid session of the request; its office is the scope of all that it may see. Raises `Refused(session.*)`."""
    said = token(request)
    with centre.store.read() as db:
        return sessions.find(db, said, centre.parts.clock.now(), purpose)

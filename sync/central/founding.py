"""The first opening of a database: its epoch and series, its environment, its own device; later, a look at them."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import Connection

from operator_app.domain import errors
from operator_app.domain.environment import Environment

from . import ids
from .clock import CentreClock
from .commit.hand import enrol_centre
from .home import Home
from .store import Facts

OTHER_ENVIRONMENT = errors.code("centre.other_environment")
REAL_CLOCK = errors.code("clock.real")


def open_home(db: Connection, environment: Environment, clock: CentreClock) -> Home:
    """Who this database is; made where it is new. The clock takes up the offset that was set here.

    Raises `Trouble(centre.other_environment)`: a sandbox never opens the records of work.
    """
    facts = Facts(db)
    if facts.get("epoch") is None:
        facts.put("epoch", ids.new())
        facts.put("series", 100 + secrets.randbelow(900))
        facts.put("environment", environment.value)
        enrol_centre(db, clock.now())
    kept = facts.text("environment")
    if kept != environment.value:
        raise errors.Trouble(OTHER_ENVIRONMENT, environment=kept)
    clock.shift(timedelta(seconds=facts.number("offset")))
    return Home(environment, facts.text("epoch"), facts.number("series"))


def set_clock(db: Connection, home: Home, clock: CentreClock, offset: timedelta) -> None:
    """Persist an offset; the caller shifts the clock once that is durable. Raises `Refused(clock.real)` at work."""
    if home.environment.real:
        raise errors.Refused(REAL_CLOCK)
    Facts(db).put("offset", round(offset.total_seconds()))

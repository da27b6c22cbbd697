"""Who may act for an office, and when they might: appointments with their beginning and end."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from operator_app.domain.operation import Actor
from sync.central.models import appointment, role

from .judging import Standing

CASES = "cases"  # the right to work on cases


class Appointments:
    """Answers for one transaction, each account asked once."""

    def __init__(self, db: Connection, now: datetime) -> None:
        self._db, self._now = db, now
        self._asked: dict[str, list[Any]] = {}

    def standing(self, actor: Actor, office: str, at: datetime) -> Standing:
        here = [row for row in self._of(actor.id) if row.office in ("", office) and CASES in row.rights.split()]
        then = [row for row in here if row.since <= at and (row.until is None or at < row.until)]
        if not then:
            return Standing.NONE
        fitting = [row for row in then if row.role == actor.role]
        if not fitting:
            return Standing.OTHER_ROLE
        still = any(row.until is None or self._now < row.until for row in fitting)
        return Standing.HELD if still else Standing.WITHDRAWN

    def _of(self, account: str) -> list[Any]:
        if account not in self._asked:
            a = appointment.c
            wanted = select(a.office, a.role, a.since, a.until, role.c.rights).join(role).where(a.account == account)
            self._asked[account] = list(self._db.execute(wanted))
        return self._asked[account]

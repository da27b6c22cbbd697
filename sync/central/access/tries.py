"""Wrong tries are counted by the name that was typed, known or not, and each costs more waiting."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from sync.central.models import sign_in_try
from sync.central.policy import TryPolicy


class Tries:
    """For one key, which is a keyed hash: the table names nobody."""

    def __init__(self, db: Connection, key: str, policy: TryPolicy) -> None:
        self._db, self._key, self._policy = db, key, policy

    def seconds_to_wait(self, now: datetime) -> int:
        """0: a try may be made. The clock is the real one; nobody but the centre's machine sets it."""
        t = sign_in_try.c
        row = self._db.execute(select(t.wrong, t.last).where(t.key == self._key)).first()
        if row is None:
            return 0
        left: timedelta = row.last + self._policy.wait(row.wrong) - now
        return max(0, -(-left // timedelta(seconds=1)))

    def wrong(self, now: datetime) -> None:
        t = sign_in_try
        counted = update(t).where(t.c.key == self._key).values(wrong=t.c.wrong + 1, last=now)
        if self._db.execute(counted).rowcount == 0:
            self._db.execute(insert(t).values(key=self._key, wrong=1, last=now))

    def right(self) -> None:
        self._db.execute(delete(sign_in_try).where(sign_in_try.c.key == self._key))

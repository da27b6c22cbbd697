"""The few things that an operator sets and that belong into the encrypted store."""

from __future__ import annotations

from datetime import timedelta

from operator_app.domain import errors
from operator_app.ports.sync_store import Changed
from operator_app.storage.models.base import MICROSECOND
from operator_app.storage.repositories import desk
from operator_app.storage.store import Store

REST_RANGE = errors.code("settings.rest_range")


class Settings:
    def __init__(self, store: Store) -> None:
        self._store = store

    def rest_seconds(self) -> int:
        """How long an act rests before it may leave."""
        with self._store.reading() as session:
            return desk.rest_seconds(session)

    def set_rest_seconds(self, seconds: int) -> Changed:
        """5 to 60; what rests already keeps the rest that it was given."""
        if not desk.LEAST_REST <= seconds <= desk.MOST_REST:
            raise errors.Refused(REST_RANGE, least=desk.LEAST_REST, most=desk.MOST_REST)
        with self._store.writing() as session:
            desk.put_setting(session, desk.REST, str(seconds))
        return Changed()

    def clock_offset(self) -> timedelta | None:
        """What the centre's set clock was ahead of the machine's when it last told; None: it never did."""
        with self._store.reading() as session:
            kept = desk.setting(session, desk.CLOCK_OFFSET)
            return int(kept) * MICROSECOND if kept else None

    def keep_clock_offset(self, offset: timedelta) -> Changed:
        with self._store.writing() as session:
            desk.put_setting(session, desk.CLOCK_OFFSET, str(offset // MICROSECOND))
        return Changed()

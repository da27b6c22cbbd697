"""How far the office's clock is from the centre's: an estimate from every answer, half the round trip allowed for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

_USEFUL = 5.0  # seconds; a slower round trip says nothing good about the time
_HALF_SECOND = timedelta(milliseconds=500)  # `Date` has whole seconds, cut off


class Skew:
    """Shared by the lanes of a desk. `milliseconds`: the centre ahead of the office's clock; None before any answer.

    `by_date`: in work the HTTP `Date` header is the centre's time. In training and the sandbox its clock is set, and
    only the time told in a message counts; there `on_time(server_time, seconds)` lets the desk follow.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        *,
        by_date: bool,
        on_time: Callable[[datetime, float], None] | None = None,
    ) -> None:
        self._now, self._by_date, self._on_time = now, by_date, on_time
        self._lock = threading.Lock()
        self._milliseconds: int | None = None

    @property
    def milliseconds(self) -> int | None:
        with self._lock:
            return self._milliseconds

    def told(self, server_time: datetime, seconds: float) -> None:
        """A message that came after `seconds` carried the centre's time."""
        if seconds > _USEFUL:
            return
        if self._on_time is not None:
            self._on_time(server_time, seconds)
        self._keep(server_time, seconds)

    def answered(self, date: str, seconds: float) -> None:
        """Any answer, with its `Date` header."""
        if not (self._by_date and date) or seconds > _USEFUL:
            return
        try:
            told = parsedate_to_datetime(date)
        except ValueError:
            return
        if told.tzinfo is not None:
            self._keep(told + _HALF_SECOND, seconds)

    def _keep(self, told: datetime, seconds: float) -> None:
        ahead = told + timedelta(seconds=seconds / 2) - self._now()
        with self._lock:
            self._milliseconds = round(ahead / timedelta(milliseconds=1))

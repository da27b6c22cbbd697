"""SIMULATOR: believable past times, all before now: working days counted back, hours of citizens and offices."""

from __future__ import annotations

import random
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime, time, timedelta

from operator_app.domain.terms import DAY, SOFIA, is_working, sofia_day


class Days:
    """`back(0)` is the last working day before today."""

    def __init__(self, now: datetime, holidays: AbstractSet[date]) -> None:
        self.now = now
        self._holidays = holidays
        self._known: list[date] = []

    def back(self, count: int) -> date:
        day = self._known[-1] if self._known else sofia_day(self.now)
        while len(self._known) <= count:
            day -= DAY
            if is_working(day, self._holidays):
                self._known.append(day)
        return self._known[count]

    def at(self, count: int, rng: random.Random, hours: tuple[int, int]) -> datetime:
        """A moment of that day between two full hours of Sofia, in UTC, whole seconds."""
        first, last = hours
        seconds = rng.randrange(first * 3600, last * 3600)
        local = datetime.combine(self.back(count), time(), SOFIA) + timedelta(seconds=seconds)
        return local.astimezone(UTC)

    def ago(self, rng: random.Random, minutes: tuple[int, int]) -> datetime:
        """Within today's last hours (or yesterday's, soon after midnight)."""
        return self.now.replace(microsecond=0) - timedelta(seconds=rng.randrange(minutes[0] * 60, minutes[1] * 60))

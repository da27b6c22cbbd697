"""SIMULATOR: the payments' port. It keeps nothing but the day's counter: a request lives in its case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from operator_app.domain.case import Case
from operator_app.domain.terms import sofia_day
from operator_app.ports.clock import Clock
from sync.central.simulators.ports import Memory

from .numbers import access_code, request_number


@dataclass(frozen=True)
class Request:
    number: str
    access_code: str


class Payments:
    """Gives each request a number that was not given before and an access code."""

    def __init__(self, memory: Memory, clock: Clock, *, secret: str) -> None:
        self._memory = memory
        self._clock = clock
        self._secret = secret

    def request(self, case: Case, amount: Decimal) -> Request:
        """Raises ValueError unless the amount (euro) is above nothing."""
        return self.request_at(case, amount, self._clock.now())

    def request_at(self, case: Case, amount: Decimal, at: datetime) -> Request:
        if amount <= 0:
            raise ValueError("nothing is due")
        day = sofia_day(at)
        number = request_number(day, self._memory.next(f"payments:{day.isoformat()}", after=_first(day.toordinal())))
        return Request(number, access_code(self._secret, number))


def _first(day: int) -> int:
    """Others pay through the same system: the office's first request of a day is not its number one."""
    return 1000 + day * 7919 % 6000

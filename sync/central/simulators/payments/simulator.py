"""SIMULATOR: the payments' port. A request's number is kept, so that asking twice gives the same one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from operator_app.domain.case import Case
from operator_app.domain.terms import sofia_day
from operator_app.ports.payments import PaymentRequest
from sync.central.simulators.memory import KeptMemory
from sync.central.simulators.ports import Now

from .numbers import access_code, request_number

_SEEDED = 10_000


class Payments:
    """`secret` makes the access codes of one sandbox differ from another's."""

    def __init__(self, memory: KeptMemory, clock: Now, *, secret: str) -> None:
        self._memory = memory
        self._clock = clock
        self._secret = secret

    def request(self, case: Case, amount: Decimal) -> PaymentRequest:
        """Raises ValueError unless the amount (euro) is above nothing."""
        if amount <= 0:
            raise ValueError("nothing is due")
        day = sofia_day(self._clock.now())
        number = self._memory.kept(
            f"payment:{case.id}",
            lambda: request_number(day, self._memory.next(f"payments:{day.isoformat()}", _first(day.toordinal()))),
        )
        return PaymentRequest(number, access_code(self._secret, number))


def seeded_request(day: date, place: int, serial: int, *, secret: str) -> PaymentRequest:
    """A request of the seeded past: office and case make the day's counter, above all that a living day reaches."""
    number = request_number(day, _SEEDED + place * 1000 + serial % 1000)
    return PaymentRequest(number, access_code(secret, number))


def _first(day: int) -> int:
    """Others pay through the same system: the office's first request of a day is not its number one."""
    return 1000 + day * 7919 % 6000

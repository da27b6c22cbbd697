"""The machine's clock, which in training and the sandbox walks beside the centre's set clock."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from operator_app import system


class SystemClock:
    """`ports.Clock` on the real machine. `follow` may be called from any thread: it sets one reference."""

    def __init__(self) -> None:
        self._offset = timedelta()
        self._boot = ""

    def follow(self, offset: timedelta) -> None:
        """Show the centre's time from now on: the machine's plus `offset`. Work never calls this; the monotonic
        clock stays real.
        """
        self._offset = offset

    def offset(self) -> timedelta:
        """What is added to the machine's clock: centre's set time minus the machine's."""
        return self._offset

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset  # noqa: TID251  (the one place that asks the machine)

    def monotonic_ms(self) -> int:
        return time.monotonic_ns() // 1_000_000

    def boot_id(self) -> str:
        if not self._boot:
            self._boot = system.boot_id()
        return self._boot

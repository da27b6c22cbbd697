"""Time, through one door: nobody else asks the machine what time it is."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """What the desk takes for the time.

    In work it is the machine's own clock; in training and the sandbox the desks follow the clock that the centre
    has set. TLS never asks here: certificates are judged by the real time.
    """

    def now(self) -> datetime:
        """The wall clock: aware, in UTC. It may be set back or forward by a person, so it is evidence and never a
        measure.
        """
        ...

    def monotonic_ms(self) -> int:
        """Milliseconds that only grow, counted from the machine's start and shared by all processes of one boot.

        Linux: CLOCK_MONOTONIC, Windows: GetTickCount64. Sleep of the machine may be left out, so a span measured
        here is never longer than the real one.
        """
        ...

    def boot_id(self) -> str:
        """Names the boot in which `monotonic_ms` counts; shows in an operation that the machine was started anew in
        between.
        """
        ...

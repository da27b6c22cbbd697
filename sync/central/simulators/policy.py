"""SIMULATOR: what happens of itself after the seeding. A living district comes with later data; here it is paying."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Policy:
    """How long after the office's act the citizen does their part (None: never of themselves), by the set clock.

    `terms`: whether the system terminates what was not remedied in time.
    """

    pay: timedelta | None = timedelta(seconds=4)
    answer: timedelta | None = None
    terms: bool = True

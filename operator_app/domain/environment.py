"""Where an act counts: real work, training, or the sandbox."""

from __future__ import annotations

from enum import StrEnum


class Environment(StrEnum):
    """Stores, credentials, number prefixes and identifier policy are separate for each."""

    WORK = "work"
    TRAINING = "training"
    SANDBOX = "sandbox"

    @property
    def real(self) -> bool:
        return self is Environment.WORK

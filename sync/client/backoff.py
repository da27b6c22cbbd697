"""How long to wait after a failure: full jitter, so that 24 offices do not knock together when the centre returns."""

from __future__ import annotations

from dataclasses import dataclass

FLOOR = 1.0  # seconds
CEILING = 300.0
_DOUBLINGS = 9  # 2^9 s is above the ceiling


@dataclass
class Backoff:
    """Failures in a row on one lane."""

    failures: int = 0

    def next(self, jitter: float, at_least: float = 0.0) -> float:
        """Seconds until the next try: anywhere between the floor and a span that doubles up to five minutes.
        `at_least` is what the centre asked for (`Retry-After`); `jitter` is in [0, 1).
        """
        self.failures = min(self.failures + 1, _DOUBLINGS)
        span = min(CEILING, FLOOR * float(2**self.failures))
        return max(FLOOR + jitter * (span - FLOOR), at_least * (1 + jitter / 10))

    def reset(self) -> None:
        self.failures = 0

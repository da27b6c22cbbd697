"""What the city decides about access: figures, apart from those who keep to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(frozen=True)
class Cost:
    """Of one Argon2id hash: passes, KiB of memory, lanes."""

    passes: int = 3
    memory_kib: int = 64 * 1024
    lanes: int = 4


STANDARD = Cost()
"""RFC 9106's second recommended choice: 64 MiB."""

OPEN_SECRET = Cost(1, 1024, 1)
"""For the sandbox's ready accounts, whose passwords anybody can read: seven of them must not delay its start."""


@dataclass(frozen=True)
class Drift:
    """How many steps of 30 seconds before and after the present one a one-time code may come from."""

    back: int = 1
    ahead: int = 1


PHONE = Drift()
SANDBOX = Drift(back=1, ahead=20)
"""The sandbox shows the next unused code, so that a newcomer who signs in again at once need not wait."""


@dataclass(frozen=True)
class TryPolicy:
    """`free` wrong tries in a row cost nothing; the next one `first` of waiting, each further one twice as much."""

    free: int = 5
    first: timedelta = timedelta(seconds=30)
    longest: timedelta = timedelta(minutes=15)

    def wait(self, wrong: int) -> timedelta:
        over = wrong - self.free
        if over < 0:
            return timedelta()
        return min(self.first * (1 << min(over, 32)), self.longest)


@dataclass(frozen=True)
class Policy:
    """Tests take cheaper passwords."""

    lease_hours: int = 72
    password_cost: Cost = STANDARD
    drift: Drift = PHONE
    tries: TryPolicy = field(default_factory=TryPolicy)
    rest_seconds: int = 5
    again: float = 5.0  # seconds until a register or the payment system that did not answer is asked again

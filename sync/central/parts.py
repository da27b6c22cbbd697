"""What every part of the centre works with."""

from __future__ import annotations

from dataclasses import dataclass

from .access.passwords import STANDARD, Cost
from .access.totp import PHONE, Drift
from .access.tries import TryPolicy
from .clock import CentreClock
from .home import Home
from .keys import CentreKeys
from .shelf import Shelf
from .store import Sealing, Store

LEASE_HOURS = 72


@dataclass(frozen=True)
class Policy:
    """What the city decides; tests take cheaper passwords."""

    lease_hours: int = LEASE_HOURS
    password_cost: Cost = STANDARD
    drift: Drift = PHONE
    tries: TryPolicy = TryPolicy()
    rest_seconds: int = 5


@dataclass(frozen=True)
class Parts:
    store: Store
    sealing: Sealing
    clock: CentreClock
    home: Home
    keys: CentreKeys
    shelf: Shelf
    policy: Policy

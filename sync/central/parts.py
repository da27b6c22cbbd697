"""What every part of the centre works with."""

from __future__ import annotations

from dataclasses import dataclass

from .clock import CentreClock
from .home import Home
from .keys import CentreKeys
from .policy import Policy
from .shelf import Shelf
from .store import Sealing, Store


@dataclass(frozen=True)
class Parts:
    store: Store
    sealing: Sealing
    clock: CentreClock
    home: Home
    keys: CentreKeys
    shelf: Shelf
    policy: Policy

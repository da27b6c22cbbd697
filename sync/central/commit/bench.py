"""What both makers of operations work with: desks' batches and the centre's own hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sync.central import ids
from sync.central.clock import CentreClock
from sync.central.home import Home
from sync.central.shelf import Shelf
from sync.central.store import Store

from .faults import Faults
from .journal import Closed


@dataclass(frozen=True)
class Bench:
    """`after` is called with what a transaction changed, once it is durable."""

    store: Store
    shelf: Shelf
    clock: CentreClock
    home: Home
    after: Callable[[Closed], None]
    new_id: Callable[[], str] = ids.new
    faults: Faults = field(default_factory=Faults)

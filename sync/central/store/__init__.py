"""Where the centre keeps things: one database, opened and migrated here, and its few small facts about itself."""

from __future__ import annotations

from .database import Store, open_store
from .facts import Facts
from .sealing import Sealing

__all__ = ["Facts", "Sealing", "Store", "open_store"]

"""SIMULATOR: what the simulators remember over a restart, in the centre's own small facts."""

from __future__ import annotations

import threading
from collections.abc import Callable

from sync.central.simulators_api import Kept


class KeptMemory:
    """One process remembers: the sandbox has no second worker."""

    def __init__(self, facts: Kept) -> None:
        self._facts = facts
        self._lock = threading.RLock()

    def get(self, name: str) -> str | None:
        found = self._facts.get(name)
        return None if found is None else found.decode()

    def kept(self, name: str, fresh: Callable[[], str]) -> str:
        """What was kept under the name; where nothing was, what `fresh` makes is kept."""
        with self._lock:
            found = self.get(name)
            if found is None:
                found = fresh()
                self._facts.put(name, found.encode())
            return found

    def next(self, name: str, after: int = 0) -> int:
        """A number that was never given under this name: `after` + 1 first, then the next one each time."""
        with self._lock:
            number = int(self.get(name) or after) + 1
            self._facts.put(name, str(number).encode())
            return number

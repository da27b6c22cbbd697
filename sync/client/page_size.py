"""How many entries to ask for, so that taking a page holds the writer 50 ms at most: a clerk's key press waits for
it.
"""

from __future__ import annotations

from dataclasses import dataclass

AIM = 0.035  # seconds; the slowest pages stay below 50 ms
LEAST = 5
MOST = 500


@dataclass
class PageSize:
    limit: int = 25

    def measured(self, entries: int, seconds: float) -> None:
        """A page of so many entries held the writer so long. Shrinks at once, grows at most twofold."""
        if not entries:
            return
        fitting = max(LEAST, int(entries * AIM / max(seconds, 1e-4)))
        if seconds > AIM:
            self.limit = min(self.limit, fitting)
        elif entries * 2 > self.limit:  # a page that was nearly full says something about fuller ones
            self.limit = min(MOST, fitting, self.limit * 2)

    def smaller(self) -> None:
        """A page did not come through whole."""
        self.limit = max(LEAST, self.limit // 2)

"""How much to do in one transaction, so that it holds the writer 50 ms at most: a clerk's key press waits for it."""

from __future__ import annotations

from dataclasses import dataclass

AIM = 0.035  # seconds; the slowest stay below 50 ms


@dataclass
class Portion:
    """`size` entries or results at a time, learnt from how long they took."""

    size: int
    least: int
    most: int

    def measured(self, count: int, seconds: float) -> None:
        """So many held the writer so long. Shrinks at once, grows at most twofold."""
        if not count:
            return
        fitting = max(self.least, int(count * AIM / max(seconds, 1e-4)))
        if seconds > AIM:
            self.size = min(self.size, fitting)
        elif count * 2 > self.size:  # one that was nearly full says something about fuller ones
            self.size = min(self.most, fitting, self.size * 2)

    def smaller(self) -> None:
        """It did not come through whole."""
        self.size = max(self.least, self.size // 2)

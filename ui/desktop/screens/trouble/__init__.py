"""The program cannot open its store: one true sentence, the next step, and a key to try again. Nothing here can lose
data.
"""

from __future__ import annotations

from .screen import TroubleScreen

__all__ = ["TroubleScreen"]

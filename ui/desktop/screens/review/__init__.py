"""The review of one case: its parties and checks, its documents beside them, and the bar where it is decided."""

from __future__ import annotations

from .screen import ReviewScreen

__all__ = ["ReviewScreen"]

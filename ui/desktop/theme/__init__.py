"""How the desk looks: tokens become one frozen `Look`; the manager hands it out and says when it has changed."""

from __future__ import annotations

from .look import Look
from .manager import ThemeManager

__all__ = ["Look", "ThemeManager"]

"""The window of a signed-in desk: rail, one screen at a time, undo strip, status line, banners, keys that mean the
same everywhere.
"""

from __future__ import annotations

from .window import Window

__all__ = ["Window"]

"""The queue of the office: search, views with live counts, a dense table, and the key that brings the next case."""

from __future__ import annotations

from .screen import QueueScreen

__all__ = ["QueueScreen"]

"""Изходящи: every act of this device that the centre has not receipted, with an honest state, and today's receipts."""

from __future__ import annotations

from .screen import OutboxScreen

__all__ = ["OutboxScreen"]

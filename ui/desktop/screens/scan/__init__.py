"""Сканирай: what a code proves, in words; nothing unverified ever changes a case."""

from __future__ import annotations

from .screen import ScanScreen

__all__ = ["ScanScreen"]

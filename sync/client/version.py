"""Versions of the program as the centre compares them."""

from __future__ import annotations

CLIENT = "0.1.0"


def is_older(mine: str, minimum: str) -> bool:
    """Dotted numbers, shorter ones filled with zeros; a part that is no number counts as zero."""
    return _parts(mine) < _parts(minimum)


def _parts(version: str) -> tuple[int, ...]:
    numbers = [int(part) if part.isdecimal() else 0 for part in version.split(".")[:4]]
    return tuple(numbers + [0] * (4 - len(numbers)))

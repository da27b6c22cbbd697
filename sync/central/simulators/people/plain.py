"""SIMULATOR: the population as canonical JSON, to compare, look at and pass on."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any


def to_plain(value: object) -> Any:
    """Dataclasses as objects, tuples as lists, dates as ISO 8601; other values must be JSON's own."""
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: to_plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, (str, int, bool)):
        return value
    raise TypeError(f"{type(value).__name__} has no plain form")


def to_json(value: object) -> bytes:
    """UTF-8, fields in the order of the dataclass: equal values give equal bytes."""
    return json.dumps(to_plain(value), ensure_ascii=False, separators=(",", ":")).encode()

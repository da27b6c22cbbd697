"""Canonical JSON: sorted keys, UTF-8, no spaces. What is hashed is always the stored bytes, never something parsed and
written again.
"""

from __future__ import annotations

import hashlib
from typing import Any

import orjson


def dump(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def digest(data: bytes) -> str:
    """SHA-256 in lower-case hex."""
    return hashlib.sha256(data).hexdigest()

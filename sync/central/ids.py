"""Identities. They never say an order: order is the feed's."""

from __future__ import annotations

import re

import uuid_utils

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]{0,63}")


def new() -> str:
    """A UUIDv7."""
    return str(uuid_utils.uuid7())


def sound(text: str) -> bool:
    """Whether the text may serve as an id here: short, plain, nothing that a log or a header could trip over."""
    return _ID.fullmatch(text) is not None

"""The name of an operator's account, as everybody knows it who has to find it again: vault, lease, session, centre."""

from __future__ import annotations

import unicodedata


def normal(typed: str) -> str:
    """The account that a person means by what they typed: case, spaces around it and composition of letters aside."""
    return unicodedata.normalize("NFC", typed.strip().casefold())

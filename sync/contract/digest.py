"""RFC 9530 digest fields: `sha-256=:BASE64:`."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac


def field(content: bytes) -> str:
    """The value of `Content-Digest` (or `Repr-Digest`) for these bytes."""
    return f"sha-256=:{base64.b64encode(hashlib.sha256(content).digest()).decode()}:"


def holds(value: str, content: bytes) -> bool:
    """Whether a digest field names these bytes. A field without a SHA-256 that can be read does not hold."""
    for member in value.split(","):
        name, _equals, rest = member.strip().partition("=")
        if name.lower() != "sha-256" or not (rest.startswith(":") and rest.endswith(":")):
            continue
        try:
            told = base64.b64decode(rest[1:-1], validate=True)
        except binascii.Error:
            return False
        return hmac.compare_digest(told, hashlib.sha256(content).digest())
    return False

"""A raw 32-byte key that does not show itself."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import NoReturn

SIZE = 32
_EXTRACT_SALT = b"sofia-address-desk/key/v1"


class RawKey:
    """32 random bytes. Not a `bytes`: no log line, traceback with locals, repr or pickle carries it out by accident."""

    __slots__ = ("_bytes",)

    def __init__(self, value: bytes) -> None:
        if len(value) != SIZE:
            raise ValueError(f"a raw key has {SIZE} bytes, not {len(value)}")
        self._bytes = bytes(value)

    @classmethod
    def new(cls) -> RawKey:
        """A key from the operating system's random source."""
        return cls(secrets.token_bytes(SIZE))

    @classmethod
    def from_hex(cls, text: str) -> RawKey:
        """The key written by `hex()`. Raises ValueError, which never quotes the text."""
        try:
            value = bytes.fromhex(text.strip())
        except ValueError:
            raise ValueError("not a key in hexadecimal") from None
        return cls(value)

    def reveal(self) -> bytes:
        """The bytes themselves, for the one call that needs them."""
        return self._bytes

    def hex(self) -> str:
        """64 hexadecimal digits, for handing the key to a child process over its standard input."""
        return self._bytes.hex()

    def derive(self, purpose: str) -> RawKey:
        """A key of its own for `purpose`, always the same for the same two (HKDF-SHA256, RFC 5869, one block)."""
        extracted = hmac.digest(_EXTRACT_SALT, self._bytes, hashlib.sha256)
        return RawKey(hmac.digest(extracted, purpose.encode() + b"\x01", hashlib.sha256))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RawKey) and hmac.compare_digest(self._bytes, other._bytes)

    def __hash__(self) -> int:
        return hash(self._bytes)

    def __repr__(self) -> str:
        return "RawKey(…)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is not written out")

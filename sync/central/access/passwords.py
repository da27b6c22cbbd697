"""Passwords at the centre: Argon2id (RFC 9106), in composed Unicode (RFC 8265)."""

from __future__ import annotations

import unicodedata

from operator_app.domain import errors
from sync.central.policy import STANDARD, Cost

TOO_SHORT = errors.code("password.too_short")
LONGEST = 1024
SHORTEST = 10


class Passwords:
    """Hashes and checks at one cost; a verifier made at another cost is still checked at its own."""

    def __init__(self, cost: Cost = STANDARD) -> None:
        import argon2

        self._hasher = argon2.PasswordHasher(cost.passes, cost.memory_kib, cost.lanes, type=argon2.Type.ID)
        self._mismatch = argon2.exceptions.VerifyMismatchError

    def verifier(self, password: str) -> str:
        """A PHC string with a salt of its own."""
        return self._hasher.hash(_prepared(password))

    def check(self, verifier: str | None, password: str) -> bool:
        """None, for nobody of that name, takes as long as a wrong password and is False."""
        if len(password) > LONGEST:
            return False
        if verifier is None:
            self._hasher.hash(_prepared(password))
            return False
        try:
            return self._hasher.verify(verifier, _prepared(password))
        except self._mismatch:
            return False


def require_good(password: str) -> None:
    """Raises `Refused(password.too_short)`. Length is what counts (NIST SP 800-63B, 5.1.1.2)."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise errors.Refused(TOO_SHORT, least=SHORTEST)


def _prepared(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")

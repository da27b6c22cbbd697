"""Argon2id (RFC 9106) over passwords: the verifier of the offline sign-in, and the key of a vault's slot."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from operator_app.domain import errors

if TYPE_CHECKING:
    import argon2

TOO_LONG: Final = errors.code("password.too_long")

LONGEST = 1024  # characters; a longer one is a paste by mistake, and hashing it costs memory
_SALT_BYTES = 16
_KEY_BYTES = 32


@dataclass(frozen=True)
class Cost:
    """What one hash costs: passes, KiB of memory, lanes."""

    passes: int
    memory_kib: int
    lanes: int


STANDARD = Cost(passes=3, memory_kib=64 * 1024, lanes=4)
"""RFC 9106's second recommended choice (64 MiB). Measured 155-160 ms on two cores of an office-grade machine."""


def prepared(password: str) -> bytes:
    """The password as it is hashed: NFC (RFC 8265), so that й typed in one piece or in two is the same letter.

    Raises `Refused("password.too_long")` over 1024 characters. Nothing is cut off or trimmed.
    """
    if len(password) > LONGEST:
        raise errors.Refused(TOO_LONG, most=LONGEST)
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


def make_verifier(password: str, cost: Cost = STANDARD) -> str:
    """What proves the password later: a PHC string (`$argon2id$v=19$…`) with a salt of its own. Kept in the
    encrypted store only.
    """
    return _hasher(cost).hash(prepared(password))


def check(verifier: str | None, password: str, cost: Cost = STANDARD) -> bool:
    """Is this the password of `verifier`? None (nobody of that name here) takes as long as a wrong password and is
    False.
    """
    import argon2

    hasher = _hasher(cost)
    if verifier is None:
        hasher.hash(prepared(password))
        return False
    try:
        return hasher.verify(verifier, prepared(password))
    except argon2.exceptions.VerifyMismatchError:
        return False


def wants_renewal(verifier: str, cost: Cost = STANDARD) -> bool:
    """Was `verifier` made at another cost than today's? Then make a new one after the next right password."""
    return _hasher(cost).check_needs_rehash(verifier)


def stretch(secret: bytes, salt: bytes, cost: Cost) -> bytes:
    """32 bytes of Argon2id over a secret: the key that opens a slot."""
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(secret, salt, cost.passes, cost.memory_kib, cost.lanes, _KEY_BYTES, Type.ID)


def _hasher(cost: Cost) -> argon2.PasswordHasher:
    import argon2

    return argon2.PasswordHasher(
        time_cost=cost.passes,
        memory_cost=cost.memory_kib,
        parallelism=cost.lanes,
        hash_len=_KEY_BYTES,
        salt_len=_SALT_BYTES,
        type=argon2.Type.ID,
    )

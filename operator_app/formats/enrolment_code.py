"""The one-time enrolment code, read out or printed by the centre and typed once, by hand, by IT.

    7Q3FK-9XP2M-… : nine groups of five signs of Crockford's base 32 (no I, L, O, U)

It holds a one-time secret (10 signs, 50 bits: used once, within hours, with few tries) and the beginning of the
SHA-256 of the centre's CA certificate (26 signs, 130 bits: what an attacker would have to meet is a second
certificate with the same beginning, which stays above 128 bits). So the first connection already knows whom it must
meet, and nothing is trusted on first use.

The fifth sign of each group is a check over GF(32) that also covers the group's place: every wrong sign, every swap
of two signs in a group and every swap of two groups is found, and the group is named, so that IT types five signs
again and not forty-five.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from operator_app.domain import errors
from operator_app.domain.errors import Refused

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET_SIGNS = 10
FINGERPRINT_SIGNS = 26
GROUP = 5
GROUPS = (SECRET_SIGNS + FINGERPRINT_SIGNS) // (GROUP - 1)

SIGN = errors.code("enrol.code_sign")
MISTYPED = errors.code("enrol.code_group")
GROUP_LENGTH = errors.code("enrol.code_group_length")
LENGTH = errors.code("enrol.code_length")

_VALUE = {sign: value for value, sign in enumerate(ALPHABET)}
# What is read as another sign: Crockford's own, and Cyrillic letters typed under the wrong layout or copied from a
# document.
_LOOKS_LIKE = dict(zip("OILОІЇЗАВСЕНКМРТХУЅЈ", "0110113ABCEHKMPTXYSJ", strict=True))
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212_.,]+")


@dataclass(frozen=True)
class EnrolmentCode:
    """`secret`: 10 signs, given to the centre once, over a connection whose CA `matches`. `fingerprint`: 26 signs."""

    secret: str = field(repr=False)  # kept out of logs and error messages
    fingerprint: str

    def matches(self, ca_certificate: bytes) -> bool:
        """Whether a CA certificate (DER) is the one that the code was made for."""
        return hmac.compare_digest(self.fingerprint, fingerprint(ca_certificate))


def issue(ca_certificate: bytes, random: Callable[[int], bytes] = secrets.token_bytes) -> EnrolmentCode:
    """A new code of the centre whose CA certificate (DER) this is; `random` gives as many bytes as asked."""
    return EnrolmentCode("".join(ALPHABET[b & 31] for b in random(SECRET_SIGNS)), fingerprint(ca_certificate))


def fingerprint(ca_certificate: bytes) -> str:
    """The first 130 bits of SHA-256 over the certificate (DER), as 26 signs."""
    number = int.from_bytes(hashlib.sha256(ca_certificate).digest(), "big") >> (256 - 5 * FINGERPRINT_SIGNS)
    return "".join(ALPHABET[(number >> (5 * place)) & 31] for place in reversed(range(FINGERPRINT_SIGNS)))


def encode(code: EnrolmentCode) -> str:
    """As it is printed: groups with hyphens between. Raises ValueError for a code of another length or alphabet."""
    signs = code.secret + code.fingerprint
    if len(code.secret) != SECRET_SIGNS or len(code.fingerprint) != FINGERPRINT_SIGNS or set(signs) - set(ALPHABET):
        raise ValueError("not an enrolment code")
    parts = [signs[at : at + GROUP - 1] for at in range(0, len(signs), GROUP - 1)]
    return "-".join(part + _check(part, place) for place, part in enumerate(parts, start=1))


def decode(text: str) -> EnrolmentCode:
    """Reads what was typed: small letters, any hyphens and spaces, look-alikes (O for 0, Cyrillic В for B).

    Refused: enrol.code_sign (sign, group), enrol.code_group_length (group, signs), enrol.code_length (signs, wanted),
    enrol.code_group (groups: the numbers of those that are mistyped).
    """
    typed = [part for part in _BETWEEN.split(text.upper().strip()) if part]
    signs = "".join(typed)
    groups = [signs[at : at + GROUP] for at in range(0, len(signs), GROUP)]
    if len(signs) != GROUPS * GROUP:
        _refuse_length(typed, signs)
    read = ["".join(_LOOKS_LIKE.get(sign, sign) for sign in group) for group in groups]
    for place, group in enumerate(read, start=1):
        strange = next((sign for sign in group if sign not in _VALUE), None)
        if strange is not None:
            raise Refused(SIGN, sign=strange, group=place)
    wrong = [place for place, group in enumerate(read, start=1) if _check(group[:-1], place) != group[-1]]
    if wrong:
        raise Refused(MISTYPED, groups=", ".join(map(str, wrong)))
    bare = "".join(group[:-1] for group in read)
    return EnrolmentCode(bare[:SECRET_SIGNS], bare[SECRET_SIGNS:])


def _refuse_length(typed: list[str], signs: str) -> None:
    if len(typed) == GROUPS:
        place, group = next((place, group) for place, group in enumerate(typed, start=1) if len(group) != GROUP)
        raise Refused(GROUP_LENGTH, group=place, signs=len(group))
    raise Refused(LENGTH, signs=len(signs), wanted=GROUPS * GROUP)


def _times(a: int, b: int) -> int:
    """Product in GF(32), polynomial x^5 + x^2 + 1."""
    product = 0
    while b:
        product ^= a if b & 1 else 0
        a <<= 1
        a ^= 0b100101 if a & 32 else 0
        b >>= 1
    return product


def _check(part: str, place: int) -> str:
    """The check sign of the group at this place (1…9): each sign, and the place, has a weight of its own (powers of 2
    in
    GF(32)).
    """
    total = 0
    for value in (*(_VALUE[sign] for sign in part), place):
        total = _times(total ^ value, 2)
    return ALPHABET[total]

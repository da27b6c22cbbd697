"""The device's passphrase: five groups of six digits, typed alike under every keyboard layout.

Five digits of each group are random (10^25 values, 83 bits), the sixth is the group's Damm check digit: a slip is
named before it costs a try, and every single wrong digit and every swap of neighbours is found. The check digits
tell a thief nothing.
"""

from __future__ import annotations

import secrets
import unicodedata

from operator_app.domain.errors import Refused

from . import codes

GROUPS = 5
_RANDOM = 5
_GROUP = _RANDOM + 1
_LONGEST = 200  # what is looked at of a paste by mistake


def new() -> str:
    """A fresh passphrase as it is shown and printed: `123456-…`."""
    from stdnum import damm

    payloads = (f"{secrets.randbelow(10**_RANDOM):0{_RANDOM}}" for _ in range(GROUPS))
    return "-".join(payload + damm.calc_check_digit(payload) for payload in payloads)


def parse(text: str) -> bytes:
    """The digits of a typed passphrase; spaces, hyphens and dots between them do not matter.

    Raises `Refused`: `vault.passphrase_length` (not 30 digits, or anything else among them),
    `vault.passphrase_mistyped` (`group`, counted from 1).
    """
    from stdnum import damm

    plain = unicodedata.normalize("NFKC", text) if len(text) <= _LONGEST else ""
    digits = "".join(character for character in plain if not (character.isspace() or character in "-–—.,"))
    if len(digits) != GROUPS * _GROUP or not (digits.isascii() and digits.isdecimal()):
        raise Refused(codes.PASSPHRASE_LENGTH, groups=GROUPS, digits=_GROUP)
    for number in range(GROUPS):
        if not damm.is_valid(digits[number * _GROUP : (number + 1) * _GROUP]):
            raise Refused(codes.PASSPHRASE_MISTYPED, group=number + 1)
    return digits.encode()

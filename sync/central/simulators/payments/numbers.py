"""SIMULATOR: numbers and codes in the form of pay.egov.bg (domain notes, 6.5)."""

from __future__ import annotations

import hashlib
from datetime import date

ACCESS_ALPHABET = "ABCDEFGHIJKLMNPQRSTUVWXYZ123456789"  # neither the letter O nor zero
ACCESS_LENGTH = 10


def request_number(day: date, counter: int) -> str:
    """`yyMMdd` and the day's counter without padding: `2611231`, `26112315842`."""
    if not 1 <= counter <= 999_999:
        raise ValueError("the day's counter has one to six digits")
    return f"{day:%y%m%d}{counter}"


def access_code(secret: str, number: str) -> str:
    """Ten characters that only who knows `secret` could tell from the number; the same ones each time."""
    rest = int.from_bytes(hashlib.sha256(f"access code\0{secret}\0{number}".encode()).digest(), "big")
    code = ""
    for _ in range(ACCESS_LENGTH):
        rest, place = divmod(rest, len(ACCESS_ALPHABET))
        code += ACCESS_ALPHABET[place]
    return code

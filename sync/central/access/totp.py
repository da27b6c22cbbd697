"""The second factor: codes of six digits every 30 seconds (RFC 6238), each good for one sign-in."""

from __future__ import annotations

import base64
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime

from sync.central.policy import PHONE, Drift

STEP = 30
SECRET_BYTES = 20
NEAR = 3600 // STEP  # steps within which a code of another time shows a clock that is wrong


@dataclass(frozen=True)
class CodeRight:
    step: int


@dataclass(frozen=True)
class CodeUsed:
    pass


@dataclass(frozen=True)
class CodeOfAnotherTime:
    """Right for a time that many seconds away: the clock of the phone, or this one, is wrong."""

    seconds: int


@dataclass(frozen=True)
class CodeWrong:
    pass


CodeVerdict = CodeRight | CodeUsed | CodeOfAnotherTime | CodeWrong


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def step_of(moment: datetime) -> int:
    return int(moment.timestamp()) // STEP


def code_at(secret: bytes, step: int) -> str:
    import pyotp

    return pyotp.HOTP(base64.b32encode(secret).decode()).at(step)


def judge(secret: bytes, code: str, now: int, last: int, drift: Drift = PHONE) -> CodeVerdict:
    """`now` is the present step, `last` the newest one whose code was used."""
    if not (code.isascii() and code.isdigit()):  # `compare_digest` takes nothing else
        return CodeWrong()
    right = [step for step in range(now - NEAR, now + NEAR + 1) if hmac.compare_digest(code_at(secret, step), code)]
    if not right:
        return CodeWrong()
    step = min(right, key=lambda step: abs(step - now))
    if not now - drift.back <= step <= now + drift.ahead:
        return CodeOfAnotherTime((step - now) * STEP)
    return CodeRight(step) if step > last else CodeUsed()


def address(account: str, secret: bytes, issuer: str) -> str:
    """The `otpauth://` address that an authenticator program takes."""
    import pyotp

    return pyotp.TOTP(base64.b32encode(secret).decode()).provisioning_uri(name=account, issuer_name=issuer)

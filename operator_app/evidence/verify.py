"""The one way from what a scanner delivered to what it is worth: cap, sniff, verify, fit, verdict. It never raises."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from operator_app.domain import errors
from operator_app.domain.errors import Refused, Told
from operator_app.formats import scripts, seal

from . import seals
from .envelopes import recognise
from .trust import TrustPackage
from .verdicts import Expectation, NoProof, Proof, RefusedSeal, Unknown, Verdict

log = logging.getLogger(__name__)

TOO_LARGE = errors.code("scan.too_large")
CONTROL = errors.code("scan.control_characters")
INSIDE = errors.code("scan.trouble_inside")
EMPTY = errors.code("scan.empty")
BINARY = errors.code("scan.binary")

# The most that one QR code holds is 7,089 digits (ISO/IEC 18004); nothing longer was ever a code.
MAX_PAYLOAD = 7089


def verify(payload: str | bytes, *, trust: TrustPackage | None, now: datetime, expect: Expectation) -> Verdict:
    """What the payload is worth at `now` (aware). Fails closed: whatever goes wrong here, it is not a proof.

    A line end at the end is taken off (scanners add one); nothing else is tidied up.
    """
    try:
        return _judge(payload, trust, now, expect)
    except Told as told:
        return RefusedSeal(told.code, told.params)
    except Exception as bug:  # noqa: BLE001  (declared boundary: a clerk is told, and the code is not accepted)
        # Neither the message nor the values: both may hold what was in the code.
        log.error("verification failed inside: %s", type(bug).__name__)
        return RefusedSeal(INSIDE)


def verify_any(
    payloads: Sequence[str | bytes], *, trust: TrustPackage | None, now: datetime, expect: Expectation
) -> Verdict:
    """The most telling verdict on several readings of one scan (keyboard layouts), or on several codes in one picture.

    A proof, then a genuine seal that does not fit, any other seal, what is recognised, the rest; of equals the earlier.
    """
    verdicts = [verify(payload, trust=trust, now=now, expect=expect) for payload in payloads]
    return max(verdicts, key=_weight, default=Unknown(EMPTY))


def _weight(verdict: Verdict) -> int:
    if isinstance(verdict, RefusedSeal):
        return 4 if verdict.genuine else 3 if verdict.sealed else 1
    return {Proof: 5, NoProof: 2, Unknown: 0}[type(verdict)]


def warm() -> None:
    """Loads what the first verdict needs (0.35 s), off the UI thread and after the first paint."""
    import cwt  # noqa: F401


def _judge(payload: str | bytes, trust: TrustPackage | None, now: datetime, expect: Expectation) -> Verdict:
    if len(payload) > MAX_PAYLOAD:
        raise Refused(TOO_LARGE, characters=len(payload), most=MAX_PAYLOAD)
    text = _text(payload)
    if text is None:
        return Unknown(BINARY, len(payload))
    text = text.rstrip("\r\n")
    if not text:
        return Unknown(EMPTY)
    if scripts.control(text):
        raise Refused(CONTROL)
    if scripts.hidden(text):
        raise Refused(seal.HIDDEN_CHARACTERS)
    if seal.is_seal(text):
        return seals.judge(text, trust=trust, now=now, expect=expect)
    return recognise(text)


def _text(payload: str | bytes) -> str | None:
    if isinstance(payload, str):
        return payload
    try:
        return payload.decode("utf-8")
    except UnicodeDecodeError:
        return None

"""Which kind of code is this? Told by its beginning and shape alone; nothing is believed yet."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from operator_app.domain import errors
from operator_app.domain.errors import Refused
from operator_app.formats import scripts, tracking
from operator_app.formats.seal import MIXED_SCRIPTS

from .verdicts import NoProof, Unknown

LINK = errors.code("scan.link")
OTP = errors.code("scan.otp_secret")
TRACKING = errors.code("scan.tracking")
TRACKING_MISTYPED = errors.code("scan.tracking_mistyped")
INCOMING = errors.code("scan.incoming_number")
NOT_YET = errors.code("scan.format_not_checked")
UNKNOWN = errors.code("scan.unknown")

_JWS = re.compile(r"eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*(?:~[A-Za-z0-9_.~-]*)?")
# Names that the sentence shows as they are, in both languages.
_FORMATS = (
    ("HC1:", "HCERT (HC1)"),
    ("SHC:/", "SMART Health Card"),
    ("OPENID4VP:", "OpenID4VP"),
    ("HAIP:", "OpenID4VP"),
    ("EUDI-OPENID4VP:", "OpenID4VP"),
    ("OPENID-CREDENTIAL-OFFER:", "OpenID4VCI"),
)


def recognise(text: str) -> NoProof | Unknown:
    """Everything but our own seals. Refused: scan.mixed_scripts for a link or a text with a word in two scripts."""
    head = text[:32].upper()
    for prefix, name in _FORMATS:
        if head.startswith(prefix):
            return NoProof(NOT_YET, name, {"format": name})
    if head.startswith("OTPAUTH:"):
        return NoProof(OTP, "otp")  # holds a secret: nothing of it is passed on, not even whose it is
    if _JWS.fullmatch(text):
        return NoProof(NOT_YET, "JWS", {"format": "JWS"})
    if head.startswith(("HTTP://", "HTTPS://")):
        return _link(text)
    return _number(text) or _rest(text)


def _link(text: str) -> NoProof | Unknown:
    """Only the host is shown, in the form that cannot deceive: what stands before @ is dropped, other letters come as
    punycode.
    """
    try:
        host = urlsplit(text).hostname
        if not host:
            return Unknown(UNKNOWN, len(text))
        if scripts.mixed(host):
            raise Refused(MIXED_SCRIPTS)
        return NoProof(LINK, "link", {"host": host.encode("idna").decode("ascii")})
    except ValueError:  # not an address after all; UnicodeError of idna is one too
        return Unknown(UNKNOWN, len(text))


def _number(text: str) -> NoProof | None:
    if tracking.looks_like_tracking(text):
        number = tracking.parse_tracking(text)
        if number is None:
            return NoProof(TRACKING_MISTYPED, "tracking")
        return NoProof(TRACKING, "tracking", {"number": str(number)})
    incoming = tracking.parse_incoming(text)
    return (
        NoProof(INCOMING, "incoming", {"number": str(incoming), "case_number": incoming.case_number})
        if incoming
        else None
    )


def _rest(text: str) -> Unknown:
    if scripts.mixed(text):
        raise Refused(MIXED_SCRIPTS)
    return Unknown(UNKNOWN, len(text))

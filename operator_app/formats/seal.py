"""The city's own sealed codes, `SF1:` + base45(COSE_Sign1(CWT)): RFC 9285, RFC 9052, RFC 8392; ES256, integer keys, no
zlib.

A CWT is only a map of claims inside the signed payload. It is read here and not by `cwt`, which would judge times by
the machine's clock and let wrong types through. Bytes are deterministic in both directions: one set of claims is one
code.

Claims: 1 iss, 3 aud (the kind), 4 exp, 6 iat, 7 cti (jti), and ours in one map under a private key (RFC 8392, 9.1:
below -65536).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import base45
from cryptography.hazmat.primitives.asymmetric import ec

from operator_app.domain import errors
from operator_app.domain.errors import Refused

from . import cbor, cose, scripts
from .seal_claims import COMMITMENT_BYTES, DIGEST_BYTES, JTI_BYTES, ConsentClaims, ReceiptClaims, SealClaims, SealKind

PREFIX = "SF1:"
MAX_CHARACTERS = 2000
MAX_TEXT = 200

TOO_LARGE = errors.code("scan.seal_too_large")
MALFORMED = errors.code("scan.seal_malformed")
ALGORITHM = errors.code("scan.seal_algorithm")
FORGED = errors.code("scan.seal_forged")
MIXED_SCRIPTS = errors.code("scan.mixed_scripts")
HIDDEN_CHARACTERS = errors.code("scan.hidden_characters")

_ISS, _AUD, _EXP, _IAT, _CTI = 1, 3, 4, 6, 7
_OURS = -65537
_CASE, _SIGNER, _ROLE, _GROUND, _COMMITMENT, _ADDRESS, _DIGEST, _SERVICE, _TYPE, _OFFICE = range(1, 11)
_ID = re.compile(r"[A-Za-z0-9._:/-]{1,64}")
_KID = re.compile(r"[A-Za-z0-9._-]{1,32}")
# Years that datetime can hold and that a seal of this office can mean.
_EARLIEST, _LATEST = 1_600_000_000, 4_102_444_800


@dataclass(frozen=True)
class Opened:
    """A seal whose structure is right and whose signature nobody has checked yet: only `kid` may be looked at."""

    kid: str
    message: cose.Sign1


def is_seal(text: str) -> bool:
    """Whether the text presents itself as one of our seals. base45 has no small letters, so a stuck CapsLock does no
    harm.
    """
    return text[: len(PREFIX)].upper() == PREFIX


def open_seal(text: str) -> Opened:
    """Structure and header. Refused: scan.seal_too_large, scan.seal_malformed."""
    if len(text) > MAX_CHARACTERS:
        raise Refused(TOO_LARGE, characters=len(text), most=MAX_CHARACTERS)
    try:
        # `b45decode` drops line ends at the end by itself; here they make the seal malformed like any other stray sign.
        if not is_seal(text) or text != text.rstrip("\r\n"):
            raise cbor.NotStrict("prefix or line end")
        message = cose.open_sign1(base45.b45decode(text[len(PREFIX) :].upper()))
        kid = message.kid.decode("ascii")
    except ValueError as bad:
        raise Refused(MALFORMED) from bad
    if not _KID.fullmatch(kid):
        raise Refused(MALFORMED)
    return Opened(kid, message)


def check(opened: Opened, point: bytes) -> None:
    """The signature, with the key that the trust store has under this kid (P-256, uncompressed).

    Refused: scan.seal_algorithm, scan.seal_forged.
    """
    try:
        cose.check_sign1(opened.message, point)
    except cose.OtherAlgorithm as other:
        raise Refused(ALGORITHM) from other
    except cose.BadSignature as bad:
        raise Refused(FORGED, kid=opened.kid) from bad


def read(opened: Opened) -> SealClaims:
    """The claims; to be called only after `check`.

    Refused: scan.seal_malformed (also for a field that this version does not know: a claim that is not understood is
    not passed over), scan.hidden_characters, scan.mixed_scripts.
    """
    try:
        claims = cbor.decode(opened.message.payload)
        return _claims(claims)
    except (ValueError, KeyError, TypeError) as bad:
        raise Refused(MALFORMED) from bad


def encode(claims: SealClaims, *, kid: str, key: ec.EllipticCurvePrivateKey) -> str:
    """The text that is printed as a QR code (ASCII, QR's alphanumeric set). Raises ValueError for claims that `read`
    would refuse.
    """
    payload = cbor.encode(_map(claims))
    signed: bytes = base45.b45encode(cose.sign1(payload, kid=kid.encode("ascii"), key=key))
    text = PREFIX + signed.decode("ascii")
    try:
        if read(open_seal(text)) != claims:
            raise ValueError("the claims do not survive: naive times or parts of a second")
    except Refused as refused:
        raise ValueError(f"nobody would accept this seal: {refused.code}") from refused
    return text


def _map(claims: SealClaims) -> dict[int, Any]:
    body = claims.body
    if isinstance(body, ConsentClaims):
        ours: dict[int, Any] = {_SIGNER: body.signer, _ROLE: body.role, _GROUND: body.ground}
        ours |= {_COMMITMENT: body.commitment} if body.commitment else {}
        ours |= {_ADDRESS: body.address} if body.address else {}
        ours |= {_DIGEST: body.digest} if body.digest else {}
    else:
        ours = {_SERVICE: body.service, _TYPE: body.applicant_type}
        ours |= {_OFFICE: body.office} if body.office else {}
    return {
        _ISS: claims.issuer,
        _AUD: claims.kind.value,
        _EXP: int(claims.expires_at.timestamp()),
        _IAT: int(claims.issued_at.timestamp()),
        _CTI: claims.jti,
        _OURS: {_CASE: claims.case_number, **ours},
    }


def _claims(raw: object) -> SealClaims:
    if not isinstance(raw, dict) or set(raw) != {_ISS, _AUD, _EXP, _IAT, _CTI, _OURS}:
        raise cbor.NotStrict("claims missing or unknown")
    ours = dict(raw[_OURS])
    case_number, kind = _text(ours.pop(_CASE)), raw[_AUD]
    issued, expires = _time(raw[_IAT]), _time(raw[_EXP])
    if expires <= issued:
        raise cbor.NotStrict("ends before it begins")
    body: ConsentClaims | ReceiptClaims
    if kind == SealKind.CONSENT:
        body = ConsentClaims(
            signer=_text(ours.pop(_SIGNER)),
            role=_id(ours.pop(_ROLE)),
            ground=_id(ours.pop(_GROUND)),
            commitment=_bytes(ours.pop(_COMMITMENT), COMMITMENT_BYTES) if _COMMITMENT in ours else b"",
            address=_text(ours.pop(_ADDRESS)) if _ADDRESS in ours else "",
            digest=_bytes(ours.pop(_DIGEST), DIGEST_BYTES) if _DIGEST in ours else b"",
        )
    elif kind == SealKind.RECEIPT:
        body = ReceiptClaims(
            service=_id(ours.pop(_SERVICE)),
            applicant_type=_id(ours.pop(_TYPE)),
            office=_id(ours.pop(_OFFICE)) if _OFFICE in ours else "",
        )
    else:
        raise cbor.NotStrict("unknown kind")
    if ours:
        raise cbor.NotStrict("claims unknown")
    return SealClaims(_id(raw[_ISS]), case_number, issued, expires, _bytes(raw[_CTI], JTI_BYTES), body)


def _text(value: object) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= MAX_TEXT or value != value.strip():
        raise cbor.NotStrict("text missing, too long or padded")
    if scripts.hidden(value):
        raise Refused(HIDDEN_CHARACTERS)
    if scripts.mixed(value):
        raise Refused(MIXED_SCRIPTS)
    if unicodedata.normalize("NFC", value) != value:
        raise cbor.NotStrict("text not in its composed form")
    return value


def _id(value: object) -> str:
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise cbor.NotStrict("not an id")
    return value


def _bytes(value: object, length: int) -> bytes:
    if not isinstance(value, bytes) or len(value) != length:
        raise cbor.NotStrict("bytes of another length")
    return value


def _time(value: object) -> datetime:
    if not isinstance(value, int) or not _EARLIEST <= value <= _LATEST:
        raise cbor.NotStrict("not a time")
    return datetime.fromtimestamp(value, UTC)

"""What a seal of the city says: who it speaks of, which case, until when. Plain values; the bytes are the business of
`seal`.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

COMMITMENT_BYTES = 16
DIGEST_BYTES = 16
JTI_BYTES = 16


class SealKind(StrEnum):
    """The kind of document: the audience (`aud`) of the seal. A seal of one kind never stands for another."""

    CONSENT = "consent"
    RECEIPT = "receipt"


@dataclass(frozen=True)
class ConsentClaims:
    """One person's consent to one act.

    `role` is the party's role in the service's data („owner“), `ground` the id of its legal basis. `commitment` ties
    the consent to an identifier without carrying it (see `commitment`); b"" where the issuer gave none. The address
    is there as the first bytes of its digest (see `address_digest`), or printed, or not at all.
    """

    signer: str
    role: str
    ground: str
    commitment: bytes = b""
    address: str = ""
    digest: bytes = b""


@dataclass(frozen=True)
class ReceiptClaims:
    """That the portal took an application: which service, from whom it is asked (applicant type), which office it went
    to.
    """

    service: str
    applicant_type: str
    office: str = ""


@dataclass(frozen=True)
class SealClaims:
    """Times are aware, UTC, whole seconds. `jti` is 16 random bytes: what „used before“ is counted by."""

    issuer: str
    case_number: str
    issued_at: datetime
    expires_at: datetime
    jti: bytes
    body: ConsentClaims | ReceiptClaims

    @property
    def kind(self) -> SealKind:
        return SealKind.CONSENT if isinstance(self.body, ConsentClaims) else SealKind.RECEIPT


def commitment(key: bytes, kind: str, identifier: str, jti: bytes) -> bytes:
    """16 bytes that stand for an identifier in one seal: HMAC-SHA256 under a key that desks have and citizens do not.

    An ЕГН has so few possible values that a bare hash of it is the number itself; and with the seal's own id in it,
    two seals of one person cannot be put together. `kind` is the identifier's type („egn“), because one string can be
    valid as two types.
    """
    said = b"\0".join((b"seal commitment 1", kind.encode(), identifier.encode(), jti))
    return hmac.new(key, said, hashlib.sha256).digest()[:COMMITMENT_BYTES]


def address_digest(printed: str) -> bytes:
    """16 bytes that stand for an address as it is printed; spaces and composition of letters make no difference."""
    told = " ".join(unicodedata.normalize("NFC", printed).split())
    return hashlib.sha256(b"seal address 1\0" + told.encode()).digest()[:DIGEST_BYTES]

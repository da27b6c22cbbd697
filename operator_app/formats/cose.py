"""COSE_Sign1 (RFC 9052, 4.2) with ECDSA P-256: opened structurally first, verified with one named key second.

Reading uses `cwt` for the signature and nothing else of it: `cwt` would take `alg` from either header without
comparing it with the key, take `kid` from the unprotected one, and judge times by the machine's clock. All three are
decided here and in `seal`. Writing uses `cryptography` itself, because `cwt` cannot sign deterministically (RFC
6979): a seal of the sandbox must be the same bytes each time it is made, and a paper that carries it too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from . import cbor

TAG = 18
ALG, KID = 1, 4
ES256 = -7
SIGNATURE_BYTES = 64
POINT_BYTES = 65
MAX_KID_BYTES = 32


class BadSignature(ValueError):
    """The signature was not made by this key over these bytes."""


class OtherAlgorithm(ValueError):
    """The header names another algorithm than the key has: the key decides, never the message."""


@dataclass(frozen=True)
class Sign1:
    """An opened, *unverified* message. `alg` and `kid` come from the protected header only; 0 and b"" where it has
    none.
    """

    protected: bytes
    payload: bytes
    signature: bytes
    alg: int
    kid: bytes


def open_sign1(data: bytes, *, kid_only_protected: bool = True) -> Sign1:
    """Structure only. Raises cbor.NotStrict.

    `kid_only_protected`: refuse a message whose unprotected header holds anything at all, since anybody can change it.
    """
    outer = cbor.decode(data, tag=TAG)
    if not isinstance(outer, list) or len(outer) != 4:
        raise cbor.NotStrict("not four parts")
    protected, unprotected, payload, signature = outer
    if not (isinstance(protected, bytes) and isinstance(payload, bytes) and isinstance(signature, bytes)):
        raise cbor.NotStrict("parts of other types")
    if not isinstance(unprotected, dict) or (kid_only_protected and unprotected):
        raise cbor.NotStrict("unprotected header is not empty")
    if len(signature) != SIGNATURE_BYTES:
        raise cbor.NotStrict("signature of another length")
    header = cbor.decode(protected) if protected else {}
    if not isinstance(header, dict):
        raise cbor.NotStrict("protected header is not a map")
    alg, kid = header.get(ALG, 0), header.get(KID, b"")
    if not isinstance(alg, int) or not isinstance(kid, bytes) or len(kid) > MAX_KID_BYTES:
        raise cbor.NotStrict("algorithm or key id of another type")
    if set(header) - {ALG, KID}:
        raise cbor.NotStrict("header asks for something unknown")
    return Sign1(protected, payload, signature, alg, kid)


def check_sign1(message: Sign1, point: bytes, *, external: bytes = b"") -> None:
    """Verifies with a P-256 public key (SEC 1, uncompressed, 65 bytes). Raises OtherAlgorithm, BadSignature, or
    ValueError for a bad key.
    """
    # Imported late: 0.35 s that the sign-in screen must not pay for.
    from cbor2 import CBORTag
    from cwt import COSE, COSEKey, VerifyError

    if message.alg != ES256:
        raise OtherAlgorithm(str(message.alg))
    parts: dict[int, Any] = {1: 2, 3: ES256, -1: 1, -2: point[1:33], -3: point[33:65]}
    if message.kid:
        parts[2] = message.kid  # `cwt` passes over a key whose id is not the header's
    key = COSEKey.new(parts)
    whole = CBORTag(TAG, [message.protected, {}, message.payload, message.signature])
    try:
        # Rebuilt with an empty unprotected header and given one key: nothing is left for `cwt` to choose.
        COSE.new().decode(whole, key, external_aad=external)
    except VerifyError as bad:
        raise BadSignature from bad


def sign1(payload: bytes, *, kid: bytes, key: ec.EllipticCurvePrivateKey) -> bytes:
    """A tagged message with `alg` and `kid` in the protected header, signed deterministically (RFC 6979)."""
    protected = cbor.encode({ALG: ES256, KID: kid})
    to_sign = cbor.encode(["Signature1", protected, b"", payload])
    r, s = decode_dss_signature(key.sign(to_sign, ec.ECDSA(hashes.SHA256(), deterministic_signing=True)))
    half = SIGNATURE_BYTES // 2
    return bytes([0xC0 | TAG]) + cbor.encode(
        [protected, {}, payload, r.to_bytes(half, "big") + s.to_bytes(half, "big")]
    )


def is_point(point: bytes) -> bool:
    """Whether the bytes are an uncompressed point on P-256."""
    if len(point) != POINT_BYTES:
        return False
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        return False
    return True

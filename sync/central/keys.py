"""The centre's keys, made once and kept sealed in its own database."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Connection

from .store import Facts, Sealing
from .tls import Authority

RAW, PRIVATE, PLAIN = serialization.Encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption()
PUBLIC = serialization.PublicFormat.Raw


@dataclass(frozen=True)
class CentreKeys:
    """`trust` signs trust packages, `seal` seals consents and receipts (ES256), `exports` opens sealed exports,
    `cursor` signs cursors, `commitment` recognises an identifier in a seal, `authority` signs the TLS certificate.
    """

    trust: Ed25519PrivateKey
    seal: ec.EllipticCurvePrivateKey
    exports: X25519PrivateKey
    cursor: bytes
    commitment: bytes
    authority: Authority

    @property
    def trust_root(self) -> bytes:
        """The public half that a desk is given at enrolment, 32 bytes."""
        return self.trust.public_key().public_bytes(RAW, PUBLIC)

    @property
    def exports_public(self) -> bytes:
        return self.exports.public_key().public_bytes(RAW, PUBLIC)


def load_or_make(db: Connection, sealing: Sealing, real_now: datetime) -> CentreKeys:
    """The keys of this database. `real_now` is the real clock: certificates are judged by it."""
    facts = Facts(db)

    def kept(name: str, fresh: bytes) -> bytes:
        sealed = facts.get(f"key.{name}")
        if sealed is not None:
            return sealing.open(name, sealed)
        facts.put(f"key.{name}", sealing.seal(name, fresh))
        return fresh

    trust = kept("trust", Ed25519PrivateKey.generate().private_bytes(RAW, PRIVATE, PLAIN))
    exports = kept("exports", X25519PrivateKey.generate().private_bytes(RAW, PRIVATE, PLAIN))
    seal = kept("seal", _der(ec.generate_private_key(ec.SECP256R1())))
    authority_key = kept("authority", _der(ec.generate_private_key(ec.SECP256R1())))
    certificate = facts.get("authority.certificate")
    authority = Authority.load(_elliptic(authority_key), certificate, real_now)
    if certificate is None:
        facts.put("authority.certificate", authority.der)
    return CentreKeys(
        trust=Ed25519PrivateKey.from_private_bytes(trust),
        seal=_elliptic(seal),
        exports=X25519PrivateKey.from_private_bytes(exports),
        cursor=kept("cursor", secrets.token_bytes(32)),
        commitment=kept("commitment", secrets.token_bytes(32)),
        authority=authority,
    )


def _der(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, PLAIN)


def _elliptic(der: bytes) -> ec.EllipticCurvePrivateKey:
    key = serialization.load_der_private_key(der, None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key

"""Seals, keys and lists of keys for tests: a centre in miniature, with everything of it open to the test."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from operator_app.domain.environment import Environment
from operator_app.evidence.trust import TrustKey, TrustPackage
from operator_app.formats import seal
from operator_app.formats.seal_claims import ConsentClaims, ReceiptClaims, SealClaims, SealKind, commitment

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
CASE = "РСЦ26-ГР94-4483"
ISSUER = "sofia/sandbox"


def private_key(number: int = 7) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(number, ec.SECP256R1())


def point(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def raw_public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


@dataclass
class Centre:
    """Seals and publishes. `seal(**changes)` changes claims of a consent, `list_of(**changes)` the package."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=private_key)
    root: Ed25519PrivateKey = field(default_factory=lambda: Ed25519PrivateKey.from_private_bytes(bytes(32)))
    kid: str = "2026-03"
    commitment_key: bytes = b"k" * 32

    def claims(self, **changes: Any) -> SealClaims:
        jti = changes.get("jti", bytes(range(16)))
        body = ConsentClaims(
            signer="Стоян Петров Къосев",
            role="owner",
            ground="zgr-92-3",
            commitment=commitment(self.commitment_key, "egn", "8501011234", jti),
            digest=bytes(16),
        )
        usual = SealClaims(ISSUER, CASE, NOW - timedelta(days=2), NOW + timedelta(days=28), jti, body)
        return replace(usual, **changes)

    def receipt(self, **changes: Any) -> SealClaims:
        return self.claims(body=ReceiptClaims("2107", "tenant", "sredets"), **changes)

    def seal(self, claims: SealClaims | None = None, **changes: Any) -> str:
        return seal.encode(claims or self.claims(**changes), kid=self.kid, key=self.key)

    def trust_key(self, **changes: Any) -> TrustKey:
        usual = TrustKey(
            kid=self.kid,
            alg="ES256",
            public_key=point(self.key),
            issuer=ISSUER,
            issuer_name="Столична община",
            kinds=frozenset(SealKind),
            valid_from=NOW - timedelta(days=300),
            valid_to=NOW + timedelta(days=300),
        )
        return replace(usual, **changes)

    def list_of(self, *keys: TrustKey, **changes: Any) -> TrustPackage:
        usual = TrustPackage(
            version=5,
            environment=Environment.SANDBOX,
            issued_at=NOW - timedelta(hours=3),
            next_update=NOW + timedelta(days=7),
            keys=keys or (self.trust_key(),),
            commitment_key=self.commitment_key,
        )
        return replace(usual, **changes)

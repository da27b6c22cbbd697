"""The trust store: which keys may seal what, as one signed, versioned package from the centre.

The package is signed (Ed25519) by the centre's trust-signing key, whose public half the desk was given at enrolment.
A desk keeps the newest one that it has seen and refuses an older one, so that a revoked key cannot be brought back; a
package past its `next_update` proves nothing any more (`verify` says how old it is), so that nobody can hold a desk
on an old list by cutting its line.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from operator_app.domain import errors
from operator_app.domain.environment import Environment
from operator_app.domain.errors import Refused
from operator_app.formats import canonical, cose
from operator_app.formats.seal_claims import SealKind

TOO_LARGE = errors.code("trust.too_large")
MALFORMED = errors.code("trust.malformed")
FORGED = errors.code("trust.forged")
OLDER = errors.code("trust.older")
OTHER_ENVIRONMENT = errors.code("trust.other_environment")

MAX_BYTES = 256 * 1024
MAX_KEYS = 500
_FORMAT = 1
# What is signed says what it is: a signature of the same key over anything else is never a trust package.
_CONTEXT = b"desk trust package 1\0"


@dataclass(frozen=True)
class TrustKey:
    """One key that seals: `public_key` is the uncompressed P-256 point (65 bytes), `issuer` what the seal must say in
    `iss`, `issuer_name` what the clerk is shown. A revoked key proves nothing at all, whatever date its seals bear:
    who stole it also chooses the date.
    """

    kid: str
    alg: str
    public_key: bytes
    issuer: str
    issuer_name: str
    kinds: frozenset[SealKind]
    valid_from: datetime
    valid_to: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True)
class TrustPackage:
    """`version` only grows. `commitment_key` lets a desk recognise an identifier in a seal
    (`seal_claims.commitment`).
    """

    version: int
    environment: Environment
    issued_at: datetime
    next_update: datetime
    keys: tuple[TrustKey, ...]
    commitment_key: bytes = field(default=b"", repr=False)

    def find(self, kid: str) -> TrustKey | None:
        return next((key for key in self.keys if key.kid == kid), None)


def make_package(package: TrustPackage, signing_key: Ed25519PrivateKey) -> bytes:
    """For the centre: the bytes that desks pull. The payload travels as one JSON string, so that what was signed is
    what
    is read.
    """
    payload = canonical.dump(_to_json(package))
    signature = signing_key.sign(_CONTEXT + payload)
    return canonical.dump({"payload": payload.decode(), "signature": base64.b64encode(signature).decode()})


def open_package(
    raw: bytes, *, root: bytes, newer_than: int = 0, environment: Environment | None = None
) -> TrustPackage:
    """The package, if this root (Ed25519 public key, 32 bytes) signed it and its version is above `newer_than`.

    Refused: trust.too_large, trust.malformed, trust.forged, trust.older (version, held), trust.other_environment
    (environment). Whether it is still in time is asked at each verdict, not here: an old list must still open to say
    that it is old.
    """
    if len(raw) > MAX_BYTES:
        raise Refused(TOO_LARGE, bytes=len(raw))
    try:
        outer = orjson.loads(raw)
        payload = outer["payload"].encode()
        signature = base64.b64decode(outer["signature"], validate=True)
    except (ValueError, KeyError, TypeError, AttributeError) as bad:
        raise Refused(MALFORMED) from bad
    try:
        Ed25519PublicKey.from_public_bytes(root).verify(signature, _CONTEXT + payload)
    except InvalidSignature as bad:
        raise Refused(FORGED) from bad
    try:
        package = _from_json(orjson.loads(payload))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as bad:
        raise Refused(MALFORMED) from bad
    if environment is not None and package.environment is not environment:
        raise Refused(OTHER_ENVIRONMENT, environment=package.environment.value)
    if package.version <= newer_than:
        raise Refused(OLDER, version=package.version, held=newer_than)
    return package


def _to_json(package: TrustPackage) -> dict[str, Any]:
    return {
        "format": _FORMAT,
        "version": package.version,
        "environment": package.environment.value,
        "issued_at": package.issued_at.isoformat(),
        "next_update": package.next_update.isoformat(),
        "commitment_key": package.commitment_key.hex(),
        "keys": [
            {
                "kid": key.kid,
                "alg": key.alg,
                "public_key": key.public_key.hex(),
                "issuer": key.issuer,
                "issuer_name": key.issuer_name,
                "kinds": sorted(kind.value for kind in key.kinds),
                "valid_from": key.valid_from.isoformat(),
                "valid_to": key.valid_to.isoformat(),
                "revoked_at": key.revoked_at.isoformat() if key.revoked_at else None,
            }
            for key in package.keys
        ],
    }


def _from_json(told: Mapping[str, Any]) -> TrustPackage:
    """Raises KeyError, TypeError or ValueError for anything that is not exactly a package of this format."""
    if told["format"] != _FORMAT or not isinstance(told["keys"], list) or len(told["keys"]) > MAX_KEYS:
        raise ValueError("another format")
    keys = tuple(_key(key) for key in told["keys"])
    if len({key.kid for key in keys}) != len(keys):
        raise ValueError("one key id twice")
    version = told["version"]
    if not isinstance(version, int) or version < 1:
        raise ValueError("no version")
    issued_at, next_update = _moment(told["issued_at"]), _moment(told["next_update"])
    if next_update <= issued_at:
        raise ValueError("ends before it begins")
    secret = bytes.fromhex(told["commitment_key"])
    return TrustPackage(version, Environment(told["environment"]), issued_at, next_update, keys, secret)


def _key(told: Mapping[str, Any]) -> TrustKey:
    point = bytes.fromhex(told["public_key"])
    # A key of an algorithm that is not known here may stand in the list (an older desk keeps working); it proves
    # nothing here.
    if told["alg"] == "ES256" and not cose.is_point(point):
        raise ValueError("not a point on P-256")
    # A newer centre may know kinds that this desk does not.
    kinds = frozenset(SealKind(kind) for kind in told["kinds"] if kind in set(SealKind))
    revoked = told["revoked_at"]
    return TrustKey(
        kid=_string(told["kid"]),
        alg=_string(told["alg"]),
        public_key=point,
        issuer=_string(told["issuer"]),
        issuer_name=_string(told["issuer_name"]),
        kinds=kinds,
        valid_from=_moment(told["valid_from"]),
        valid_to=_moment(told["valid_to"]),
        revoked_at=None if revoked is None else _moment(revoked),
    )


def _string(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise TypeError("not a text")
    return value


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(_string(value))
    if moment.tzinfo is None:
        raise ValueError("no time zone")
    return moment.astimezone(UTC)

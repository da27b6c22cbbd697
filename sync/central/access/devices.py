"""Enrolled devices and what they sign. A device is one account's profile in one environment."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, insert, select, update

from operator_app.domain import errors
from operator_app.domain.operation import CENTRE, FIRST_HASH
from sync.central import ids
from sync.central.models import device

BAD_SIGNATURE = errors.code("device.bad_signature")
UNKNOWN = errors.code("device.unknown")


@dataclass(frozen=True)
class Device:
    id: str
    office: str
    public_key: bytes
    revoked: bool


def find(db: Connection, id_: str) -> Device | None:
    d = device.c
    row = db.execute(select(d.id, d.office, d.public_key, d.revoked).where(d.id == id_, d.id != CENTRE)).first()
    return None if row is None else Device(row.id, row.office, row.public_key, row.revoked is not None)


def add(db: Connection, office: str, name: str, public_key: bytes, now: datetime) -> str:
    id_ = ids.new()
    values = {"id": id_, "office": office, "name": name, "public_key": public_key, "enrolled": now}
    db.execute(insert(device).values(**values, settled_floor=0, tail=FIRST_HASH))
    return id_


def revoke(db: Connection, id_: str, now: datetime) -> None:
    """Raises `Refused(device.unknown)`. Its sessions end with it."""
    known = update(device).where(device.c.id == id_, device.c.id != CENTRE)
    if db.execute(known.values(revoked=now)).rowcount == 0:
        raise errors.Refused(UNKNOWN)


def require_signed(public_key: bytes, signature: str, text: bytes) -> None:
    """Ed25519 by the device's key, base64. Raises `Refused(device.bad_signature)`."""
    try:
        raw = base64.b64decode(signature, validate=True)
        Ed25519PublicKey.from_public_bytes(public_key).verify(raw, text)
    except (binascii.Error, ValueError, InvalidSignature) as error:
        raise errors.Refused(BAD_SIGNATURE) from error

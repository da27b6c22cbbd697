"""Enrolment codes: made here, shown once, typed once, and good for one device (or for the first administrator)."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, delete, insert, select, update

from operator_app.domain import errors
from operator_app.formats import batch, enrolment_code
from sync.central.models import device as device_table
from sync.central.models import enrolment_code as codes
from sync.central.models import office
from sync.central.parts import Parts
from sync.central.policy import TryPolicy
from sync.contract import messages

from . import devices
from .tries import Tries

UNKNOWN_CODE = errors.code("enrol.code_unknown")
USED_CODE = errors.code("enrol.code_used")
EXPIRED_CODE = errors.code("enrol.code_expired")
TOO_MANY = errors.code("enrol.blocked")
BAD_KEY = errors.code("enrol.bad_key")
UNKNOWN_OFFICE = errors.code("office.unknown")

DEVICE, FIRST_ADMIN = "device", "first_admin"
VALID = timedelta(hours=24)
_TRIES = TryPolicy(free=20)  # for all of them together: 50 bits and a few tries an hour
_NAME = 200


@dataclass(frozen=True)
class Spent:
    """A code of this office was used up now, unless there is a refusal; `device` is who used it before."""

    hash: str
    office: str
    refusal: errors.Refused | None = None
    device: str = ""


class Enrolment:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def issue(self, db: Connection, office_code: str, purpose: str = DEVICE) -> str:
        """A new code as it is printed. Raises `Refused(office.unknown)`."""
        if purpose == DEVICE and office_name(db, office_code) is None:
            raise errors.Refused(UNKNOWN_OFFICE, office=office_code)
        parts, now = self._parts, self._parts.clock.real()
        made = enrolment_code.issue(parts.keys.authority.der)
        row = {"hash": self._mark(made.secret), "purpose": purpose, "office": office_code}
        db.execute(insert(codes).values(**row, made=now, expires=now + VALID))
        return enrolment_code.encode(made)

    def drop_unused(self, db: Connection, purpose: str) -> None:
        """Codes that nobody used any more count for nothing: another one takes their place."""
        db.execute(delete(codes).where(codes.c.purpose == purpose, codes.c.used.is_(None)))

    def enrol(self, request: messages.EnrolRequest) -> messages.Enrolled:
        """A device of the code's office; asked again with the same key (a lost reply), the same one.

        Raises `Refused`: enrol.code_unknown, .code_used, .code_expired, .blocked, .bad_key, device.bad_signature.
        """
        key = _public_key(request.public_key)
        devices.require_signed(key, request.proof, batch.enrol_text(request.secret, request.public_key))
        parts = self._parts
        with parts.store.write() as db:
            spent = self.spend(db, request.secret, DEVICE)
            if spent.refusal is None:
                device_id = devices.add(db, spent.office, request.name[:_NAME], key, parts.clock.now())
                db.execute(update(codes).where(codes.c.hash == spent.hash).values(device=device_id))
            else:
                device_id = _enrolled_before(db, spent, key)
            name = office_name(db, spent.office)
        if spent.refusal is not None and not device_id:
            raise spent.refusal
        return messages.Enrolled(
            device=device_id,
            office=spent.office,
            office_name=name or spent.office,
            environment=parts.home.environment.value,
            trust_root=base64.b64encode(parts.keys.trust_root).decode(),
            seal_to=base64.b64encode(parts.keys.exports_public).decode(),
            rest_seconds=parts.policy.rest_seconds,
        )

    def spend(self, db: Connection, secret: str, purpose: str) -> Spent:
        """Use the code up. A refusal is given back and not raised, so that the try it counts is committed."""
        now = self._parts.clock.real()
        tries = Tries(db, self._parts.sealing.mark("tries", "enrolment"), _TRIES)
        wait = tries.seconds_to_wait(now)
        if wait:
            return Spent("", "", errors.Refused(TOO_MANY, seconds=wait))
        mark, c = self._mark(secret), codes.c
        wanted = select(c.office, c.expires, c.used, c.device).where(c.hash == mark, c.purpose == purpose)
        row = db.execute(wanted.with_for_update()).first()
        if row is None:
            tries.wrong(now)
            return Spent("", "", errors.Refused(UNKNOWN_CODE))
        if row.used is not None:
            return Spent(mark, row.office, errors.Refused(USED_CODE), row.device or "")
        if row.expires <= now:
            return Spent(mark, row.office, errors.Refused(EXPIRED_CODE))
        db.execute(update(codes).where(c.hash == mark).values(used=now))
        return Spent(mark, row.office)

    def _mark(self, secret: str) -> str:
        return self._parts.sealing.mark("enrolment", secret)


def office_name(db: Connection, code: str) -> str | None:
    name: str | None = db.execute(select(office.c.name).where(office.c.code == code)).scalar_one_or_none()
    return name


def _enrolled_before(db: Connection, spent: Spent, key: bytes) -> str:
    """The device that used this code, if it is the one with this very key; else nothing."""
    d = device_table.c
    same = select(d.id).where(d.id == spent.device, d.public_key == key, d.revoked.is_(None))
    return str(db.execute(same).scalar_one_or_none() or "")


def _public_key(text: str) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise errors.Refused(BAD_KEY) from error
    if len(raw) != 32:
        raise errors.Refused(BAD_KEY)
    return raw

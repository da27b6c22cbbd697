"""This device, the state of the feed, and settings."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy.orm import Session

from operator_app.domain import errors
from operator_app.domain.operation import FIRST_HASH
from operator_app.ports.sync_store import Device
from operator_app.storage.models import DeviceRow, FeedRow, SettingRow

NOT_ENROLLED = errors.code("store.not_enrolled")
OTHER_DEVICE = errors.code("store.other_device")

REST = "rest_seconds"
SIGNED_IN = "signed_in"
KEEP_CLOSED = "keep_closed_days"
CLOCK_OFFSET = "clock_offset"
KEPT_DAYS = 30
LEAST_REST, MOST_REST = 5, 60


def device_row(session: Session) -> DeviceRow:
    """The one row. Raises `Trouble("store.not_enrolled")`."""
    row = session.get(DeviceRow, 1)
    if row is None:
        raise errors.Trouble(NOT_ENROLLED)
    return row


def device(session: Session) -> Device | None:
    row = session.get(DeviceRow, 1)
    if row is None:
        return None
    return Device(
        row.id,
        row.office,
        row.office_name,
        row.environment,
        row.service_url,
        row.ca_pem,
        row.private_key,
        row.trust_root,
        row.rest_seconds,
    )


def enrol(session: Session, device: Device) -> None:
    """Keep the device. A store belongs to one device for ever: its chain of operations is that device's."""
    row = session.get(DeviceRow, 1)
    if row is not None and row.id != device.id:
        raise errors.Refused(OTHER_DEVICE)
    if row is None:
        row = DeviceRow(row=1, id=device.id, hash_key=secrets.token_bytes(32), next_dseq=1, last_hash=FIRST_HASH)
        session.add(row)
        session.add(FeedRow(row=1, cursor="", epoch="", head_pos=0, head_hash="", backed_up_through=0, settled_floor=0))
    row.office, row.office_name = device.office, device.office_name
    row.environment, row.service_url, row.ca_pem = device.environment, device.service_url, device.ca_pem
    row.private_key, row.trust_root = device.private_key, device.trust_root
    row.rest_seconds = device.rest_seconds


def feed(session: Session) -> FeedRow:
    """The one row, made at the enrolment. Raises `Trouble("store.not_enrolled")`."""
    row = session.get(FeedRow, 1)
    if row is None:
        raise errors.Trouble(NOT_ENROLLED)
    return row


def setting(session: Session, key: str) -> str:
    row = session.get(SettingRow, key)
    return row.value if row else ""


def put_setting(session: Session, key: str, value: str) -> None:
    row = session.get(SettingRow, key)
    if row is None:
        session.add(SettingRow(key=key, value=value))
    else:
        row.value = value


def keep_closed(session: Session) -> timedelta:
    """How long a closed case, and a settled operation outside any open one, stays readable here."""
    own = setting(session, KEEP_CLOSED)
    return timedelta(days=int(own) if own else KEPT_DAYS)


def rest_seconds(session: Session) -> int:
    """How long an act rests: the clerk's setting, else what the centre gave with the enrolment; 5 to 60 s."""
    own = setting(session, REST)
    return min(max(int(own) if own else device_row(session).rest_seconds, LEAST_REST), MOST_REST)

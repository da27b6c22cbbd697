"""Offices, operators with what they may do and when, their sessions, and the codes that enrol a device."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, LargeBinary, String, Table, Text

from .base import CODE, DIGEST, ID, Moment, metadata

office = Table(
    "office",
    metadata,
    Column("code", CODE, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("opened", Boolean, nullable=False),
)

role = Table(
    "role",
    metadata,
    Column("name", CODE, primary_key=True),
    Column("rights", Text, nullable=False),  # words with a space between
)

# `totp` is sealed with the service's key; `totp_step` is the last time step whose code was used.
operator = Table(
    "operator",
    metadata,
    Column("account", CODE, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("verifier", String(300), nullable=False),
    Column("totp", LargeBinary, nullable=False),
    Column("totp_step", BigInteger, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("made", Moment, nullable=False),
)

# Rights are judged by the time of the act, so an ended appointment stays. `office` "" is the whole city.
appointment = Table(
    "appointment",
    metadata,
    Column("id", ID, primary_key=True),
    Column("account", CODE, ForeignKey("operator.account"), nullable=False, index=True),
    Column("office", CODE, nullable=False),
    Column("role", CODE, ForeignKey("role.name"), nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment),
)

# Wrong tries in a row for one name that was typed, known or not; the key is a keyed hash of it.
sign_in_try = Table(
    "sign_in_try",
    metadata,
    Column("key", DIGEST, primary_key=True),
    Column("wrong", Integer, nullable=False),
    Column("last", Moment, nullable=False),
)

# `purpose`: device, or the first administrator. Only the hash of the secret is kept.
enrolment_code = Table(
    "enrolment_code",
    metadata,
    Column("hash", DIGEST, primary_key=True),
    Column("purpose", String(16), nullable=False),
    Column("office", CODE, nullable=False),
    Column("made", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("used", Moment),
    Column("device", ID),
)

# `purpose`: desk (bound to a device) or admin. Only the hash of the token is kept.
session = Table(
    "session",
    metadata,
    Column("hash", DIGEST, primary_key=True),
    Column("id", ID, nullable=False, unique=True),
    Column("purpose", String(16), nullable=False),
    Column("device", ID, ForeignKey("device.id"), index=True),
    Column("account", CODE, ForeignKey("operator.account"), nullable=False, index=True),
    Column("office", CODE, nullable=False),
    Column("made", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Column("revoked", Moment),
)

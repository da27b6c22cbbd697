"""This device, how far it has read the centre's feed, and settings."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base


class DeviceRow(Base):
    """The enrolled device (one row) and the end of its chain. `private_key` is the raw Ed25519 key."""

    __tablename__ = "device"
    __table_args__ = (CheckConstraint("row = 1", name="one_row"),)

    row: Mapped[int] = mapped_column(primary_key=True, default=1)
    id: Mapped[str]
    office: Mapped[str]
    office_name: Mapped[str]
    environment: Mapped[str]
    service_url: Mapped[str]
    ca_pem: Mapped[str]
    private_key: Mapped[bytes]
    trust_root: Mapped[bytes]
    rest_seconds: Mapped[int]
    hash_key: Mapped[bytes]
    """Keys the hashes by which audit operations name an account without naming it."""
    next_dseq: Mapped[int] = mapped_column(default=1)
    last_hash: Mapped[str]


class FeedRow(Base):
    """How far the feed was read (one row): the cursor and the rows it stands for change in one transaction."""

    __tablename__ = "feed"
    __table_args__ = (CheckConstraint("row = 1", name="one_row"),)

    row: Mapped[int] = mapped_column(primary_key=True, default=1)
    cursor: Mapped[str] = mapped_column(default="")
    epoch: Mapped[str] = mapped_column(default="")
    head_pos: Mapped[int] = mapped_column(default=0)
    head_hash: Mapped[str] = mapped_column(default="")
    backed_up_through: Mapped[int] = mapped_column(default=0)
    settled_floor: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime | None]
    """The centre's time of the last answer."""


class SettingRow(Base):
    """`rest_seconds`, the signed-in operator, and the like; never a secret of its own."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]

"""Who may work here and what they have half done: leases, sessions, used seals, drafts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Json


class LeaseRow(Base):
    """What an operator's last sign-in with both factors gave them on this device. `verifier` is Argon2id (PHC)."""

    __tablename__ = "lease"

    account: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    role: Mapped[str]
    office: Mapped[str]
    office_name: Mapped[str]
    rights: Mapped[Any] = mapped_column(Json, default=list)
    verifier: Mapped[str]
    until: Mapped[datetime]
    granted: Mapped[datetime]
    granted_mono: Mapped[int] = mapped_column(BigInteger)
    granted_boot: Mapped[str]
    wrong: Mapped[int] = mapped_column(default=0)
    wrong_mono: Mapped[int] = mapped_column(BigInteger, default=0)
    revoked: Mapped[datetime | None]
    """When the desk heard that the centre had taken the session away."""


class SessionRow(Base):
    """The renewable session that an operator's sign-in gave this device."""

    __tablename__ = "session"

    operator: Mapped[str] = mapped_column(primary_key=True)
    token: Mapped[str]
    expires: Mapped[datetime]


class UsedSealRow(Base):
    """A seal that was accepted here, so that it is not accepted twice. Kept in the transaction of its consent."""

    __tablename__ = "used_seal"
    __table_args__ = (Index(None, "operation"),)

    jti: Mapped[str] = mapped_column(primary_key=True)
    operation: Mapped[str]
    used: Mapped[datetime]


class DraftRow(Base):
    """Half-typed text of an operator: nothing typed is ever lost."""

    __tablename__ = "draft"

    operator: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    at: Mapped[datetime]

"""Documents of cases, fetched ahead: content-addressed, in parts of 256 KiB."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base


class DocumentRow(Base):
    """How far a document of a case has come. `sha256` is the content that the centre named with the first part."""

    __tablename__ = "document"
    __table_args__ = (Index(None, "sha256"),)

    case_id: Mapped[str] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(default="")
    media_type: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(default=0)
    have: Mapped[int] = mapped_column(default=0)
    here: Mapped[bool] = mapped_column(default=False)
    code: Mapped[str] = mapped_column(default="")
    tries: Mapped[int] = mapped_column(default=0)
    not_before: Mapped[datetime | None]


class PartRow(Base):
    """One part of a content; the same content of two documents is stored once."""

    __tablename__ = "part"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    data: Mapped[bytes]

"""Published packages, kept for ever: service data by digest, and the trust list."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from .base import Base


class RulesRow(Base):
    """One published version of a service. The highest `published` of a service is the one for new operations."""

    __tablename__ = "rules"

    digest: Mapped[str] = mapped_column(primary_key=True)
    service: Mapped[str] = mapped_column(index=True)
    package: Mapped[bytes]
    published: Mapped[int] = mapped_column(default=0)
    """Feed position of its publication; 0 where it was only fetched because an operation names it."""


class TrustRow(Base):
    """A trust package as it was signed; the highest version counts."""

    __tablename__ = "trust"

    version: Mapped[int] = mapped_column(primary_key=True)
    package: Mapped[bytes]
    taken: Mapped[datetime]

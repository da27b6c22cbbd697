"""What the centre publishes and keeps for ever, and what it knows of itself."""

from __future__ import annotations

from sqlalchemy import Column, Integer, LargeBinary, Table

from .base import CODE, DIGEST, Moment, metadata

# Names: epoch, series, environment, offset, backed_up_through, and the service's keys, which are sealed.
meta = Table(
    "meta",
    metadata,
    Column("name", CODE, primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

rules = Table(
    "rules",
    metadata,
    Column("digest", DIGEST, primary_key=True),
    Column("service", CODE, nullable=False),
    Column("serial", Integer, nullable=False, unique=True),  # the order of publishing; the highest of a service rules
    Column("package", LargeBinary, nullable=False),
    Column("published", Moment, nullable=False),
)

trust = Table(
    "trust",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("package", LargeBinary, nullable=False),
    Column("published", Moment, nullable=False),
)

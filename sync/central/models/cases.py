"""Cases as they stand, and the feed that tells the offices what changed."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
)

from .base import CODE, DIGEST, ID, Moment, metadata

case_state = Table(
    "case_state",
    metadata,
    Column("id", ID, primary_key=True),
    Column("number", String(64), nullable=False, index=True),
    Column("office", CODE, nullable=False, index=True),
    Column("state", CODE, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("snapshot", LargeBinary, nullable=False),  # the whole case, canonical JSON
)

# One row for each office that sees a change; an office's page is one walk along the second index. `scope` is an office
# or "*". `case_id`, because CASE is a word of SQL.
feed = Table(
    "feed",
    metadata,
    Column("pos", BigInteger, primary_key=True, autoincrement=False),
    Column("scope", CODE, primary_key=True),
    Column("entry", String(16), nullable=False),
    Column("case_id", ID, nullable=False),
    Column("ver", Integer, nullable=False),
    Column("operation", ID, ForeignKey("operation.id")),
    Column("snapshot", LargeBinary),
    Column("marked", Boolean, nullable=False),
    Column("reason", CODE, nullable=False),
    Column("office", CODE, nullable=False),
    Column("package", CODE, nullable=False),
    Column("name", String(64), nullable=False),
    Column("received", Moment, nullable=False),
    Index("ix_feed_scope_pos", "scope", "pos"),
)

# The counter and the head of the audit chain in ONE row, taken when all else is done: a number taken earlier would
# become visible later than higher ones, and a reader would step over it.
feed_head = Table(
    "feed_head",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one_row"), primary_key=True, autoincrement=False),
    Column("pos", BigInteger, nullable=False),
    Column("hash", DIGEST, nullable=False),
)

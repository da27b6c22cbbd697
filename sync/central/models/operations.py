"""Operations with their results, the devices that make them, and the batches they came in."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, UniqueConstraint

from .base import CODE, DIGEST, ID, Moment, metadata

# `settled_floor`: all operations of this device up to this number are settled. For the centre's own device it is the
# last number, and `tail` the digest of that operation: the chain that the next one continues.
device = Table(
    "device",
    metadata,
    Column("id", ID, primary_key=True),
    Column("office", CODE, nullable=False),
    Column("name", String(200), nullable=False),
    Column("public_key", LargeBinary, nullable=False),
    Column("enrolled", Moment, nullable=False),
    Column("revoked", Moment),
    Column("settled_floor", BigInteger, nullable=False),
    Column("tail", DIGEST, nullable=False),
)

# The row that makes a second arrival harmless, written in the transaction of the effect. `outcome` pending: not judged
# yet, told to come again; `result` is what was answered, as it was answered; `ver` only where a case changed;
# `hash` is the audit chain up to and including `pos`.
operation = Table(
    "operation",
    metadata,
    Column("id", ID, primary_key=True),
    Column("device", ID, ForeignKey("device.id"), nullable=False),
    Column("dseq", BigInteger),
    Column("digest", DIGEST, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("case_id", ID, nullable=False),
    Column("kind", CODE, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("result", LargeBinary),
    Column("ver", Integer),
    Column("base", Integer),
    Column("prev", ID, nullable=False),
    Column("pos", BigInteger, unique=True),
    Column("hash", DIGEST),
    Column("attempts", Integer, nullable=False),
    Column("received", Moment, nullable=False),
    UniqueConstraint("device", "dseq"),
    Index("ix_operation_case_id_ver", "case_id", "ver"),
)

# Diagnostic only: correctness is by operation.
batch = Table(
    "batch",
    metadata,
    Column("id", ID, primary_key=True),
    Column("batch", ID, nullable=False),
    Column("device", ID, ForeignKey("device.id"), nullable=False),
    Column("received", Moment, nullable=False),
    Column("operations", Integer, nullable=False),
    Column("outcomes", String(200), nullable=False),
)

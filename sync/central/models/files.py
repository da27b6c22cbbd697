"""Documents by content: whole ones in parts, so that no row and no request is ever large."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, LargeBinary, String, Table

from .base import CODE, DIGEST, ID, Moment, metadata

blob = Table(
    "blob",
    metadata,
    Column("sha256", DIGEST, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("stored", Moment, nullable=False),
)

blob_part = Table(
    "blob_part",
    metadata,
    Column("sha256", DIGEST, ForeignKey("blob.sha256"), primary_key=True),
    Column("start", BigInteger, primary_key=True, autoincrement=False),
    Column("length", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

# A document of a case whose bytes exist by now.
document = Table(
    "document",
    metadata,
    Column("case_id", ID, primary_key=True),
    Column("id", ID, primary_key=True),
    Column("sha256", DIGEST, ForeignKey("blob.sha256"), nullable=False),
    Column("media_type", String(100), nullable=False),
    Column("made", Moment, nullable=False),
)

upload = Table(
    "upload",
    metadata,
    Column("id", ID, primary_key=True),
    Column("office", CODE, nullable=False),
    Column("sha256", DIGEST, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("have", BigInteger, nullable=False),
    Column("made", Moment, nullable=False),
)

upload_part = Table(
    "upload_part",
    metadata,
    Column("upload", ID, ForeignKey("upload.id"), primary_key=True),
    Column("start", BigInteger, primary_key=True, autoincrement=False),
    Column("length", BigInteger, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

"""Blobs by content. A whole one is a run of parts; nothing here ever holds more than a part but while one is made."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import Connection, insert, select

from sync.central.models import blob, blob_part

PART = 256 * 1024


def size_of(db: Connection, sha256: str) -> int | None:
    """Bytes of the whole, or None where it is not here."""
    size: int | None = db.execute(select(blob.c.size).where(blob.c.sha256 == sha256)).scalar_one_or_none()
    return size


def put(db: Connection, data: bytes, now: datetime) -> str:
    """Keep the bytes; gives their SHA-256. Keeping what is here already changes nothing."""
    sha256 = hashlib.sha256(data).hexdigest()
    if size_of(db, sha256) is None:
        db.execute(insert(blob).values(sha256=sha256, size=len(data), stored=now))
        for start in range(0, len(data), PART):
            part = data[start : start + PART]
            db.execute(insert(blob_part).values(sha256=sha256, start=start, length=len(part), data=part))
    return sha256


def read(db: Connection, sha256: str, start: int, end: int) -> bytes:
    """The bytes from `start` up to and without `end`."""
    p = blob_part.c
    touched = select(p.start, p.data).where(p.sha256 == sha256, p.start < end, p.start + p.length > start)
    pieces = [row.data[max(0, start - row.start) : end - row.start] for row in db.execute(touched.order_by(p.start))]
    return b"".join(pieces)

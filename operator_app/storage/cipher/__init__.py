"""The opener of encrypted stores, for the desk and for the central service: SQLCipher by a raw 32-byte key.

Of ours it imports only `domain.errors`; importing it costs no SQLAlchemy.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .connect import BUSY_MS, connect, damaged_pages
from .faults import DAMAGED, DISK_ERROR, DISK_FULL, LOCKED, MISSING, NEWER, UNREADABLE, UNWRITABLE, WRONG_KEY
from .key import RawKey

if TYPE_CHECKING:
    from sqlalchemy import Engine

__all__ = [
    "BUSY_MS",
    "DAMAGED",
    "DISK_ERROR",
    "DISK_FULL",
    "LOCKED",
    "MISSING",
    "NEWER",
    "UNREADABLE",
    "UNWRITABLE",
    "WRONG_KEY",
    "RawKey",
    "connect",
    "damaged_pages",
    "engine",
    "reading",
]


def engine(
    path: Path,
    key: RawKey,
    *,
    read_only: bool = False,
    create: bool = False,
    connections: int = 1,
    busy_ms: int = BUSY_MS,
) -> Engine:
    """A SQLAlchemy engine on the encrypted store at `path`. Nothing is opened before the first connection;
    `dispose()` closes all.

    Every transaction begins explicitly (`BEGIN IMMEDIATE`, a reader's `BEGIN`), so savepoints hold. `connections`
    is the size of the pool: 1 for the desk's writer lane, more for the centre; who finds none free waits. `create`
    as for `connect`.

    Any statement may raise `Trouble` (`store.locked`, `.disk_full`, `.damaged`, …; at the first connection also
    `.wrong_key`, `.missing`, `.unreadable`); a broken constraint stays SQLAlchemy's own error. For VACUUM and
    checkpoints take a connection with `execution_options(isolation_level="AUTOCOMMIT")`.
    """
    from .alchemy import engine as make

    return make(path, key, read_only=read_only, create=create, connections=connections, busy_ms=busy_ms)


def reading(writer: Engine) -> Engine:
    """The same store and pool, with transactions that only read and take no write lock."""
    from .alchemy import reading as make

    return make(writer)

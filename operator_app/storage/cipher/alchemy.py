"""SQLAlchemy over SQLCipher: explicit transactions, one cause one trouble.

This module is imported by `cipher.engine` on first use: SQLAlchemy costs 0.3 s and must not delay the sign-in.
"""

from __future__ import annotations

from pathlib import Path

import sqlcipher3.dbapi2 as dbapi
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import ExceptionContext
from sqlalchemy.pool import QueuePool

from . import faults
from .connect import connect
from .key import RawKey

_READING = "reading"  # our execution option


def engine(path: Path, key: RawKey, *, read_only: bool, create: bool, connections: int, busy_ms: int) -> Engine:
    """See `cipher.engine`."""
    made = create_engine(
        "sqlite://",
        module=dbapi,  # without it an IntegrityError of the driver would arrive unwrapped
        creator=lambda: connect(path, key, read_only=read_only, create=create, busy_ms=busy_ms),
        # Not StaticPool: it would hand one connection to two threads at once and mix their transactions.
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,  # statements may reach a log, what they carry may not
    )

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if options.get("isolation_level") == "AUTOCOMMIT":  # VACUUM, checkpoints
            return
        # A writer takes the write lock at once: one that reads first and writes later could be refused half-way.
        connection.exec_driver_sql("BEGIN" if read_only or options.get(_READING) else "BEGIN IMMEDIATE")

    @event.listens_for(made, "handle_error")
    def _tell(context: ExceptionContext) -> None:
        trouble = faults.told(context.original_exception, path)
        if trouble is not None:
            raise trouble from context.original_exception

    return made


def reading(writer: Engine) -> Engine:
    """The same pool, but its transactions take no write lock. For services whose readers and writers share a pool."""
    return writer.execution_options(**{_READING: True})

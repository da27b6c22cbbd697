"""One database behind two words: `read` and `write`. SQLite always through the cipher, or PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from operator_app import system
from operator_app.domain import errors
from operator_app.storage import cipher

from . import schema

BAD_URL = errors.code("centre.database_url")
NO_DRIVER = errors.code("centre.database_driver")
NO_KEY = errors.code("centre.no_key")

CONNECTIONS = 8


class Store:
    """A database that is open. One `with` is one transaction: what leaves it by an exception is undone."""

    def __init__(self, engine: Engine, path: Path | None = None) -> None:
        self.engine = engine
        self.path = path
        self._reader = cipher.reading(engine) if path else engine

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One snapshot on SQLite; on PostgreSQL each statement sees what is committed by then."""
        with self._reader.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Durable when the `with` is left. On SQLite writers queue here for up to five seconds."""
        with self.engine.begin() as connection:
            yield connection

    def close(self) -> None:
        self.engine.dispose()


def open_store(url: str, key: cipher.RawKey | None, *, connections: int = CONNECTIONS) -> Store:
    """Open the database of this URL, make its tables or migrate them.

    `sqlite:///file` needs the key: nothing personal lies in the clear. Raises `Trouble`: `centre.database_url`,
    `centre.database_driver`, `centre.no_key`, and the `store.*` codes of the cipher and the migrations.
    """
    try:
        where = make_url(url)
    except ArgumentError as error:
        raise errors.Trouble(BAD_URL) from error
    backend = where.get_backend_name()
    if backend == "sqlite":
        store = _sqlite(where, key, connections)
    elif backend == "postgresql":
        store = _postgresql(where, connections)
    else:
        raise errors.Trouble(BAD_URL)
    try:
        schema.prepare(store.engine, store.path)
    except BaseException:
        store.close()
        raise
    return store


def _sqlite(where: URL, key: cipher.RawKey | None, connections: int) -> Store:
    if not where.database or where.database == ":memory:":
        raise errors.Trouble(BAD_URL)
    if key is None:
        raise errors.Trouble(NO_KEY)
    path = Path(where.database)
    system.private_dir(path.parent)
    return Store(cipher.engine(path, key, create=True, connections=connections), path)


def _postgresql(where: URL, connections: int) -> Store:
    try:
        engine = create_engine(
            where.set(drivername="postgresql+psycopg") if where.drivername == "postgresql" else where,
            pool_size=connections,
            max_overflow=0,
            pool_pre_ping=True,
            isolation_level="READ COMMITTED",
            hide_parameters=True,
        )
    except ModuleNotFoundError as error:
        raise errors.Trouble(NO_DRIVER, driver=error.name or "") from error
    return Store(engine)

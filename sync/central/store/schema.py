"""The tables of a new database, and the way from an older one to today's.

A new one is made at the head at once, because Alembic's import would cost a quarter of the start; a test proves that
the migrations lead to exactly the same tables.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    insert,
    inspect,
    select,
)

from operator_app.domain import errors
from operator_app.storage import cipher
from sync.central import models

KNOWN = ("0001",)  # in order; the last one is the head
HEAD = KNOWN[-1]
MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"

_alembic = Table(
    "alembic_version",
    MetaData(),
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),  # as Alembic itself makes it
)


def prepare(engine: Engine, path: Path | None) -> None:
    """Bring the database to the head. Raises `Trouble(store.newer)` where it is of a later release."""
    with engine.begin() as connection:
        if not inspect(connection).has_table(_alembic.name):
            _make(connection)
            return
        version = connection.execute(select(_alembic.c.version_num)).scalar_one()
    if version not in KNOWN:
        raise errors.Trouble(cipher.NEWER, file=path.name if path else "")
    if version != HEAD:
        if path is not None:
            _keep_copy(engine, path, version)
        migrate(engine)


def _make(connection: Connection) -> None:
    models.metadata.create_all(connection)
    _alembic.create(connection)
    connection.execute(insert(_alembic).values(version_num=HEAD))
    connection.execute(insert(models.feed_head).values(id=1, pos=0, hash="0" * 64))


def _keep_copy(engine: Engine, path: Path, version: str) -> None:
    """The file as it was before the migration, still encrypted, beside it."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy2(path, path.with_name(f"{path.name}.before-{HEAD}-was-{version}"))


def migrate(engine: Engine, to: str = "head") -> None:
    """Run the migrations, each in a transaction of its own."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)

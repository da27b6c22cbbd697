"""Bringing a store's tables to this version's shape, with a backup before an existing file is touched.

The migrations themselves import nothing of the project: they must do the same in ten years. Alembic is imported only
when there is something to do.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

from operator_app import system
from operator_app.domain.errors import Trouble
from operator_app.storage import cipher
from operator_app.storage.cipher.faults import told_by_system

if TYPE_CHECKING:
    from sqlalchemy import Engine

FOLDER: Final = Path(__file__).resolve().parent
REVISIONS: Final = ("0001", "0002")
"""All revisions, oldest first; a store at any other one was written by a newer program."""
HEAD: Final = REVISIONS[-1]


def revision(engine: Engine) -> str:
    """The store's revision; empty for a new file. Raises `Trouble("store.newer")` for one not known here."""
    with cipher.reading(engine).connect() as connection:
        known = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name = 'alembic_version'").scalar()
        if known is None:
            return ""
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if found is not None and found not in REVISIONS:
        raise Trouble(cipher.NEWER)
    return str(found or "")


def upgrade(engine: Engine, path: Path) -> Path | None:
    """Bring the store at `path` to `HEAD`, all in one transaction; returns the backup that was made, if any.

    `engine` is its writer and the caller holds the profile. A kill at any step leaves the old tables or the new ones.
    """
    at = revision(engine)
    if at == HEAD:
        return None
    kept = backup(engine, path, at) if at else None
    _migrate(engine)
    return kept


def backup(engine: Engine, path: Path, at: str) -> Path:
    """A whole encrypted copy beside the store, `desk.db.before-0001`; it opens with the same key."""
    target = path.with_name(f"{path.name}.before-{at}")
    new = target.with_name(target.name + ".new")
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").all()
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # nobody writes while the file is copied
        try:
            _copy(path, new)
            new.replace(target)
            system.sync_folder(path.parent)
        except OSError as error:
            raise told_by_system(error, target, writing=True) from error
        finally:
            connection.exec_driver_sql("ROLLBACK")
    return target


def _copy(path: Path, new: Path) -> None:
    with path.open("rb") as source, new.open("wb") as copy:
        new.chmod(0o600)
        shutil.copyfileobj(source, copy, 1024 * 1024)
        copy.flush()
        os.fsync(copy.fileno())


def _migrate(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")

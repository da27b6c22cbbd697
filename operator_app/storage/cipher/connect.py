"""Opening one SQLCipher connection by a raw key.

**How a wrong key is told from a damaged file.** SQLCipher answers "file is not a database" to both. A store of ours
is keyed with the raw key *and* a salt derived from it (`PRAGMA key = "x'key‖salt'"`), so the first 16 bytes of the
file, which SQLCipher leaves in the clear and takes for the salt, tell which key wrote it:

1. they are this key's salt: the key is right, so the page is damaged;
2. they are not: the HMAC of every page is checked (`cipher_integrity_check`). One page that fits proves the key
   right and the header damaged; where none fits, no byte of the file was written with this key: wrong key. (A file
   overwritten from end to end gives that answer too; nothing in it could say otherwise.)

The salt's purpose is to make the page keys of one *passphrase* differ between files; a random raw key per store has
no need of it. A damaged salt no longer matters: it is not read from the file.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NoReturn

import sqlcipher3.dbapi2 as dbapi

from operator_app.domain.errors import Trouble

from . import faults
from .key import RawKey

BUSY_MS = 5_000
_SALT_BYTES = 16
_PAGE = 4096  # SQLCipher 4's default; `cipher_integrity_check` counts by it
_SALT_PURPOSE = "sqlcipher salt"


def connect(path: Path, key: RawKey, *, read_only: bool = False, create: bool = False, busy_ms: int = BUSY_MS) -> Any:
    """One keyed connection whose key has been proven by reading the schema. Close it yourself.

    `create` makes the file (readable by this account alone) where there is none; without it a missing or empty file
    is trouble, never silently a new store. `busy_ms` is how long a write waits for another process. May be used
    from any thread, by one at a time. Raises `Trouble` with one of the codes of `faults`; no message carries the
    key.
    """
    _prepare(path, create=create and not read_only)
    connection = _keyed(path, key, read_only=read_only, busy_ms=busy_ms)
    try:
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            _settle(connection, read_only=read_only)
        except dbapi.Error as error:
            if faults.is_not_a_database(error):
                raise Trouble(_which(path, key), file=path.name) from error
            _tell(error, path)
    except BaseException:
        connection.close()
        raise
    return connection


def damaged_pages(path: Path, key: RawKey) -> int:
    """How many pages of the file do not fit their HMAC under `key`; 0: all is well. Reads the whole file, 150 MB a
    second.
    """
    connection = _keyed(path, key, read_only=True, busy_ms=BUSY_MS)
    try:
        return sum(1 for _ in connection.execute("PRAGMA cipher_integrity_check"))
    except dbapi.Error as error:
        _tell(error, path)
    finally:
        connection.close()


def _prepare(path: Path, *, create: bool) -> None:
    try:
        if create:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # -wal and -shm inherit the mode
            return
        size = path.stat().st_size
    except OSError as error:
        raise faults.told_by_system(error, path, writing=create) from error
    if size == 0:  # SQLite would take it for a new, empty store
        raise Trouble(faults.DAMAGED, file=path.name)


def _keyed(path: Path, key: RawKey, *, read_only: bool, busy_ms: int) -> Any:
    address = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}"
    try:
        connection = dbapi.connect(
            address,
            uri=True,
            isolation_level=None,  # the driver begins nothing by itself: its own way breaks savepoints
            timeout=busy_ms / 1000,
            check_same_thread=False,
        )
    except dbapi.Error as error:
        _tell(error, path)
    # Its messages on standard error say nothing that the trouble raised here does not say.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}{_salt(key).hex()}'\"")
    return connection


def _settle(connection: Any, *, read_only: bool) -> None:
    """What holds for every connection. The order matters: the journal mode is part of the file, the rest of the
    connection.
    """
    if read_only:
        connection.execute("PRAGMA query_only = ON")
    else:
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
        connection.execute("PRAGMA synchronous = FULL")  # a clerk reads "saved" only after the disk has said so
        connection.execute("PRAGMA secure_delete = ON")  # a purged case leaves nothing for who has the key later
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")  # sorting never writes plain text beside the store
    connection.execute("PRAGMA cipher_memory_security = ON")  # freed memory is wiped; costs 3 % of a bulk insert


def _tell(error: dbapi.Error, path: Path) -> NoReturn:
    trouble = faults.told(error, path)
    if trouble is None:
        raise error
    raise trouble from error


def _salt(key: RawKey) -> bytes:
    return key.derive(_SALT_PURPOSE).reveal()[:_SALT_BYTES]


def _which(path: Path, key: RawKey) -> str:
    """Wrong key or damaged file: see the module's docstring."""
    with path.open("rb") as file:
        if file.read(_SALT_BYTES) == _salt(key):
            return faults.DAMAGED
    pages = -(-path.stat().st_size // _PAGE)
    return faults.DAMAGED if damaged_pages(path, key) < pages else faults.WRONG_KEY

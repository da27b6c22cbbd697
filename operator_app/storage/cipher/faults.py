"""What went wrong with a store, told apart by SQLite's own result code (https://www.sqlite.org/rescode.html)."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path
from typing import Final

from operator_app.domain import errors

LOCKED: Final = errors.code("store.locked")  # another process holds the file
DAMAGED: Final = errors.code("store.damaged")  # the key is right, the bytes are not
WRONG_KEY: Final = errors.code("store.wrong_key")  # no page of the file was written with this key
NEWER: Final = errors.code("store.newer")  # written by a later version of the program; raised by the migrations
DISK_FULL: Final = errors.code("store.disk_full")
DISK_ERROR: Final = errors.code("store.disk_error")  # the disk itself failed to read or write
UNREADABLE: Final = errors.code("store.unreadable")  # no right to open the file
UNWRITABLE: Final = errors.code("store.unwritable")  # it may be read but not written
MISSING: Final = errors.code("store.missing")  # there is no such file, though there should be

_PERM, _BUSY, _READONLY, _IOERR, _CORRUPT = 3, 5, 8, 10, 11
_FULL, _CANTOPEN, _PROTOCOL, _AUTH, _NOTADB = 13, 14, 15, 23, 26
_BY_RESULT = {
    _BUSY: LOCKED,
    _PROTOCOL: LOCKED,  # two processes raced for the write-ahead log
    _READONLY: UNWRITABLE,
    _CORRUPT: DAMAGED,
    _NOTADB: DAMAGED,  # after a good open; at opening `connect` finds out whether the key is the wrong one
    _FULL: DISK_FULL,
    _PERM: UNREADABLE,
    _AUTH: UNREADABLE,
    _CANTOPEN: UNREADABLE,
}
_BY_ERRNO = {
    errno.ENOSPC: DISK_FULL,
    getattr(errno, "EDQUOT", errno.ENOSPC): DISK_FULL,
    errno.EROFS: UNWRITABLE,
}
_ROOM = 256 * 1024  # with less free an I/O error is a full disk: SQLite says IOERR when the -shm file cannot grow


def result_code(error: BaseException) -> int:
    """The primary result code of an SQLite error, 0 where there is none."""
    extended = getattr(error, "sqlite_errorcode", 0)
    return extended & 0xFF if isinstance(extended, int) else 0


def is_not_a_database(error: BaseException) -> bool:
    """SQLCipher's one answer both to a wrong key and to a damaged first page."""
    return result_code(error) == _NOTADB


def told(error: BaseException, path: Path) -> errors.Trouble | None:
    """The trouble behind an SQLite error; None where it is not the environment's (a constraint, a wrong statement)."""
    result = result_code(error)
    if result == _IOERR:
        code = DISK_FULL if _no_room(path) else DISK_ERROR
    elif result == _CANTOPEN and not path.exists():
        code = MISSING
    elif result in _BY_RESULT:
        code = _BY_RESULT[result]
    else:
        return None
    return errors.Trouble(code, file=path.name)


def told_by_system(error: OSError, path: Path, *, writing: bool) -> errors.Trouble:
    """The trouble behind a failed file operation of our own. Only the file's name travels: the path names the OS
    account.
    """
    if error.errno in (errno.EACCES, errno.EPERM):
        code = UNWRITABLE if writing else UNREADABLE
    elif error.errno in (errno.ENOENT, errno.ENOTDIR) and not writing:
        code = MISSING
    else:
        code = _BY_ERRNO.get(error.errno or 0, DISK_ERROR)
    return errors.Trouble(code, file=path.name)


def _no_room(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _ROOM
    except OSError:
        return False

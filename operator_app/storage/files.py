"""Small files beside the store: written whole or not at all, read with a cap."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from operator_app import system
from operator_app.domain.errors import Trouble

from .cipher.faults import DAMAGED, told_by_system

_SUFFIX = ".new"
_TRIES = 20
_PAUSE_S = 0.025


def write_atomically(path: Path, data: bytes) -> None:
    """Replace `path` by `data`, readable by this account alone. After a kill or power cut at any step the file is
    the old or the new.

    One writer at a time (the caller holds a lock). Raises `Trouble` (`store.disk_full`, `.unwritable`,
    `.disk_error`); then the old file stands.
    """
    new = path.with_name(path.name + _SUFFIX)  # one fixed name: what a kill left behind is overwritten, never gathers
    try:
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _replace(new, path)
        system.sync_folder(path.parent)
    except OSError as error:
        raise told_by_system(error, path, writing=True) from error


def read_capped(path: Path, most: int) -> bytes:
    """The bytes of `path`. Raises `Trouble`: `store.missing`, `.unreadable`, `.disk_error`; `.damaged` where it is
    over `most` bytes.
    """
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise told_by_system(error, path, writing=False) from error
    if len(data) > most:
        raise Trouble(DAMAGED, file=path.name)
    return data


def remove(path: Path) -> None:
    """Remove `path`, if it is there. Raises `Trouble` (`store.unwritable`, `.disk_error`)."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise told_by_system(error, path, writing=True) from error


def _replace(new: Path, path: Path) -> None:
    """`rename` over the old file. Under Windows it is refused for the moment in which another process reads the old
    one.
    """
    for left in range(_TRIES, 0, -1):
        try:
            new.replace(path)
        except PermissionError:
            if left == 1:
                raise
            threading.Event().wait(_PAUSE_S)
        else:
            return

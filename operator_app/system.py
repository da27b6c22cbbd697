"""Everything that differs between Linux and Windows. The only module that may import `fcntl`, `msvcrt`, …, and those lazily."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType


class Held:
    """A lock that is held until `release`, the end of a `with` block, or the end of the process."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Let go. Letting go twice is no error."""
        if self._descriptor is not None:
            os.close(self._descriptor)  # closing lets go on both systems
            self._descriptor = None

    def __enter__(self) -> Held:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.release()


def hold_lock(path: Path) -> Held:
    """An exclusive OS lock on the file `path`, made where there is none. Raises BlockingIOError at once if somebody holds it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if sys.platform == "win32":
            import msvcrt

            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            except OSError as error:
                raise BlockingIOError(*error.args) from error
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BaseException:
        os.close(descriptor)
        raise
    return Held(descriptor)


def boot_id() -> str:
    """Names this boot of the machine."""
    return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()


def private_dir(path: Path) -> Path:
    """Make the folder (and those above it) and close it to other accounts."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    return path


def sync_folder(path: Path) -> None:
    """Make a rename in the folder durable. Windows has no such call: NTFS keeps a journal of names."""
    if sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

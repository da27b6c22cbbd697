"""Everything that differs between Linux and Windows, in one place.

The only module that may import `fcntl`, `msvcrt`, `winreg` and their like, and those lazily, so that every other module
loads on both systems. Imports nothing of ours: it is a leaf that every layer may use.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType


class Held:
    """A lock that is held until `release`, the end of a `with` block, or the end of the process, however that comes."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor: int | None = descriptor

    def release(self) -> None:
        """Let go. Letting go twice is no error."""
        if self._descriptor is not None:
            os.close(self._descriptor)  # closing lets go on both systems
            self._descriptor = None

    def __enter__(self) -> Held:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def hold_lock(path: Path) -> Held:
    """An exclusive OS lock on the file `path`, made (for this account alone) where there is none.

    Raises BlockingIOError at once where somebody holds it, also this process itself. The file stays behind: a lock file
    that is removed can be locked twice. A child process does not inherit the lock.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(descriptor)
    except BaseException:
        os.close(descriptor)
        raise
    return Held(descriptor)


if sys.platform == "win32":

    def _lock(descriptor: int) -> None:
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            # Windows says "permission denied" where it means "somebody has it"; everything else stays what it is.
            if error.errno in (errno.EACCES, errno.EDEADLK):
                raise BlockingIOError(*error.args) from error
            raise

    def _this_boot() -> str:
        import ctypes
        import winreg

        # Windows counts its boots; the number stays when the clock is set.
        key = r"SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters"
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key) as opened:
                return f"boot-{int(winreg.QueryValueEx(opened, 'BootId')[0])}"
        except OSError:
            # Not kept on this machine: the minute of the boot. It moves with the clock: readers then see another boot.
            import time

            milliseconds = ctypes.windll.kernel32.GetTickCount64
            milliseconds.restype = ctypes.c_uint64
            return f"since-{round((time.time_ns() / 1e9 - milliseconds() / 1e3) / 60)}"

else:

    def _lock(descriptor: int) -> None:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _this_boot() -> str:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()


def boot_id() -> str:
    """Names this boot of the machine: two monotonic times can be compared only where it is the same.

    Linux: the kernel's random boot id. Windows: its own count of boots or, where it keeps none, the minute of the boot.
    """
    return _this_boot()


def kill_hard(pid: int) -> None:
    """End the process at once, without a chance to clean up: SIGKILL, on Windows TerminateProcess.

    Raises ProcessLookupError (Linux) or another OSError (Windows) where there is no such process, PermissionError where
    it is not ours.
    """
    if sys.platform == "win32":
        os.kill(pid, signal.SIGTERM)  # there every signal but the two of the console is TerminateProcess
    else:
        os.kill(pid, signal.SIGKILL)


def private_dir(path: Path) -> Path:
    """Make the folder (and those above it) and close it to other accounts; gives the folder back.

    Linux: mode 0700, also where the folder was there already. Windows has no such mode: the folder is as private as the
    user profile that it lies in, whose access list keeps other accounts out; a folder elsewhere is for the
    administrator to close.
    """
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if sys.platform != "win32":
        path.chmod(0o700)
    return path


def private_file_opener(name: str, flags: int) -> int:
    """For `open(…, opener=private_file_opener)`: a file that it makes is this account's alone (0600) from the start."""
    return os.open(name, flags, 0o600)


def sync_folder(path: Path) -> None:
    """Make a rename in the folder durable. Windows has no such call: NTFS keeps a journal of names."""
    if sys.platform == "win32":
        return
    else:  # noqa: RET505 (mypy reads one branch for each system)
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def free_bytes(path: Path) -> int:
    """Bytes that this account can still write where `path` lies or, while it is not there yet, would lie."""
    there = path.absolute()
    while not there.exists():
        there = there.parent
    return shutil.disk_usage(there).free


def is_screen_present(environment: Mapping[str, str] | None = None) -> bool:
    """Whether a window can be opened: on Linux an X or Wayland display is named; a Windows session always has one."""
    if sys.platform == "win32":
        return True
    else:  # noqa: RET505 (as above)
        named = os.environ if environment is None else environment
        return bool(named.get("DISPLAY") or named.get("WAYLAND_DISPLAY"))

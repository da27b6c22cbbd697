"""A file written whole or not at all, whatever step the end comes at."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from operator_app import system
from operator_app.domain.errors import Trouble
from operator_app.storage.files import read_capped, write_atomically

from .support import as_another_account, child, said

OLD, NEW = b"old" * 100, b"new" * 2000


class Killed(BaseException):
    """Stands for the end of the process: nothing of ours may run after it."""


STEPS = ["open", "fdopen", "write", "fsync", "replace", "sync_folder"]


def fail_at(step: str, monkeypatch: pytest.MonkeyPatch, failure: BaseException) -> None:
    def fails(*_: object, **__: object) -> None:
        raise failure

    if step == "write":
        real = os.fdopen

        def half(descriptor: int, mode: str) -> object:
            file = real(descriptor, mode, buffering=0)
            file.write(NEW[:1000])
            file.close()
            raise failure

        monkeypatch.setattr(os, "fdopen", half)
    elif step == "fdopen":

        def closed(descriptor: int, mode: str) -> None:
            os.close(descriptor)
            raise failure

        monkeypatch.setattr(os, "fdopen", closed)
    elif step == "replace":
        monkeypatch.setattr(Path, "replace", fails)
    elif step == "sync_folder":
        monkeypatch.setattr(system, "sync_folder", fails)
    else:
        monkeypatch.setattr(os, step, fails)


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_any_step_the_file_is_the_old_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "vault.json"
    write_atomically(path, OLD)
    with monkeypatch.context() as patch:
        fail_at(step, patch, Killed())
        with pytest.raises(Killed):
            write_atomically(path, NEW)
    assert path.read_bytes() == (NEW if step == "sync_folder" else OLD)
    write_atomically(path, NEW)
    assert path.read_bytes() == NEW
    assert list(tmp_path.iterdir()) == [path]  # what was left behind has gone up in the next write


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "store.disk_full"), (errno.EIO, "store.disk_error"), (errno.EROFS, "store.unwritable")],
)
def test_each_refusal_of_the_disk_is_told_by_its_own_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, number: int, code: str
) -> None:
    path = tmp_path / "vault.json"
    write_atomically(path, OLD)
    fail_at(step, monkeypatch, OSError(number, os.strerror(number)))
    with pytest.raises(Trouble) as told:
        write_atomically(path, NEW)
    assert (told.value.code, told.value.params) == (code, {"file": "vault.json"})


def test_a_reader_that_is_in_the_way_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "vault.json"
    real: Callable[..., Path] = Path.replace
    refusals = iter([PermissionError(errno.EACCES, "in use"), PermissionError(errno.EACCES, "in use")])

    def busy(self: Path, target: Path) -> Path:
        for refusal in refusals:
            raise refusal
        return real(self, target)

    monkeypatch.setattr(Path, "replace", busy)
    write_atomically(path, NEW)
    assert path.read_bytes() == NEW


def test_only_this_account_may_read_it(tmp_path: Path) -> None:
    write_atomically(tmp_path / "vault.json", NEW)
    assert (tmp_path / "vault.json").stat().st_mode & 0o077 == 0


def test_reading_stops_at_the_cap_and_tells_missing_from_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "vault.json"
    write_atomically(path, OLD)
    assert read_capped(path, len(OLD)) == OLD
    with pytest.raises(Trouble) as told:
        read_capped(path, len(OLD) - 1)
    assert told.value.code == "store.damaged"
    with pytest.raises(Trouble) as told:
        read_capped(tmp_path / "none.json", 10)
    assert told.value.code == "store.missing"
    path.chmod(0)
    with as_another_account(), pytest.raises(Trouble) as told:
        read_capped(path, len(OLD))
    assert told.value.code == "store.unreadable"


WRITER = """
import sys; from pathlib import Path
from operator_app.storage.files import write_atomically
for number in range(1_000_000):
    write_atomically(Path(sys.argv[1]), b"%07d" % number * 5000)
    print(number, flush=True)
"""


@pytest.mark.parametrize("after", [1, 2, 5])
def test_a_process_killed_hard_while_writing_leaves_a_whole_file(tmp_path: Path, after: int) -> None:
    path = tmp_path / "vault.json"
    with child(WRITER, path) as process:
        for _ in range(after):
            last = int(said(process))
        process.kill()
        process.wait()
    content = path.read_bytes()
    assert content == content[:7] * 5000
    assert int(content[:7]) >= last

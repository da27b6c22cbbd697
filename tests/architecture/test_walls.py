"""The core needs no Qt, and neither core nor sync nor terminal needs what Windows does not have."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

QT = "PySide6,shiboken6"
POSIX = "fcntl,grp,pwd,resource,termios,tty,pty,syslog"


def modules(*packages: str) -> Iterator[str]:
    """The names of all modules of the packages; the migrations are run by Alembic, in a context of its own."""
    for package in packages:
        for path in sorted((ROOT / package.replace(".", "/")).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            if parts[-1] != "__main__" and "migrations" not in parts:
                yield ".".join(parts).removesuffix(".__init__")


def behind_the_wall(walled: str, *names: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-m", "tests.architecture.walled", walled, *names]
    own = os.environ | environment
    return subprocess.run(command, cwd=ROOT, env=own, capture_output=True, text=True, timeout=100)


def test_core_sync_and_resources_load_without_qt() -> None:
    names = list(modules("operator_app", "sync", "resources"))
    done = behind_the_wall(QT, *names)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(len(names))


def test_core_sync_and_terminal_load_without_what_windows_does_not_have() -> None:
    names = list(modules("operator_app", "sync", "ui.terminal"))
    done = behind_the_wall(POSIX, *names)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(len(names))


@pytest.mark.parametrize(
    ("walled", "text"),
    [
        (QT, "from PySide6.QtCore import QObject"),
        (QT, "import shiboken6"),
        (POSIX, "import fcntl"),
        (POSIX, "import pwd"),
        (POSIX, "import subprocess, termios"),
    ],
)
def test_the_wall_stops_an_import(tmp_path: Path, walled: str, text: str) -> None:
    (tmp_path / "intruder.py").write_text(text)
    done = behind_the_wall(walled, "intruder", PYTHONPATH=str(tmp_path))
    assert done.returncode == 1
    assert "intruder imports" in done.stderr
    assert "which is not on that machine" in done.stderr


def test_the_wall_lets_the_standard_library_pass() -> None:
    done = behind_the_wall(POSIX, "asyncio", "subprocess", "getpass", "pathlib", "shutil", "tempfile")
    assert done.returncode == 0, done.stderr

"""The real keyring of a Linux desktop, in D-Bus sessions and homes of their own, with and without a screen."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .support import ROOT

UNLOCKED = "printf %s geheim | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "
# Without --unlock the default collection stays locked: somebody has to be asked, and without a screen nobody can be.
LOCKED = "gnome-keyring-daemon --start --components=secrets >/dev/null 2>&1; exec "
LOCKED_WITH_SCREEN = "dbus-update-activation-environment DISPLAY; " + LOCKED
SESSION = ["dbus-run-session", "--", "sh", "-c"]


def said(home: Path, act: str, command: list[str], *, before: str = "", display: str = "", limit_s: float = 30) -> str:
    """What `keyring_session` says when it is run by `command` as an account whose home is `home`."""
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        folder = home / name.lower()
        folder.mkdir(mode=0o700, exist_ok=True)
        environment[name] = str(folder)
    if display:
        environment["DISPLAY"] = display
    session = [sys.executable, "-m", "tests.unit.storage.keyring_session", act, str(home / "profile"), str(limit_s)]
    done = subprocess.run(
        [*command, before + " ".join(session)] if command else session,
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("said: "))
    return line.removeprefix("said: ")


@contextmanager
def screen() -> Iterator[str]:
    """A bare X server; gives its display."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "800x600x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as answer:
            display = answer.readline().strip()
        try:
            yield f":{display}"
        finally:
            server.terminate()


def test_the_key_outlives_the_session_and_needs_the_keyring_to_be_unlocked(tmp_path: Path) -> None:
    backend, key = said(tmp_path, "create", SESSION, before=UNLOCKED).split()
    assert backend == "keyring.backends.SecretService.Keyring"
    assert said(tmp_path, "open", SESSION, before=UNLOCKED) == key
    assert said(tmp_path, "open", SESSION, before=LOCKED) == "keyring.locked"
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert key.encode() not in file.read_bytes()


def test_a_locked_keyring_that_asks_in_a_window_is_given_up_and_the_program_ends(tmp_path: Path) -> None:
    said(tmp_path, "create", SESSION, before=UNLOCKED)
    with screen() as display:
        found = said(tmp_path, "open", SESSION, before=LOCKED_WITH_SCREEN, display=display, limit_s=1)
    assert found == "keyring.blocked"


def test_a_keyring_whose_entry_was_deleted_is_told(tmp_path: Path) -> None:
    said(tmp_path, "create", SESSION, before=UNLOCKED)
    for file in (tmp_path / "xdg_data_home" / "keyrings").iterdir():
        file.unlink()
    assert said(tmp_path, "open", SESSION, before=UNLOCKED) == "keyring.key_missing"


def test_without_a_session_bus_there_is_no_keyring_and_one_made_earlier_is_gone(tmp_path: Path) -> None:
    assert said(tmp_path, "create", []) == "keyring.absent"
    said(tmp_path, "create", SESSION, before=UNLOCKED)
    assert said(tmp_path, "open", []) == "keyring.gone"

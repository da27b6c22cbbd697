"""operator_app.system on the system that the tests run on."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from operator_app import system

HOLDER = """
import sys
from pathlib import Path
from operator_app import system
held = system.hold_lock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path: Path):
    """Another process that holds the lock on `tmp_path / "lock"`."""
    child = subprocess.Popen(
        [sys.executable, "-c", HOLDER, tmp_path / "lock"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout.readline() == "held\n"
    yield child
    if child.poll() is None:
        child.kill()
    child.communicate()


def test_a_lock_of_another_process_is_refused_at_once_and_free_after_its_end(tmp_path: Path, holder) -> None:
    with pytest.raises(BlockingIOError):
        system.hold_lock(tmp_path / "lock")
    holder.communicate("")
    system.hold_lock(tmp_path / "lock").release()


def test_a_process_that_is_killed_hard_leaves_no_lock(tmp_path: Path, holder) -> None:
    system.kill_hard(holder.pid)
    holder.wait(10)
    assert holder.returncode != 0
    with system.hold_lock(tmp_path / "lock"):
        pass


def test_a_second_hold_in_the_same_process_is_refused_too_until_the_first_lets_go(tmp_path: Path) -> None:
    first = system.hold_lock(tmp_path / "lock")
    with pytest.raises(BlockingIOError):
        system.hold_lock(tmp_path / "lock")
    first.release()
    first.release()
    with system.hold_lock(tmp_path / "lock"):
        pass


def test_a_refused_hold_leaves_no_open_file_behind(tmp_path: Path) -> None:
    with system.hold_lock(tmp_path / "lock"):
        before = len(list(Path("/proc/self/fd").iterdir()))
        with pytest.raises(BlockingIOError):
            system.hold_lock(tmp_path / "lock")
        assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_child_process_does_not_inherit_the_lock(tmp_path: Path) -> None:
    held = system.hold_lock(tmp_path / "lock")
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    held.release()
    with system.hold_lock(tmp_path / "lock"):
        child.communicate(b"\n")


def test_a_boot_has_one_name_in_every_process() -> None:
    asked = "from operator_app import system; print(system.boot_id())"
    there = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert there.stdout.strip() == system.boot_id() != ""


def test_a_private_folder_is_closed_to_others_also_where_it_was_open(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert system.private_dir(folder) == folder
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(0o755)
    system.private_dir(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_private_file_is_private_from_its_first_byte(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with open(tmp_path / "note", "w", opener=system.private_file_opener):
            assert stat.S_IMODE((tmp_path / "note").stat().st_mode) == 0o600
    finally:
        os.umask(before)


def test_free_space_is_told_also_for_a_folder_that_is_still_to_be_made(tmp_path: Path) -> None:
    here, there = system.free_bytes(tmp_path), system.free_bytes(tmp_path / "not" / "yet")
    assert here > 0
    assert abs(here - there) < here / 2


@pytest.mark.parametrize(
    ("environment", "present"),
    [({}, False), ({"DISPLAY": ""}, False), ({"DISPLAY": ":0"}, True), ({"WAYLAND_DISPLAY": "wayland-0"}, True)],
)
def test_a_screen_is_there_when_a_display_is_named(environment: dict[str, str], present: bool) -> None:
    assert system.is_screen_present(environment) is present

"""need_packages: installs what is missing, asks apt only then, and names the line to type where it may not."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]

DPKG = """#!/bin/sh
shift 3
for name; do
    case $name in there) echo "ii  there" ;; half) echo "iU  half" ;; esac
done
exit 1
"""
APT = """#!/bin/sh
echo "$@" >>"$DESK/asked"
case "$*" in *install*) [ -z "$BROKEN" ] || exit 100 ;; esac
"""
SUDO = """#!/bin/sh
[ "$1" != -n ] || exit 0
echo sudo >>"$DESK/asked"
exec "$@"
"""


class Machine:
    """A machine played by small scripts: the package `there` is installed, `half` was interrupted, no other is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bin = folder / "bin"
        self.bin.mkdir()
        for name in ("awk", "grep", "tr", "sed", "env"):
            (self.bin / name).symlink_to(shutil.which(name))
        self.command("dpkg-query", DPKG)
        self.command("apt-get", APT)
        self.command("id", "#!/bin/sh\necho 0\n")

    def command(self, name: str, text: str) -> None:
        (self.bin / name).write_text(text)
        (self.bin / name).chmod(0o755)

    def need(self, *names: str, **environment: str) -> subprocess.CompletedProcess[str]:
        script = f'. "{ROOT}/installers/linux/apt.sh"; need_packages {" ".join(names)}'
        own = {"PATH": str(self.bin), "DESK": str(self.folder), **environment}
        return subprocess.run(
            ["/bin/sh", "-euc", script], env=own, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=20
        )

    @property
    def asked(self) -> list[str]:
        path = self.folder / "asked"
        return path.read_text().splitlines() if path.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_apt_is_left_alone_where_nothing_is_missing(machine: Machine) -> None:
    done = machine.need("there")
    assert (done.returncode, done.stdout, machine.asked) == (0, "", [])


def test_missing_and_half_installed_packages_are_installed_after_one_update(machine: Machine) -> None:
    done = machine.need("there", "half", "gone")
    assert done.returncode == 0
    update, install = machine.asked
    assert update.endswith("update")
    assert install.endswith("install half gone")


def test_where_apt_fails_the_line_to_type_is_named(machine: Machine) -> None:
    done = machine.need("gone", BROKEN="yes")
    assert done.returncode == 1
    assert "sudo apt-get update && sudo apt-get install gone" in done.stderr


def test_without_root_and_sudo_nothing_is_tried_and_the_line_is_named(machine: Machine) -> None:
    machine.command("id", "#!/bin/sh\necho 1000\n")
    done = machine.need("gone", "half")
    assert done.returncode == 1
    assert "sudo apt-get install gone half" in done.stderr
    assert machine.asked == []


def test_sudo_is_used_where_it_asks_for_nothing(machine: Machine) -> None:
    machine.command("id", "#!/bin/sh\necho 1000\n")
    machine.command("sudo", SUDO)
    assert machine.need("gone").returncode == 0
    assert machine.asked[0] == "sudo"
    assert machine.asked[-1].endswith("install gone")


def test_on_another_system_the_packages_are_named_and_nothing_stops(machine: Machine) -> None:
    (machine.bin / "dpkg-query").unlink()
    done = machine.need("gone")
    assert done.returncode == 0
    assert "gone" in done.stderr


def test_every_package_of_the_list_is_installed_here() -> None:
    names = [line.strip() for line in (ROOT / "installers/linux/system-packages.txt").read_text().splitlines()]
    names = [name for name in names if name and not name.startswith("#")]
    assert len(names) == len(set(names)) > 20
    script = f'. "{ROOT}/installers/linux/apt.sh"; missing_packages {" ".join(names)}'
    done = subprocess.run(["/bin/sh", "-c", script], env=os.environ, capture_output=True, text=True, timeout=20)
    assert done.stdout == ""

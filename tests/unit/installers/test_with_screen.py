"""A screen where there is none: for the demo (with-screen.sh) and for the tests (x_server)."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import psutil
from Xlib.display import Display

from tests import screens

SCRIPT = Path(__file__).parents[3] / "installers" / "linux" / "with-screen.sh"


def with_screen(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if name != "DISPLAY"} | environment
    return subprocess.run([SCRIPT, *command], env=own, capture_output=True, text=True, timeout=60)


def test_the_command_runs_on_a_screen_of_its_own_and_its_status_comes_back() -> None:
    script = 'setxkbmap -query >/dev/null && echo "$DISPLAY $QT_QPA_PLATFORM ${WAYLAND_DISPLAY-none} $1"; exit 7'
    done = with_screen("sh", "-c", script, "sh", "two words", WAYLAND_DISPLAY="wayland-0")
    assert done.returncode == 7, done.stderr
    display, *rest = done.stdout.split()
    assert display.startswith(":")
    assert rest == ["xcb", "none", "two", "words"]


def test_the_screen_goes_with_the_command() -> None:
    listing = 'for one in $(cat /proc/$PPID/task/*/children); do echo "$(cat /proc/$one/comm) $one"; done'
    done = with_screen("sh", "-c", listing)
    children = dict(line.split() for line in done.stdout.splitlines())
    assert not psutil.pid_exists(int(children["Xvfb"]))


def test_without_a_command_the_usage_is_told() -> None:
    done = with_screen()
    assert done.returncode == 2
    assert "usage" in done.stderr


def test_without_xvfb_the_line_to_type_is_named(tmp_path: Path) -> None:
    done = subprocess.run(
        ["/bin/sh", SCRIPT, "true"], env={"PATH": str(tmp_path)}, capture_output=True, text=True, timeout=20
    )
    assert done.returncode == 1
    assert "apt-get install xvfb" in done.stderr


def test_the_fixture_gives_a_real_server_and_two_never_share_one(x_server: str) -> None:
    with screens.x_server("800x600") as other:
        assert other != x_server
        for name, width in ((x_server, 1920), (other, 800)):
            display = Display(name)
            assert display.screen().width_in_pixels == width
            display.close()

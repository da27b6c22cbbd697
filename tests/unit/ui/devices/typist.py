"""A keyboard and a scanner at a real X server: keys go to whatever has the focus, through XTEST."""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from Xlib import XK, X, display
from Xlib.ext import xtest

from operator_app.devices.scancodes import Platform, strokes_of

SHIFT, ENTER = 50, 36
LIMIT = 20.0


class Typist:
    """Starts the program of `wedge_program` on this display and types at it."""

    def __init__(self, display_name: str, layout: str) -> None:
        subprocess.run(["setxkbmap", "-display", display_name, *layout.split()], check=True)
        self._display = display.Display(display_name)
        environment = {**os.environ, "DISPLAY": display_name, "QT_QPA_PLATFORM": "xcb"}
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.unit.ui.devices.wedge_program"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
        )  # fmt: skip
        self._lines: queue.Queue[dict[str, Any]] = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        window = self.wait("window")["window"]
        self._focus_window(window)

    def __enter__(self) -> Typist:
        return self

    def __exit__(self, *error: object) -> None:
        assert self._program.stdin is not None
        self._program.stdin.write("quit\n")
        self._program.stdin.close()
        self._program.wait(LIMIT)
        self._reader.join(LIMIT)
        self._program.stdout.close()
        self._display.close()

    def say(self, command: str) -> None:
        self._program.stdin.write(command + "\n")
        self._program.stdin.flush()

    def focus(self, name: str) -> None:
        self.say(f"focus {name}")
        self.wait("focus")

    def clear(self) -> None:
        self.say("clear")
        self.wait("clear")

    def wait(self, key: str) -> dict[str, Any]:
        """The next line of the program that has this key."""
        end = time.monotonic() + LIMIT
        while True:
            line = self._lines.get(timeout=max(end - time.monotonic(), 0.01))
            if key in line:
                return line

    def report(self, until: Callable[[dict[str, Any]], Any] = bool) -> dict[str, Any]:
        """What the program holds, as soon as `until` is satisfied with it; after the limit, as it is then."""
        end = time.monotonic() + LIMIT
        while True:
            self.say("report")
            report = self.wait("text")
            if until(report) or time.monotonic() > end:
                return report

    def scan(self, text: str, *, enter: bool = True, pace_ms: int = 0) -> None:
        """Types like a scanner that is set to US: handed over all at once, so that a busy test machine puts no gap into
        it; with a pace the server itself waits before each key after the first six, by which a scan is known.
        """
        for place, (code, shift) in enumerate(strokes_of(text, Platform.X11)):
            self._send(code, shift=shift, after_ms=pace_ms if place >= 6 else 0)
        if enter:
            self._send(ENTER, after_ms=pace_ms)
        self._display.sync()

    def stall(self, ms: int, after: int = 0) -> None:
        """After so many keys from now the program is busy; with 0 ms it is stopped until `let_go_on`."""
        self.say(f"stall {ms} {after}")
        self.wait("stall")

    def let_go_on(self) -> None:
        """Wait until the program has stopped itself, then let it go on."""
        end = time.monotonic() + LIMIT
        while self._state() != "T" and time.monotonic() < end:
            pause(0.01)
        assert self._state() == "T"
        self._program.send_signal(signal.SIGCONT)

    def _state(self) -> str:
        return Path(f"/proc/{self._program.pid}/stat").read_text().rpartition(") ")[2][0]

    def type(self, keysyms: str, gap: float = 0.06) -> None:
        """Types like a person, on the layout that is set."""
        for sign in keysyms:
            code = self._display.keysym_to_keycode(XK.string_to_keysym(sign) or ord(sign))
            self.key(code)
            pause(gap)

    def key(self, code: int) -> None:
        self._send(code)
        self._display.sync()

    def _send(self, code: int, *, shift: bool = False, after_ms: int = 0) -> None:
        if shift:
            xtest.fake_input(self._display, X.KeyPress, SHIFT)
        xtest.fake_input(self._display, X.KeyPress, code, after_ms)
        xtest.fake_input(self._display, X.KeyRelease, code)
        if shift:
            xtest.fake_input(self._display, X.KeyRelease, SHIFT)

    def _read(self) -> None:
        for line in self._program.stdout:
            self._lines.put(json.loads(line))

    def _focus_window(self, window: int) -> None:
        """There is no window manager: who has the keyboard is set by hand, once the window can have it."""
        wanted = self._display.create_resource_object("window", window)
        end = time.monotonic() + LIMIT
        while wanted.get_attributes().map_state != X.IsViewable and time.monotonic() < end:
            pause(0.01)
        wanted.set_input_focus(X.RevertToParent, X.CurrentTime)
        self._display.sync()


def pause(seconds: float) -> None:
    """The time between two keys is what is tried here."""
    threading.Event().wait(seconds)

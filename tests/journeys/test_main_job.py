"""The whole job through the real window, by keys that go through the X server: sign-in to receipt, the line cut in
between.

Keys go to whatever has the focus, never to a named widget, under the us and under the bg (БДС) layout. In the middle of
the scan the program is stopped, as by a machine that stutters.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from pathlib import Path

import pytest

from tests.screens import x_server
from ui.desktop.demo.job import Clerk, main_job
from ui.desktop.demo.program import Event, Program
from ui.desktop.demo.x_keyboard import XKeyboard

PICTURES = {"01-sign-in", "02-queue", "03-review-open-no", "05-scan-card", "06-decision-resting-undo"} | {
    "04-document-offline",
    "07-offline-status",
    "08-outbox-waiting",
    "09-receipt",
}


STOP_S = (0.1, 1.0)  # since the first key; the scanner needs longer than the first and shorter than the second


class StutteringClerk(Clerk):
    def scan(self, payload: str) -> Event:
        """The scan comes once and whole, and nothing else comes of it: no check is answered, nothing decided."""
        before = len(self.program.events)
        shown = self._answers(self.program.events)[-1]
        kills = [
            threading.Timer(after, os.kill, (self.program.process.pid, which))
            for after, which in zip(STOP_S, (signal.SIGSTOP, signal.SIGCONT), strict=True)
        ]
        for kill in kills:
            kill.start()
        verdict = super().scan(payload)
        for kill in kills:
            kill.join()
        came = self.program.events[before:]
        assert [event["event"] for event in came if event["event"] in ("scan", "verdict")] == ["scan", "verdict"]
        assert all(answers == shown for answers in self._answers(came)), "papers may arrive meanwhile, answers may not"
        assert not [event for event in came if event["event"] == "decided"]
        return verdict

    @staticmethod
    def _answers(events: list[Event]) -> list[tuple[object, ...]]:
        """What each painting of a case showed of its checks."""
        cases = [event for event in events if event["event"] == "painted" and event.get("screen") == "review"]
        return [(event["case"], event["state"], event["no"], event["unclear"]) for event in cases]


@pytest.mark.xdist_group("journeys")  # two of them at once would fight for the machine
@pytest.mark.timeout(300)
@pytest.mark.parametrize("layout", [("us", ""), ("bg", "bds")], ids=["us", "bds"])
def test_a_clerk_does_the_whole_job(layout: tuple[str, str], tmp_path: Path) -> None:
    with x_server("1440x900") as display:
        name, variant = layout
        command = ["setxkbmap", "-display", display, name, *(["-variant", variant] if variant else [])]
        subprocess.run(command, check=True)
        keys = XKeyboard(display)
        env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        seen: list[str] = []
        try:
            with Program(["--sandbox", "--profile", str(tmp_path / "profile")], env) as program:
                clerk = StutteringClerk(keys, program, seen.append)
                clerk.ready()
                clerk.picture("01-sign-in")
                clerk.sign_in()
                main_job(clerk)
                assert program.end() == 0
                assert not any(event["event"] == "bug" for event in program.events)
        finally:
            keys.close()
    assert set(seen) == PICTURES

"""`make demo` without a screen: pictures in `build/demo`, and how long the start took, the first time and a later
one.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from .job import Clerk, main_job
from .program import NotSeen, Program
from .x_keyboard import XKeyboard

PICTURES = Path("build/demo")
START_LIMIT_S, QUEUE_LIMIT_S = 4.0, 1.0


def main() -> int:
    display = os.environ.get("DISPLAY", "")
    if not display:
        print("There is no screen. Type: make demo", file=sys.stderr)
        return 1
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    figures = []
    with tempfile.TemporaryDirectory(prefix="desk-demo-") as folder:
        for run, job in (("first start", True), ("later start", False)):
            figures.append((run, *_run(Path(folder) / "profile", display, whole=job)))
    print(f"Pictures of the main job are in {PICTURES}/.")
    for run, ready, queue, pressed in figures:
        print(
            f"{run}: {ready:.2f} s to a sign-in field that takes keys, with the centre answering"
            f" (limit {START_LIMIT_S} s);"
            f" {queue:.2f} s from accepted credentials to the queue (limit {QUEUE_LIMIT_S} s;"
            f" {pressed:.2f} s from the key)"
        )
    return 0


def _run(profile: Path, display: str, *, whole: bool) -> tuple[float, float, float]:
    keys = XKeyboard(display)
    arguments = ["--sandbox", "--profile", str(profile)]
    try:
        with Program(arguments, dict(os.environ), PICTURES if whole else None) as program:
            clerk = Clerk(keys, program, program.picture if whole else lambda _name: None)
            ready = clerk.ready()
            clerk.picture("01-sign-in")
            queue, pressed = clerk.sign_in()
            if whole:
                main_job(clerk)
            return ready, queue, pressed
    finally:
        keys.close()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except NotSeen as missed:
        print(f"The demo did not get through: {missed}", file=sys.stderr)
        sys.exit(1)

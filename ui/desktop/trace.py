"""One JSON line on standard output for each thing a person would have seen, for journeys and for measuring. Off unless
asked for.

Names of screens and states only: nothing that a case holds is ever written.
"""

from __future__ import annotations

import json
import sys
import time

_on = False


def switch_on() -> None:
    global _on  # noqa: PLW0603  (one switch of the process, set once by main)
    _on = True


def trace(event: str, **facts: str | int | float | bool) -> None:
    if _on:
        line = json.dumps({"event": event, "t": round(time.monotonic(), 4), **facts})
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

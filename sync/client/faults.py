"""What may be said of a bug in a log: where, and never with what."""

from __future__ import annotations

import traceback


def where(error: BaseException, last: int = 4) -> str:
    """The last calls as `file:line in function`. The message is left out: it may quote what a clerk typed."""
    frames = reversed(traceback.extract_tb(error.__traceback__)[-last:])
    return " < ".join(f"{one.filename.rpartition('/')[2]}:{one.lineno} in {one.name}" for one in frames)

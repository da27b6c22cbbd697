"""What the window remembers between starts, in plain text: sizes and choices, never a person's data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

MAX_BYTES = 64 * 1024


def load(path: Path) -> dict[str, Any]:
    """A missing or broken file is an empty one: a window of the wrong size is not worth a sentence."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return {}
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def save(path: Path, settings: dict[str, Any]) -> None:
    """Written beside and moved over, so that a kill leaves the old or the new."""
    beside = path.with_suffix(".new")
    try:
        beside.write_text(json.dumps(settings, ensure_ascii=False, indent=1), "utf-8")
        beside.replace(path)
    except OSError:
        return  # a full disk must not keep the program from ending

"""Where the third-party vectors lie."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def folder() -> Path | None:
    """The folder that OPERATOR_VECTORS names, else `shared/vectors` beside the project; None where there is none."""
    named = os.environ.get("OPERATOR_VECTORS")
    there = Path(named) if named else ROOT.parent / "shared" / "vectors"
    return there if there.is_dir() else None

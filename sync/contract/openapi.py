"""The written contract, `openapi.json` beside this file: how it is put down, so that a test can compare it line by
line with what the centre really serves.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

FILE = Path(__file__).with_name("openapi.json")


def text(document: Mapping[str, object]) -> str:
    """The document as it is kept: sorted, indented, Bulgarian readable, one line feed at the end."""
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def write(document: Mapping[str, object], file: Path = FILE) -> bool:
    """Put it down; True if it had been different."""
    if is_current(document, file):
        return False
    file.write_text(text(document), encoding="utf-8")
    return True


def is_current(document: Mapping[str, object], file: Path = FILE) -> bool:
    """Whether the written contract is the one that is served."""
    return file.exists() and file.read_text(encoding="utf-8") == text(document)

"""Files that a person names or drops: read with a cap, each failure with its own code."""

from __future__ import annotations

from pathlib import Path

from operator_app.domain import errors
from operator_app.domain.errors import Refused, Trouble

from .rendered import EMPTY, MAX_BYTES, TOO_LARGE

MISSING = errors.code("paper.file_missing")
NO_FILE = errors.code("paper.not_a_file")
UNREADABLE = errors.code("paper.file_unreadable")


def read_capped(path: Path, most: int = MAX_BYTES) -> bytes:
    """The whole file. May wait on a slow share: never on the window's thread.

    Refused: paper.file_missing, paper.not_a_file (a folder, a device), paper.empty, paper.too_large. Trouble:
    paper.file_unreadable. The file's name is not in the error: names of citizens' files are personal data.
    """
    try:
        if not path.exists():
            raise Refused(MISSING)
        if not path.is_file():
            raise Refused(NO_FILE)
        with path.open("rb") as file:
            data = file.read(most + 1)
            size = path.stat().st_size
    except OSError as error:
        raise Trouble(UNREADABLE) from error
    if not data:
        raise Refused(EMPTY)
    if len(data) > most:
        raise Refused(TOO_LARGE, bytes=size, most=most)
    return data

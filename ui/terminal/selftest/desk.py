"""The desk under test: a process that holds the profile as the window does, and does what it is told.

One JSON object a line comes in on standard input, one goes out on standard output.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from operator_app.domain.environment import Environment
from operator_app.domain.errors import Told
from ui import words
from ui.opening import Opening
from ui.terminal.selftest import acts, looks
from ui.words.sentences import sentence

Facts = dict[str, Any]
VERBS: dict[str, Callable[..., Facts]] = acts.VERBS | looks.VERBS


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("profile", type=Path)
    parser.add_argument("--line-cut", action="store_true")
    parser.add_argument("--lang", default="bg")
    given = parser.parse_args()
    words.install(given.lang)
    opening = Opening(Environment.SANDBOX, given.profile, own_centre=False, line_cut=given.line_cut)
    try:
        for line in sys.stdin:
            print(json.dumps(_answer(opening, json.loads(line)), ensure_ascii=False), flush=True)
    finally:
        opening.close()
    return 0


def _answer(opening: Opening, asked: Facts) -> Facts:
    """What was refused is an answer too; a bug ends the process, and its trace is on standard error."""
    try:
        return {"ok": True} | VERBS[asked.pop("do")](opening, **asked)
    except Told as told:
        return {"ok": False, "code": told.code, "sentence": str(sentence(told.code, told.params))}


if __name__ == "__main__":
    sys.exit(main())

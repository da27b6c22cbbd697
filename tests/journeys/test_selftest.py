"""`operator-cli selftest`: it passes, it leaves nothing behind, and it fails where an effect happens twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

NAMES = [
    "start service",
    "enrol",
    "sign in",
    "pull",
    "take case",
    "scan consent",
    "decide online",
    "receipt",
    "fetch documents ahead",
    "push a batch whose reply is lost",
    "kill the desk",
    "restart",
    "sign in offline",
    "decide three cases offline",
    "annul one",
    "line back",
    "drain",
    "central has each effect once",
    "projection == central",
    "stop the desk",
    "clean up",
]


def selftest(folder: Path, **environment: str) -> tuple[int, dict[str, Any], str]:
    """Runs as a script would call it, with a folder of its own for what is temporary."""
    ran = subprocess.run(
        [sys.executable, "-m", "ui.terminal.main", "selftest", "--json"],
        capture_output=True,
        encoding="utf-8",
        timeout=110,
        env=os.environ | {"TMPDIR": str(folder)} | environment,
    )
    return ran.returncode, json.loads(ran.stdout), ran.stderr


@pytest.mark.timeout(115)
def test_the_whole_main_job_passes_and_leaves_nothing_behind(tmp_path: Path) -> None:
    status, report, said = selftest(tmp_path)
    assert [(step["name"], step.get("why")) for step in report["steps"]] == [(name, None) for name in NAMES]
    assert (status, report["ok"], said) == (0, True, "")
    assert all(step["ok"] is True and step["seconds"] >= 0 for step in report["steps"])
    assert list(tmp_path.iterdir()) == []
    assert report["seconds"] < 60


@pytest.mark.timeout(115)
def test_it_fails_where_the_centre_takes_a_repeated_operation_twice(tmp_path: Path) -> None:
    status, report, said = selftest(tmp_path, DESK_BREAK_IDEMPOTENCY="1")
    failed = [step for step in report["steps"] if not step["ok"]]
    assert (status, report["ok"]) == (1, False)
    assert [step["name"] for step in failed] == ["central has each effect once"], failed
    assert "повече от веднъж" in failed[0]["why"]
    assert failed[0]["why"] in said
    assert list(tmp_path.iterdir()) == []

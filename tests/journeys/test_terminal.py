"""`operator-cli` on the sandbox: from an empty folder to a decision that the centre has confirmed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def cli(profile: Path, *arguments: str) -> tuple[int, dict[str, Any], str]:
    """One command as a script gives it; the sandbox opens by itself and fills its invented people's secrets in."""
    ran = subprocess.run(
        [sys.executable, "-m", "ui.terminal.main", *arguments, "--sandbox", "--profile", str(profile), "--json"],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        env=os.environ | {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"},
    )
    return ran.returncode, json.loads(ran.stdout), ran.stderr


@pytest.mark.timeout(115)
def test_a_decision_made_on_the_command_line_is_confirmed_by_the_centre(tmp_path: Path) -> None:
    profile = tmp_path / "profile"
    status, who, _ = cli(profile, "sign-in", "sredets")
    assert (status, who["online"], who["role"]) == (0, True, "clerk")
    status, synced, said = cli(profile, "sync")
    assert (status, synced["ok"], said) == (0, True, "")

    case = cli(profile, "queue", "--tab", "new", "--limit", "1")[1]["rows"][0]["number"]
    check = cli(profile, "show", case)[1]["checks"][0]["id"]
    status, decided, _ = cli(profile, "decide", case, "returned", "--claim", "--answer", f"{check}=no")
    assert (status, decided["waiting"]) == (0, 3)
    status, synced, said = cli(profile, "sync")
    assert (status, synced["waiting"], synced["need_you"], said) == (0, 0, 0, "")
    after = cli(profile, "show", case)[1]
    assert (after["state"], after["version"] >= 4) == ("returned", True)

"""The sandbox's own centre is found by `operator-cli status` and reached by `central-admin`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from operator_app.domain.environment import Environment
from operator_app.storage.cipher import RawKey
from operator_app.storage.profile import profile_at
from sync.central.admin import main as admin
from tests.unit.central.test_admin import piped
from ui.embedded import EmbeddedCentre, where_it_answers
from ui.terminal.main import main as cli


def test_an_administrator_reaches_the_embedded_centre(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    profile = profile_at(tmp_path, Environment.SANDBOX)
    centre = EmbeddedCentre(profile.centre, RawKey.new())
    try:
        answer = centre.start()
        assert cli(["status", "--sandbox", "--profile", str(tmp_path), "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["service"], told["ca_fingerprint"]) == (answer.url, answer.ca_fingerprint)
        known = ["--service", told["service"], "--ca-fingerprint", told["ca_fingerprint"], "--json"]
        assert admin.main([*known, "accounts"]) == 0
        ready = json.loads(capsys.readouterr().out)["accounts"]
        head = next(one for one in ready if one["role"] == "administrator")
        secrets = ["--password-fd", piped(head["password"]), "--code-fd", piped(head["code"])]
        assert admin.main([*known, "--account", head["account"], *secrets, "offices"]) == 0
        assert len(json.loads(capsys.readouterr().out)["offices"]) == 24
    finally:
        centre.close()
    assert where_it_answers(profile.centre) == {}


@pytest.mark.parametrize("written", ["", "[]", "{}", '{"service": "https://127.0.0.1:1"}', "отпечатък"])
def test_rubbish_in_its_place_is_no_address(tmp_path: Path, written: str) -> None:
    (tmp_path / "answers.json").write_text(written, "utf-8")
    assert where_it_answers(tmp_path) == {}

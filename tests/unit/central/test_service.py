"""`central-service` as a process: what starts it, what it says, what ends it."""

from __future__ import annotations

import json
import os
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from operator_app.domain.environment import Environment
from operator_app.formats import enrolment_code
from operator_app.storage.cipher import RawKey
from sync.central import service
from sync.central.centre import Centre, Opening

KEY = RawKey(bytes(range(32)))
LIMIT = 60.0


@contextmanager
def embedded(folder: Path, key: RawKey = KEY, *more: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    command = [sys.executable, "-m", "sync.central.service", "--environment", "sandbox", "--embedded", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--data", str(folder), *more],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(key.hex() + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        yield process, json.loads(line) if line else {}
    finally:
        process.stdin.close()
        process.wait(LIMIT)
        process.stdout.close()
        assert process.stderr is not None
        process.stderr.close()


def believing(said: dict[str, Any]) -> ssl.SSLContext:
    """TLS that trusts the authority which the enrolment code names, and nothing else."""
    blind = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    blind.check_hostname, blind.verify_mode = False, ssl.CERT_NONE
    with httpx.Client(verify=blind, trust_env=False) as client:
        pem = client.get(said["url"] + "/enrol/v1/ca").text
    assert enrolment_code.decode(said["enrolment_code"]).matches(ssl.PEM_cert_to_DER_cert(pem))
    return ssl.create_default_context(cadata=pem)


def test_embedded_it_answers_when_it_says_so_and_ends_with_its_input(tmp_path: Path) -> None:
    with embedded(tmp_path / "centre") as (process, said):
        assert said["port"] > 0
        with httpx.Client(verify=believing(said), trust_env=False) as client:
            hello = client.get(said["url"] + "/sync/v1/hello").json()
            accounts = client.get(said["url"] + "/sandbox/v1/accounts").json()["accounts"]
        assert hello["environment"] == "sandbox"
        assert {one["office"] for one in accounts} == {"68134-01", "68134-16", "68134-17", ""}
        assert process.poll() is None
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(LIMIT) == 0
    files = [file.read_bytes() for file in (tmp_path / "centre").iterdir()]
    assert files
    assert not any(b"SQLite format" in content or b"sredets" in content for content in files), "all of it is encrypted"


def test_a_second_start_keeps_its_authority_and_gives_a_fresh_code(tmp_path: Path) -> None:
    opening = Opening(Environment.SANDBOX, f"sqlite:///{tmp_path / 'centre.db'}", KEY)
    said = []
    for _ in range(2):
        centre = Centre(opening)
        try:
            said.append((centre.parts.keys.authority.fingerprint, service._codes(centre)["enrolment_code"]))
        finally:
            centre.close()
    (first, code), (second, fresh) = said
    assert first == second
    assert code != fresh


@pytest.mark.parametrize(
    ("key", "environment", "code"),
    [
        (RawKey(bytes(32)), "sandbox", "store.wrong_key"),
        (KEY, "training", "centre.other_environment"),
    ],
)
def test_what_keeps_it_from_starting_is_told_in_words(tmp_path: Path, key: RawKey, environment: str, code: str) -> None:
    Centre(Opening(Environment.SANDBOX, f"sqlite:///{tmp_path / 'centre.db'}", KEY)).close()
    with embedded(tmp_path, key, "--environment", environment) as (process, said):
        assert said == {}
        assert process.wait(LIMIT) == 1
        assert process.stderr is not None
        assert code in process.stderr.read()


def test_the_key_file_is_made_once_and_for_this_account_alone(tmp_path: Path) -> None:
    file = tmp_path / "centre.key"
    made = service._key_of_file(file)
    assert RawKey.from_hex(made) == RawKey.from_hex(service._key_of_file(file))
    if os.name == "posix":
        assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("written", ["ключ", "ab" * 31, "", "\x00" * 64])
def test_a_key_file_that_holds_no_key_is_said_in_words(
    tmp_path: Path, written: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "centre.key"
    file.write_text(written, "utf-8")
    ended = service.main(["--environment", "work", "--data", str(tmp_path), "--key-file", str(file), "--port", "0"])
    assert ended == 1
    assert "64 hexadecimal digits" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--environment", "playground"],
        ["--environment", "sandbox", "--embedded"],
        ["--environment", "work", "--data", "x", "--embedded"],
        ["--environment", "work", "--data", "x"],
        ["--environment", "work", "--data", "x", "--key-file", "k", "--port", "99999"],
        ["--environment", "sandbox", "--data", "x", "--embedded", "--key-file", "k"],
        ["--environment", "sandbox", "--data", "x", "--database-url", "sqlite:///x"],
    ],
)
def test_wrong_arguments_end_with_2_and_words(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        service.main(arguments)
    assert ended.value.code == 2
    assert "central-service" in capsys.readouterr().err


def test_help_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        service.main(["--help"])
    assert ended.value.code == 0
    assert "--embedded" in capsys.readouterr().out


def test_idempotency_can_be_broken_in_the_sandbox_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DESK_BREAK_IDEMPOTENCY", "1")
    with pytest.raises(SystemExit) as ended:
        service.main(["--environment", "training", "--data", "x", "--embedded"])
    assert ended.value.code == 2
    assert "sandbox alone" in capsys.readouterr().err

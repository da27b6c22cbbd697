"""Rubbish on the command line: one sentence and status 1, never a traceback, and nothing half done."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

from operator_app.domain import errors
from operator_app.services.cases import Cases
from operator_app.services.outbox import Outbox

from .conftest import NUMBER, CommandLine

HALF = "\udcff\udcfe"  # bytes that are no UTF-8, as Python hands them over
ERASES = "\x1b[2Jабв"
TURNS = "аб\u202eвг"


@pytest.mark.parametrize("text", [HALF, ERASES, TURNS], ids=["half", "erases", "turns"])
@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (("show", "{}"), "CASE"),
        (("decide", NUMBER, "--claim", "--reason", "{}"), "--reason"),
        (("decide", NUMBER, "--claim", "--answer", "{}=yes"), "--answer"),
        (("queue", "--search", "{}"), "--search"),
        (("status", "--account", "{}"), "--account"),
        (("sign-in", "{}"), "ACCOUNT"),
    ],
)
def test_what_cannot_be_seen_is_refused_and_not_written_to_the_terminal(
    cli: CommandLine, arguments: tuple[str, ...], option: str, text: str
) -> None:
    ran = cli(*(one.replace("{}", text) for one in arguments), bare=True)
    assert (ran.status, ran.facts["code"]) == (1, "terminal.unreadable_argument")
    assert option in ran.err
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", ran.err)


@pytest.mark.parametrize("limit", ["inf", "nan", "-1", "0", "1e9"])
def test_a_waiting_time_is_a_number_of_seconds(cli: CommandLine, limit: str) -> None:
    ran = cli("sync", "--limit", limit, bare=True)
    assert (ran.status, ran.facts["code"]) == (1, "terminal.bad_seconds")


def test_a_bug_is_one_sentence_and_quotes_nothing(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, expected: Any
) -> None:
    def broken(*_: object) -> None:
        raise LookupError("Иван Петров, 8001010000")

    monkeypatch.setattr(Cases, "open", broken)
    expected.log_line("ERROR ui.terminal.main: LookupError in ")
    ran = cli("show", NUMBER)
    assert (ran.status, ran.facts["code"]) == (1, "program.fault")
    assert ran.facts["sentence"] in ran.err
    assert "Traceback" not in ran.err
    assert "Петров" not in ran.out + ran.err


def test_a_bug_in_the_middle_leaves_nothing_half_done(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, expected: Any
) -> None:
    """The claim was made, then the answer breaks: the claim is taken back as after a refusal."""

    def broken(*_: object) -> None:
        raise LookupError

    with monkeypatch.context() as patch:
        patch.setattr(Cases, "answer", broken)
        expected.log_line("ERROR ui.terminal.main: LookupError in ")
        assert cli("decide", NUMBER, "--claim", "--answer", "deed=no").status == 1
    assert cli("status").facts["waiting"] == 0
    assert cli("show", NUMBER).facts["mine"] is False


def test_of_two_troubles_the_first_is_told(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is full also refuses the taking back."""

    def full(*_: object) -> None:
        raise errors.Trouble("store.disk_full")

    def busy(*_: object) -> None:
        raise errors.Trouble("store.locked")

    monkeypatch.setattr(Cases, "answer", full)
    monkeypatch.setattr(Outbox, "undo", busy)
    assert cli("decide", NUMBER, "--claim", "--answer", "deed=no").facts["code"] == "store.disk_full"


def test_files_that_are_none(cli: CommandLine, tmp_path: Path) -> None:
    """Each in its own words; a file that gives no end is not waited for."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "binary").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(41 * 1024 * 1024)
    told = {
        "/dev/zero": "paper.not_a_file",
        str(tmp_path): "paper.not_a_file",
        str(tmp_path / "pipe"): "paper.not_a_file",
        str(tmp_path / "loop"): "paper.file_missing",
        str(tmp_path / "empty"): "paper.empty",
        str(tmp_path / "huge"): "paper.too_large",
        str(tmp_path / "binary"): "paper.picture_kind",
        str(tmp_path / "broken.pdf"): "paper.pdf_broken",
        str(tmp_path / HALF): "paper.file_missing",
    }
    ran = cli("scan", *told)
    assert ran.status == 1
    assert [one["code"] for one in ran.facts["verdicts"]] == list(told.values())
    assert "Traceback" not in ran.err

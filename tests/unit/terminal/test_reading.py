"""`status`, `queue`, `show`, `scan`: what a script or a person is told, beside an open desk too."""

from __future__ import annotations

from pathlib import Path

from operator_app.services.views import Sort, Tab
from ui.terminal.commands import queue

from .conftest import NUMBER, CommandLine


def test_status_before_enrolment_says_so_and_makes_nothing(empty: CommandLine) -> None:
    ran = empty("status", bare=True)
    assert (ran.status, ran.facts["stage"]) == (0, "not_enrolled")
    assert not empty.profile.directory.exists()


def test_status_with_a_closed_vault_says_so(cli: CommandLine) -> None:
    ran = cli("status", bare=True)
    assert (ran.status, ran.facts["stage"]) == (0, "closed")


def test_status_with_the_password_says_who_is_in_and_what_waits(cli: CommandLine) -> None:
    facts = cli("status").facts
    assert facts["operator"] == "clerk1"
    assert (facts["waiting"], facts["need_you"]) == (0, 0)
    assert facts["office"] == "Район „Средец“"
    assert facts["offline_until"]


def test_readers_stand_beside_an_open_desk_and_writers_refuse_in_words(cli: CommandLine) -> None:
    with cli.profile.hold():
        assert cli("status").status == 0
        assert cli("queue").status == 0
        for command in (("sync",), ("decide", NUMBER, "--claim")):
            ran = cli(*command)
            assert (ran.status, ran.facts["code"]) == (1, "profile.in_use")
            assert ran.facts["sentence"] in ran.err


def test_queue_gives_the_rows_and_the_counts(cli: CommandLine) -> None:
    facts = cli("queue", "--sort", "number").facts
    assert [row["number"] for row in facts["rows"]] == [NUMBER, "РСЦ26-ГР94-4490"]
    assert facts["counts"]["new"] == 2
    assert {row["state"] for row in facts["rows"]} == {"submitted"}
    assert [row["number"] for row in cli("queue", "--search", "4490").facts["rows"]] == ["РСЦ26-ГР94-4490"]
    assert cli("queue", "--tab", "mine").facts["rows"] == []
    assert cli("queue", "--limit", "1").facts["more"] is True


def test_queue_offers_every_view_and_order_of_the_screen() -> None:
    assert set(queue.TABS) == {tab.value for tab in Tab}
    assert set(queue.SORTS) == {sort.value for sort in Sort}


def test_show_masks_identifiers_and_says_what_may_be_decided(cli: CommandLine) -> None:
    facts = cli("show", NUMBER).facts
    assert facts["number"] == NUMBER
    assert (facts["service"], facts["applicant_type"], facts["state"]) == ("2107", "owner", "submitted")
    assert facts["district"] == "68134-01"
    party = facts["parties"][0]
    assert party["role"] == "applicant"
    assert not party["identifier"].isdigit()
    checks = {check["id"]: check for check in facts["checks"]}
    assert checks["owner"]["answer"] == "yes"
    assert checks["owner"]["reason"]
    assert checks["owner"]["basis"].startswith("чл.")
    assert checks["owner"]["confirmed"] is False
    assert facts["clock"]["kind"] == "decide"
    assert facts["clock"]["first_day"] < facts["clock"]["last_day"]
    assert {no["decision"] for no in facts["forbidden"]} | set(facts["allowed"]) >= {"decision.registered"}
    assert all(no["sentence"] for no in facts["forbidden"])


def test_show_finds_a_case_by_its_id_and_says_when_there_is_none(cli: CommandLine) -> None:
    assert cli("show", "case-1").facts["number"] == NUMBER
    ran = cli("show", "РСЦ26-ГР94-9999")
    assert (ran.status, ran.facts["code"]) == (1, "case.not_here")


def test_show_speaks_english(cli: CommandLine) -> None:
    titles = [check["title"] for check in cli("show", NUMBER, "--lang", "en").facts["checks"]]
    assert "Proof of ownership" in titles


def test_scan_judges_each_code_and_says_which_file_has_none(cli: CommandLine, tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.write_text("https://example.invalid/x", "utf-8")
    gone = tmp_path / "gone.png"
    ran = cli("scan", str(link), str(gone))
    first, second = ran.facts["verdicts"]
    assert ran.status == 1
    assert first["worth"] == "no_proof"
    assert first["sentence"]
    assert (second["worth"], second["code"]) == (None, "paper.file_missing")
    assert "gone.png" in ran.err
    assert cli("scan", str(link)).status == 0

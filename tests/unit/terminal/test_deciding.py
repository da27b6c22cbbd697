"""`decide`: what a rule permits waits for the line; what it forbids leaves nothing behind."""

from __future__ import annotations

import pytest

from .conftest import NUMBER, CommandLine


def state(cli: CommandLine) -> tuple[object, ...]:
    facts = cli("show", NUMBER).facts
    return facts["state"], facts["assignee"], facts["version"], tuple(check["answer"] for check in facts["checks"])


def test_a_claim_an_answer_and_a_decision_wait_for_the_line(cli: CommandLine) -> None:
    ran = cli("decide", NUMBER, "returned", "--claim", "--answer", "deed=no", "--reason", "Липсва втора страница.")
    assert (ran.status, len(ran.facts["operations"]), ran.facts["waiting"]) == (0, 3, 3)
    assert cli("show", NUMBER).facts["state"] == "returned"
    assert cli("status").facts["waiting"] == 3


def test_a_refused_decision_changes_nothing_and_leaves_nothing_waiting(cli: CommandLine) -> None:
    before = state(cli)
    ran = cli("decide", NUMBER, "returned", "--claim")
    assert (ran.status, ran.facts["code"]) == (1, "decision.nothing_to_mend")
    assert ran.facts["sentence"].strip() in ran.err
    assert state(cli) == before
    assert cli("status").facts["waiting"] == 0


def test_what_was_done_before_the_refused_act_stays(cli: CommandLine) -> None:
    assert cli("decide", NUMBER, "--claim").status == 0
    assert cli("decide", NUMBER, "returned", "--claim").status == 1
    assert cli("show", NUMBER).facts["mine"] is True
    assert cli("status").facts["waiting"] == 1


def test_a_refusal_needs_a_ground(cli: CommandLine) -> None:
    assert cli("decide", NUMBER, "refused", "--claim").facts["code"] == "decision.no_ground"
    assert cli("decide", NUMBER, "refused", "--claim", "--ground", "not_home").status == 0


@pytest.mark.parametrize("arguments", [("--answer", "deed=maybe"), ("--answer", "deed"), ()])
def test_what_cannot_be_read_is_refused_before_anything_is_done(cli: CommandLine, arguments: tuple[str, ...]) -> None:
    ran = cli("decide", NUMBER, *arguments)
    assert ran.status == 1
    assert ran.facts["code"] in ("terminal.bad_answer", "terminal.nothing_asked")
    assert cli("status").facts["waiting"] == 0


def test_sync_without_a_line_says_so_and_keeps_what_waits(cli: CommandLine) -> None:
    cli("decide", NUMBER, "--claim")
    ran = cli("sync", "--limit", "10")
    assert ran.status == 1
    assert ran.facts["online"] is False
    assert ran.facts["waiting"] == 1
    assert ran.err.strip()

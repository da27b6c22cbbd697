"""The outbox in words: each state has a cause, and a decision that was not entered says who was faster."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from operator_app.ports.sync_store import OutboxState
from operator_app.services.views import LineStatus, OutboxRow, Undo
from tests import builders as b
from ui.desktop.screens.outbox import lines

ROW = OutboxRow(
    op="op-1",
    case="case-1",
    number="РСЦ26-ГР94-4483",
    kind="decision.fee_requested",
    state=OutboxState.QUEUED,
    made_at=b.NOON,
    rest_until=None,
    attempts=0,
    last_attempt=None,
    receipt="",
    received=None,
    undo=Undo.NOTHING,
    facts={"amount": "2.56"},
)
ONLINE = LineStatus(online=True, since=None)
OFFLINE = LineStatus(online=False, since=b.NOON, code="line.down")


def said(row: OutboxRow, status: LineStatus = ONLINE) -> str:
    return lines.line(row, b.NOON, 1, status).reason


@pytest.mark.parametrize("state", list(OutboxState))
def test_every_state_has_a_shape_a_word_and_a_cause(state: OutboxState) -> None:
    shown = lines.line(replace(ROW, state=state), b.NOON, 1, ONLINE)
    assert shown.status.shape
    assert shown.status.word
    assert shown.reason
    assert ".." not in shown.reason


def test_the_amount_is_said_with_the_act() -> None:
    assert "2,56" in lines.line(ROW, b.NOON, 1, ONLINE).what


def test_what_rests_says_how_long_it_can_be_taken_back() -> None:
    row = replace(ROW, state=OutboxState.RESTING, rest_until=b.NOON + timedelta(seconds=4), undo=Undo.TAKE_BACK)
    shown = lines.line(row, b.NOON, 1, ONLINE)
    assert "4" in shown.reason
    assert shown.step == "Върни"


def test_waiting_without_a_line_names_the_cause() -> None:
    assert "Няма връзка" in said(ROW, OFFLINE)
    assert "отговорът не стигна" in said(replace(ROW, state=OutboxState.SENDING), OFFLINE)


def test_a_receipt_carries_its_number_and_hour() -> None:
    row = replace(ROW, state=OutboxState.RECEIPTED, receipt="118-40279", received=b.NOON)
    assert "118-40279" in said(row)
    assert "12:00" in said(row)  # Sofia's clock


def test_a_conflict_says_who_did_what_and_that_ours_was_not_entered() -> None:
    theirs = json.dumps([{"actor": "К. Вътев", "kind": "decision.refused", "at": b.NOON.isoformat()}])
    told = said(replace(ROW, state=OutboxState.CONFLICT, theirs=theirs))
    assert "К. Вътев" in told
    assert "не е влязло" in told
    assert "не е влязло" in said(replace(ROW, state=OutboxState.CONFLICT, theirs="{damaged"))


def test_the_forecast_never_looks_nicer_than_the_truth() -> None:
    assert lines.forecast([ROW], OFFLINE).meaning == "offline"
    assert lines.forecast([replace(ROW, state=OutboxState.REJECTED)], ONLINE).meaning == "warning"
    assert lines.forecast([ROW], ONLINE).meaning == "info"
    assert lines.forecast([], ONLINE).meaning == "success"


def test_what_is_held_back_does_not_promise_to_leave_by_itself() -> None:
    row = replace(ROW, state=OutboxState.BLOCKED, blocked_by="op-0")
    shown = lines.line(row, b.NOON, 0, ONLINE)
    assert shown.status.loud
    assert "Само не тръгва" in shown.reason
    assert shown.step == "Отвори преписката"
    assert lines.forecast([row], ONLINE).meaning == "warning"
    assert lines.belongs(row, lines.Tab.NEED_YOU)
    assert not lines.belongs(row, lines.Tab.WAIT)


def test_what_no_longer_fits_asks_for_a_person_while_it_still_waits() -> None:
    row = replace(ROW, code="outbox.no_longer_fits")
    assert lines.belongs(row, lines.Tab.NEED_YOU)
    assert lines.belongs(row, lines.Tab.WAIT)
    assert "вече не подхожда" in said(row)
    assert lines.line(replace(row, undo=Undo.ANNUL), b.NOON, 1, ONLINE).step == "Върни"


def test_what_was_let_be_asks_for_nobody_any_more() -> None:
    row = replace(ROW, state=OutboxState.CONFLICT, set_aside=True)
    assert not lines.belongs(row, lines.Tab.NEED_YOU)
    assert not lines.line(row, b.NOON, 0, ONLINE).status.loud
    assert lines.forecast([row], ONLINE).meaning == "success"


def test_letting_be_counts_what_waits_behind_an_act_and_nothing_else() -> None:
    head = replace(ROW, state=OutboxState.CONFLICT)
    after = replace(ROW, op="op-2", state=OutboxState.BLOCKED, blocked_by="op-1", made_at=b.later(hours=1))
    last = replace(ROW, op="op-3", state=OutboxState.BLOCKED, blocked_by="op-2", made_at=b.later(hours=2))
    other = replace(ROW, op="op-4", state=OutboxState.BLOCKED, blocked_by="op-9")
    rows = [last, after, other, head]
    assert [lines.behind(rows, op) for op in ("op-1", "op-2", "op-3")] == [2, 1, 0]
    assert "2 действия" in lines.letting_be(head, rows).text

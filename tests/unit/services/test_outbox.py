"""Taking back: while it rests, by an annulment before the first attempt, and never after; honest rows and counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from operator_app.domain import bodies
from operator_app.domain.case import Value
from operator_app.domain.errors import Refused
from operator_app.domain.lifecycle import State
from operator_app.formats import operation_json
from operator_app.ports.sync_store import OutboxState, Settlement
from operator_app.services.views import Banner, Undo
from operator_app.storage.repositories import desk as desk_rows
from tests import desk
from tests.desk import Office

S = OutboxState


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with desk.office(tmp_path, "case-1", "case-2") as made:
        yield made


def released(office: Office) -> None:
    office.rest()
    office.sync.release_due(office.clock.now())


def refused(office: Office, op: str) -> str:
    before = office.outbox.rows(20)
    with pytest.raises(Refused) as told:
        office.outbox.undo(op)
    assert office.outbox.rows(20) == before
    return told.value.code


def state(office: Office, case: str = "case-1") -> State:
    return office.cases.open(case, desk.WHO).case.state


def test_what_rests_is_taken_back_and_never_leaves_but_for_its_record(office: Office) -> None:
    op, _ = office.cases.claim("case-1", desk.WHO)
    changed = office.outbox.undo(op)
    assert changed.cases == {"case-1"}
    assert state(office) is State.SUBMITTED
    assert [row.state for row in office.outbox.rows(9)] == [S.UNDONE]
    released(office)
    [sent] = office.sync.waiting(9)
    made = operation_json.decode(sent.raw)
    assert (made.kind, made.actor.id, made.case) == ("audit.undone", "clerk1", "case-1")
    assert made.body == bodies.Audit({"operation": op, "kind": "case.claimed"})
    assert office.outbox.counts().waiting == 0


def test_work_is_taken_back_last_first_within_its_case(office: Office) -> None:
    first, _ = office.cases.claim("case-1", desk.WHO)
    other, _ = office.cases.claim("case-2", desk.WHO)
    second, _ = office.cases.answer("case-1", "home", Value.NO, "", desk.WHO)
    assert refused(office, first) == "undo.not_last"
    undo = {row.op: row.undo for row in office.outbox.rows(9)}
    assert undo == {first: Undo.NOTHING, second: Undo.TAKE_BACK, other: Undo.TAKE_BACK}
    office.outbox.undo(second)
    office.outbox.undo(first)
    assert state(office) is State.SUBMITTED
    assert state(office, "case-2") is State.IN_REVIEW


def test_released_and_never_tried_it_is_annulled_and_both_travel(office: Office) -> None:
    op, _ = office.cases.claim("case-1", desk.WHO)
    released(office)
    assert office.outbox.rows(9)[0].undo is Undo.ANNUL
    office.outbox.undo(op)
    assert state(office) is State.SUBMITTED
    pair = office.sync.waiting(9)
    assert [(one.kind, one.together) for one in pair] == [("case.claimed", pair[1].op), ("operation.annulled", op)]
    assert [row.state for row in office.outbox.rows(9)] == [S.ANNULLED]
    assert office.outbox.counts().waiting == 0
    assert refused(office, op) == "undo.already_done"


def test_from_the_first_attempt_on_there_is_no_undo(office: Office) -> None:
    op, _ = office.cases.claim("case-1", desk.WHO)
    released(office)
    office.sync.mark_sending([op], "batch", office.clock.now())
    assert refused(office, op) == "undo.already_sent"
    [one] = office.sync.waiting(9)
    office.sync.settle(office.centre.judge([one]))
    assert refused(office, op) == "undo.already_sent"
    office.pull()
    assert refused(office, op) == "undo.already_sent"
    assert [row.undo for row in office.outbox.rows(9)] == [Undo.NOTHING]


def test_a_released_act_under_a_resting_one_waits_for_its_turn(office: Office) -> None:
    first, _ = office.cases.claim("case-1", desk.WHO)
    released(office)
    second, _ = office.cases.note("case-1", "после", desk.WHO)
    assert refused(office, first) == "undo.not_last"
    office.outbox.undo(second)
    office.outbox.undo(first)
    assert state(office) is State.SUBMITTED


def test_after_an_annulment_the_next_act_follows_what_is_left(office: Office) -> None:
    office.cases.claim("case-1", desk.WHO)
    office.drain()
    answered, _ = office.cases.answer("case-1", "home", Value.NO, "", desk.WHO)
    released(office)
    office.outbox.undo(answered)
    office.cases.note("case-1", "размислих", desk.WHO)
    released(office)
    place = operation_json.thaw(office.sync.waiting(9)[-1].raw).place
    assert (place.prev, place.base) == ("", office.centre.cases["case-1"].version)


def test_only_who_made_it_takes_it_back(office: Office) -> None:
    op, _ = office.cases.claim("case-1", desk.WHO)
    with office.store.writing() as session:
        desk_rows.put_setting(session, desk_rows.SIGNED_IN, "clerk2")
    assert refused(office, op) == "undo.not_yours"
    assert refused(office, "no such operation") == "undo.unknown"


def test_undone_twice_it_is_undone_once(office: Office) -> None:
    op, _ = office.cases.claim("case-1", desk.WHO)
    office.outbox.undo(op)
    assert refused(office, op) == "undo.already_done"


def test_counts_and_rows_say_where_everything_is(office: Office) -> None:
    office.cases.claim("case-1", desk.WHO)
    office.drain()
    office.cases.claim("case-2", desk.WHO)
    office.cases.note("case-2", "чака", desk.WHO)
    counts = office.outbox.counts()
    assert (counts.waiting, counts.need_you, counts.receipted_today) == (2, 0, 1)
    rows = office.outbox.rows(9)
    assert [(row.kind, row.number[-4:], row.state) for row in rows] == [
        ("note.added", "4484", S.RESTING),
        ("case.claimed", "4484", S.RESTING),
        ("case.claimed", "4483", S.ARCHIVED),
    ]
    assert rows[0].facts == {"text": "чака"}
    assert rows[0].rest_until == office.clock.now() + timedelta(seconds=5)
    assert rows[2].receipt
    assert [row.op for row in office.outbox.recent(2)] == [rows[0].op, rows[1].op]


def test_yesterdays_confirmed_work_leaves_the_list_and_unfinished_work_stays(office: Office) -> None:
    office.cases.claim("case-1", desk.WHO)
    office.drain()
    office.cases.claim("case-2", desk.WHO)
    office.clock.advance(timedelta(days=1))
    assert [(row.kind, row.number[-4:]) for row in office.outbox.rows(9)] == [("case.claimed", "4484")]
    assert office.outbox.recent(9) == ()
    assert office.outbox.counts().receipted_today == 0


def test_a_conflict_that_is_set_aside_is_recorded_and_goes_with_what_waited_for_it(office: Office) -> None:
    first, _ = office.cases.claim("case-1", desk.WHO)
    second, _ = office.cases.note("case-1", "и още", desk.WHO)
    released(office)
    office.sync.mark_sending([first, second], "batch", office.clock.now())
    blocked = Settlement(second, S.BLOCKED, blocked_by=first)
    office.sync.settle(office.centre.reply(Settlement(first, S.CONFLICT), blocked))
    assert office.outbox.counts().need_you == 2
    office.outbox.set_aside(first)
    assert office.outbox.counts().need_you == 0
    assert {(row.op, row.set_aside) for row in office.outbox.rows(9)} == {(first, True), (second, True)}
    assert office.cases.open("case-1", desk.WHO).banner is Banner.NONE
    office.sync.release_due(office.clock.now())
    [record] = [operation_json.decode(one.raw) for one in office.sync.waiting(9)]
    assert (record.kind, record.body) == ("audit.set_aside", bodies.Audit({"operation": first, "count": 2}))
    with pytest.raises(Refused, match=r"outbox\.nothing_to_set_aside"):
        office.outbox.set_aside(first)
    office.clock.advance(timedelta(days=1))
    assert first not in {row.op for row in office.outbox.rows(9)}, "it is finished, and yesterday's"


def test_what_is_released_at_once_no_longer_rests(office: Office) -> None:
    office.cases.claim("case-1", desk.WHO)
    assert office.outbox.release_now().outbox
    assert [one.state for one in office.sync.waiting(9)] == [S.QUEUED]
    assert office.outbox.next_rest_end() is None

"""Answers of the centre and what the feed brings back: receipts, conflicts, archive, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from operator_app.domain import bodies
from operator_app.domain.case import Value
from operator_app.domain.errors import Trouble
from operator_app.domain.lifecycle import State
from operator_app.formats import canonical
from operator_app.ports.sync_store import OutboxState, Settlement, Waiting
from operator_app.services.views import Banner, Filter
from operator_app.storage.models import OperationRow
from operator_app.storage.sync_store import prune
from tests import builders as b
from tests import desk
from tests.desk import Office

S = OutboxState


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with desk.office(tmp_path) as made:
        yield made


def released(office: Office) -> list[Waiting]:
    office.rest()
    office.sync.release_due(office.clock.now())
    batch = list(office.sync.waiting(10))
    office.sync.mark_sending([one.op for one in batch], "batch", office.clock.now())
    return batch


def states(office: Office) -> list[str]:
    return [row.state for row in reversed(office.outbox.rows(20))]


def shown(office: Office) -> State:
    return office.cases.open("case-1", desk.WHO).case.state


def test_a_receipt_alone_keeps_the_act_shown_until_its_effect_is_back(office: Office) -> None:
    office.cases.claim("case-1", desk.WHO)
    office.sync.settle(office.centre.judge(released(office)))
    assert states(office) == [S.RECEIPTED]
    assert shown(office) is State.IN_REVIEW
    office.pull()
    assert states(office) == [S.ARCHIVED]
    view = office.cases.open("case-1", desk.WHO)
    assert view.case == office.centre.cases["case-1"]
    assert view.history[-1].received is not None


def test_an_effect_back_before_its_receipt_is_shown_once_and_the_receipt_still_asked_for(
    office: Office,
) -> None:
    office.cases.note("case-1", "обадих се", desk.WHO)
    batch = released(office)
    lost = office.centre.judge(batch)
    office.pull()
    assert states(office) == [S.SENDING]
    assert len(office.cases.open("case-1", desk.WHO).case.notes) == 1
    assert [one.raw for one in office.sync.waiting(10)] == [one.raw for one in batch]
    office.sync.settle(lost)
    assert states(office) == [S.ARCHIVED]
    assert office.outbox.rows(1)[0].receipt == lost.results[0].receipt


def test_a_conflict_takes_the_act_off_the_case_and_says_so_over_it(office: Office) -> None:
    claim, _ = office.cases.claim("case-1", desk.WHO)
    office.cases.answer("case-1", "home", Value.YES, "", desk.WHO)
    first, second = released(office)
    office.centre.act("case.claimed", bodies.Claimed("clerk2", "Втори Служител"))
    theirs = '[{"op": "centre-3", "kind": "case.claimed", "actor": "Втори", "at": "2026-11-23T10:00:00+00:00"}]'
    clash = Settlement(first.op, S.CONFLICT, ver=3, conflict_class="C3", theirs=theirs, fields=("state",))
    office.sync.settle(office.centre.reply(clash, Settlement(second.op, S.BLOCKED, blocked_by=claim)))
    office.pull()
    view = office.cases.open("case-1", desk.WHO)
    assert view.banner is Banner.CONFLICT
    assert view.case.assignee == "clerk2"
    assert [row.state for row in view.outbox] == [S.BLOCKED, S.CONFLICT]
    assert view.outbox[1].theirs == theirs
    assert office.queue.page(Filter(), "", 9, desk.WHO).rows[0].banner is Banner.CONFLICT
    assert office.outbox.counts().need_you == 2


def test_a_refusal_keeps_its_reason(office: Office) -> None:
    office.cases.claim("case-1", desk.WHO)
    [one] = released(office)
    said = Settlement(one.op, S.REJECTED, problem_code="decision.not_yours", problem_params={"clerk": "Друга"})
    office.sync.settle(office.centre.reply(said))
    [row] = office.outbox.rows(9)
    assert (row.state, row.code, row.params) == (S.REJECTED, "decision.not_yours", {"clerk": "Друга"})
    assert shown(office) is State.SUBMITTED


def test_a_retry_waits_and_can_no_longer_be_taken_back(office: Office) -> None:
    from operator_app.domain.errors import Refused

    op, _ = office.cases.claim("case-1", desk.WHO)
    [one] = released(office)
    office.sync.settle(office.centre.reply(Settlement(one.op, S.QUEUED)))
    assert [w.attempts for w in office.sync.waiting(9)] == [1]
    with pytest.raises(Refused, match=r"undo\.already_sent"):
        office.outbox.undo(op)


def test_a_late_answer_to_what_is_settled_changes_nothing(office: Office) -> None:
    office.cases.claim("case-1", desk.WHO)
    [one] = released(office)
    office.sync.settle(office.centre.judge([one]))
    office.pull()
    office.sync.settle(office.centre.reply(Settlement(one.op, S.CONFLICT)))
    assert states(office) == [S.ARCHIVED]


def test_audit_operations_are_archived_by_their_receipt_alone(office: Office) -> None:
    op, _ = office.cases.claim("case-1", desk.WHO)
    office.outbox.undo(op)
    office.sync.settle(office.centre.judge(released(office)))
    with office.store.reading() as session:
        row = session.scalars(select(OperationRow).where(OperationRow.kind == "audit.undone")).one()
    assert (row.state, row.effect) == (S.ARCHIVED, "recorded")


def test_an_annulled_pair_is_recorded_and_has_no_effect(office: Office) -> None:
    op, _ = office.cases.claim("case-1", desk.WHO)
    office.rest()
    office.sync.release_due(office.clock.now())
    office.outbox.undo(op)
    assert shown(office) is State.SUBMITTED
    batch = released(office)
    assert [one.kind for one in batch] == ["case.claimed", "operation.annulled"]
    office.sync.settle(office.centre.judge(batch))
    office.pull()
    assert states(office) == [S.ANNULLED]
    assert office.sync.waiting(9) == ()
    assert office.centre.cases["case-1"].state is State.SUBMITTED


def test_a_page_whose_bytes_are_not_what_was_hashed_is_not_taken(office: Office) -> None:
    office.centre.act("note.added", bodies.NoteAdded("бележка"))
    cursor = office.sync.cursor()
    page = office.centre.page(int(cursor))
    bad = replace(page, entries=(replace(page.entries[0], raw=page.entries[0].raw + b" "),))
    with pytest.raises(Trouble, match=r"feed\.digest"):
        office.sync.take_page(bad)
    assert office.sync.cursor() == cursor
    assert office.cases.open("case-1", desk.WHO).case.notes == ()


def test_our_own_operation_coming_back_changed_is_not_taken(office: Office) -> None:
    office.cases.note("case-1", "моята", desk.WHO)
    office.sync.settle(office.centre.judge(released(office)))
    page = office.centre.page(int(office.sync.cursor()))
    forged = page.entries[0].raw.replace("моята".encode(), "друга".encode())
    entry = replace(page.entries[0], raw=forged, digest=canonical.digest(forged))
    with pytest.raises(Trouble, match=r"feed\.other_bytes"):
        office.sync.take_page(replace(page, entries=(entry,)))
    assert states(office) == [S.RECEIPTED]


def test_a_missing_version_is_a_gap_and_the_feed_is_read_from_the_start(office: Office) -> None:
    office.centre.act("note.added", bodies.NoteAdded("първа"))
    office.centre.act("note.added", bodies.NoteAdded("втора"))
    page = office.centre.page(int(office.sync.cursor()))
    with pytest.raises(Trouble, match=r"feed\.gap"):
        office.sync.take_page(replace(page, entries=page.entries[1:]))
    assert office.sync.cursor() == ""
    office.pull()
    assert [note.text for note in office.cases.open("case-1", desk.WHO).case.notes] == ["първа", "втора"]


def test_cursor_and_rows_are_kept_together_or_not_at_all(office: Office) -> None:
    """The second entry is wrong: nothing of the first is here either, and the cursor has not moved."""
    office.centre.act("note.added", bodies.NoteAdded("бележка"))
    office.centre.file("case-2")
    page = office.centre.page(int(office.sync.cursor()))
    cursor = office.sync.cursor()
    bad = replace(page, entries=(*page.entries[:-1], replace(page.entries[-1], digest="0" * 64)))
    with pytest.raises(Trouble):
        office.sync.take_page(bad)
    assert (office.sync.cursor(), office.queue.page(Filter(), "", 9, desk.WHO).rows[-1].id) == (cursor, "case-1")
    assert office.cases.open("case-1", desk.WHO).case.notes == ()


def test_a_page_of_another_epoch_waits_until_the_feed_is_begun_anew(office: Office) -> None:
    with pytest.raises(Trouble, match=r"feed\.other_epoch"):
        office.sync.take_page(replace(office.centre.page(), epoch="epoch-2"))


def test_archived_operations_are_kept_until_the_centre_has_them_in_a_backup(office: Office) -> None:
    office.cases.claim("case-1", desk.WHO)
    office.cases.decide("case-1", "decision.refused", bodies.Denied(("limit",)), desk.WHO)
    office.drain()
    office.clock.advance(timedelta(days=60))
    office.centre.at = office.clock.now()

    def own() -> int:
        with office.store.reading() as session:
            return session.scalar(select(func.count()).select_from(OperationRow).where(OperationRow.own)) or 0

    office.pull()
    office.sync.take_page(office.centre.page(office.centre.pos))
    assert own() == 2, "not in a backup yet"
    office.centre.backed_up = office.centre.pos - 1
    office.sync.take_page(office.centre.page(office.centre.pos))
    with office.store.writing() as session:
        prune.operations(session, office.clock.now())
    assert own() == 1, "only below the backup"
    office.centre.backed_up = office.centre.pos
    office.sync.take_page(office.centre.page(office.centre.pos))
    with office.store.writing() as session:
        prune.operations(session, office.clock.now())
    assert own() == 0


def test_history_of_an_open_case_is_kept_whatever_its_age(office: Office) -> None:
    office.cases.claim("case-1", desk.WHO)
    office.drain()
    office.clock.advance(timedelta(days=90))
    office.centre.at, office.centre.backed_up = office.clock.now(), office.centre.pos
    office.sync.take_page(office.centre.page(office.centre.pos))
    assert [row.kind for row in office.cases.open("case-1", desk.WHO).history][-1] == "case.claimed"


def test_a_case_that_left_the_office_takes_what_is_personal_with_it(office: Office) -> None:
    office.centre.act("decision.passed_on", bodies.PassedOn("68134-17"), actor=b.OTHER_CLERK)
    office.pull()
    office.centre.leave("case-1")
    office.pull()
    assert office.queue.counts(desk.WHO)["open"] == office.queue.counts(desk.WHO)["closed"] == 0
    with office.store.reading() as session:
        assert session.scalars(select(OperationRow).where(OperationRow.case_id == "case-1")).all() == []


def test_a_case_that_comes_back_is_whole_again(office: Office) -> None:
    before = office.centre.cases["case-1"]
    office.centre.leave("case-1")
    office.pull()
    office.centre.enter(replace(before, version=before.version + 2))
    office.pull()
    assert office.cases.open("case-1", desk.WHO).case.version == before.version + 2
    office.centre.act("note.added", bodies.NoteAdded("пак тук"))
    office.pull()
    assert office.cases.open("case-1", desk.WHO).case.notes[0].text == "пак тук"

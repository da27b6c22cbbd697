"""Release: numbers without a gap, a chain of hashes, frozen bytes, nothing overtakes within its case."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from operator_app.domain.case import Value
from operator_app.domain.operation import FIRST_HASH
from operator_app.formats import operation_json
from operator_app.ports.sync_store import OutboxState
from operator_app.storage.models import OperationRow
from operator_app.storage.repositories import desk as desk_rows
from tests import desk
from tests.desk import Office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with desk.office(tmp_path, "case-1", "case-2") as made:
        yield made


def rows(office: Office) -> list[OperationRow]:
    with office.store.reading() as session:
        return list(session.scalars(select(OperationRow).where(OperationRow.own).order_by(OperationRow.seq)))


def test_nothing_goes_before_its_rest_is_over(office: Office) -> None:
    office.cases.claim("case-1", desk.WHO)
    office.clock.advance(timedelta(seconds=4))
    assert not office.sync.release_due(office.clock.now())
    assert office.sync.waiting(10) == ()
    assert office.sync.next_rest_end() == office.clock.now() + timedelta(seconds=1)
    office.clock.advance(timedelta(seconds=1))
    assert office.sync.release_due(office.clock.now()).cases == {"case-1"}
    assert [one.kind for one in office.sync.waiting(10)] == ["case.claimed"]
    assert office.sync.next_rest_end() is None


def test_released_operations_form_one_chain_without_a_gap(office: Office) -> None:
    for case in ("case-1", "case-2"):
        office.cases.claim(case, desk.WHO)
        office.cases.answer(case, "home", Value.YES, "", desk.WHO)
    office.rest()
    office.sync.release_due(office.clock.now())
    sent = office.sync.waiting(10)
    places = [operation_json.thaw(one.raw).place for one in sent]
    assert [place.dseq for place in places] == [1, 2, 3, 4]
    assert [place.previous_hash for place in places] == [FIRST_HASH, *(one.digest for one in sent[:-1])]
    assert [operation_json.thaw(one.raw).digest for one in sent] == [one.digest for one in sent]


def test_the_first_of_a_run_says_what_the_clerk_saw_and_the_next_what_it_follows(office: Office) -> None:
    claim, _ = office.cases.claim("case-1", desk.WHO)
    office.cases.note("case-1", "обадих се", desk.WHO)
    office.rest()
    office.sync.release_due(office.clock.now())
    first, second = (operation_json.thaw(one.raw).place for one in office.sync.waiting(10))
    seen = office.centre.cases["case-1"].version
    assert (first.base, first.prev) == (seen, "")
    assert (second.base, second.prev) == (seen, claim)


def test_what_is_new_from_others_during_the_rest_does_not_change_what_was_seen(office: Office) -> None:
    from operator_app.domain.bodies import NoteAdded

    seen = office.centre.cases["case-1"].version
    office.cases.claim("case-1", desk.WHO)
    office.centre.act("note.added", NoteAdded("и аз"))
    office.pull()
    office.rest()
    office.sync.release_due(office.clock.now())
    assert operation_json.thaw(office.sync.waiting(1)[0].raw).place.base == seen


def test_a_shorter_rest_does_not_overtake_within_the_case(office: Office) -> None:
    with office.store.writing() as session:
        desk_rows.put_setting(session, desk_rows.REST, "60")
    office.cases.claim("case-1", desk.WHO)
    with office.store.writing() as session:
        desk_rows.put_setting(session, desk_rows.REST, "5")
    office.cases.note("case-1", "след поемането", desk.WHO)
    office.cases.claim("case-2", desk.WHO)
    office.clock.advance(timedelta(seconds=10))
    office.sync.release_due(office.clock.now())
    assert [one.case for one in office.sync.waiting(10)] == ["case-2"]
    office.clock.advance(timedelta(seconds=50))
    office.sync.release_due(office.clock.now())
    assert [one.kind for one in office.sync.waiting(10)] == ["case.claimed", "case.claimed", "note.added"]


def test_a_clock_set_back_holds_nothing_for_hours(office: Office) -> None:
    office.cases.claim("case-1", desk.WHO)
    office.clock.set_wall(office.clock.now() - timedelta(hours=5))
    office.sync.release_due(office.clock.now())
    assert len(office.sync.waiting(10)) == 1


def test_what_rested_when_the_program_ended_goes_at_the_next_start(tmp_path: Path) -> None:
    with desk.office(tmp_path) as office:
        office.cases.claim("case-1", desk.WHO)
        clock = office.clock
    clock.advance(timedelta(seconds=6))
    with desk.opened(tmp_path, clock) as store:
        sync = desk.sync_store(store)
        sync.release_due(clock.now())
        assert [one.state for one in sync.waiting(10)] == [OutboxState.QUEUED]


def test_retries_send_the_same_bytes(office: Office) -> None:
    office.cases.claim("case-1", desk.WHO)
    office.rest()
    office.sync.release_due(office.clock.now())
    first = office.sync.waiting(1)[0]
    office.sync.mark_sending([first.op], "batch-1", office.clock.now())
    office.cases.note("case-1", "и още", desk.WHO)
    again = office.sync.waiting(1)[0]
    assert (again.raw, again.digest, again.dseq) == (first.raw, first.digest, first.dseq)
    assert (again.state, again.attempts, again.batch) == (OutboxState.SENDING, 1, "batch-1")


def test_pairs_are_listed_both_or_neither(office: Office) -> None:
    taken_back, _ = office.cases.claim("case-1", desk.WHO)
    office.rest()
    office.sync.release_due(office.clock.now())
    office.cases.claim("case-2", desk.WHO)
    office.rest()
    office.sync.release_due(office.clock.now())
    office.outbox.undo(taken_back)
    for limit in (1, 2, 3, 9):
        listed = office.sync.waiting(limit)
        assert [one.dseq for one in listed] == list(range(1, len(listed) + 1))
        ids = {one.op for one in listed}
        assert all(not one.together or one.together in ids for one in listed)
    with pytest.raises(ValueError, match="annulment"):
        office.sync.mark_sending([taken_back], "batch", office.clock.now())

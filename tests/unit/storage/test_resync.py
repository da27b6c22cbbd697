"""Reading the feed anew: after a lost cursor nothing is doubled; after a restored backup nothing of ours is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from operator_app.domain import bodies
from operator_app.domain.lifecycle import State
from operator_app.ports.sync_store import OutboxState
from operator_app.services.views import Filter
from tests import builders as b
from tests import desk
from tests.desk import Office
from tests.tiny_centre import TinyCentre


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with desk.office(tmp_path, "case-1", "case-2") as made:
        yield made


def test_after_a_lost_cursor_everything_is_as_before(office: Office) -> None:
    office.cases.claim("case-1", desk.WHO)
    office.drain()
    office.cases.note("case-1", "още не е тръгнала", desk.WHO)
    before = office.cases.open("case-1", desk.WHO)
    office.sync.forget_cursor(office.centre.epoch)
    assert office.sync.cursor() == ""
    office.pull(page=1)
    after = office.cases.open("case-1", desk.WHO)
    assert (after.case, after.history) == (before.case, before.history)


def test_a_case_that_left_does_not_come_back_by_reading_its_old_history(office: Office) -> None:
    office.centre.leave("case-1")
    office.pull()
    office.sync.forget_cursor(office.centre.epoch)
    office.pull(page=1)
    assert [row.id for row in office.queue.page(Filter(), "", 9, desk.WHO).rows] == ["case-2"]


def restored(centre: TinyCentre, through: int) -> TinyCentre:
    """The centre as its backup knows it: everything after `through` never happened there."""
    from operator_app.domain.apply import apply
    from operator_app.formats import operation_json

    old = TinyCentre(centre.at, epoch="epoch-2", made=centre.made + 100)
    for entry in centre.entries:
        if entry.pos <= through:
            operation = operation_json.decode(entry.raw)
            old.cases.get(entry.case)
            assert apply(old.cases.get(entry.case), operation, old.rules[operation.rules])
            old.take(operation, entry.raw)
    return old


def test_after_a_restore_our_settled_work_is_offered_again_once_with_the_same_bytes(office: Office) -> None:
    office.cases.claim("case-1", desk.WHO)
    office.drain()
    office.centre.backed_up = office.centre.pos
    office.sync.take_page(office.centre.page(office.centre.pos))
    office.cases.decide("case-1", "decision.refused", bodies.Denied(("limit",)), desk.WHO)
    office.rest()
    office.sync.release_due(office.clock.now())
    [sent] = office.sync.waiting(9)
    office.push()
    office.pull()
    assert office.outbox.rows(1)[0].state is OutboxState.ARCHIVED

    office.centre = restored(office.centre, office.centre.backed_up)
    office.sync.forget_cursor("epoch-2")
    assert [(one.raw, one.state) for one in office.sync.waiting(9)] == [(sent.raw, OutboxState.SENDING)]
    shown = office.cases.open("case-1", desk.WHO).case
    assert shown.state is State.REFUSED, "what the clerk did is still shown"
    office.pull(page=1)
    assert office.cases.open("case-1", desk.WHO).case.state is State.REFUSED
    office.push()
    office.pull()
    assert office.centre.cases["case-1"].state is State.REFUSED
    assert office.cases.open("case-1", desk.WHO).case == office.centre.cases["case-1"]
    assert office.sync.waiting(9) == ()


def test_until_the_new_feed_brings_a_case_its_old_form_stays_to_work_on(office: Office) -> None:
    office.sync.forget_cursor("epoch-2")
    assert len(office.queue.page(Filter(), "", 9, desk.WHO).rows) == 2
    office.centre = restored(office.centre, office.centre.pos)
    office.sync.take_page(office.centre.page(0, limit=1))
    office.cases.claim("case-2", desk.WHO)
    office.pull()
    assert office.cases.open("case-2", desk.WHO).case.assignee == "clerk1"


def test_what_others_did_after_the_backup_is_forgotten_with_the_centre(office: Office) -> None:
    pos = office.centre.pos
    office.centre.act("note.added", bodies.NoteAdded("изгубена"), actor=b.OTHER_CLERK)
    office.pull()
    office.centre = restored(office.centre, pos)
    office.sync.forget_cursor("epoch-2")
    office.pull()
    view = office.cases.open("case-1", desk.WHO)
    assert view.case.notes == ()
    assert "note.added" not in [row.kind for row in view.history]


def test_another_act_in_the_place_of_ours_does_not_hide_ours(office: Office) -> None:
    """At the restored centre somebody else's act became the version that ours had been."""
    backup = office.centre.pos
    office.cases.note("case-1", "моята", desk.WHO)
    office.drain()
    office.centre = restored(office.centre, backup)
    office.centre.act("note.added", bodies.NoteAdded("чуждата"), actor=b.OTHER_CLERK)
    office.sync.forget_cursor("epoch-2")
    office.pull()
    shown = office.cases.open("case-1", desk.WHO).case
    assert [note.text for note in shown.notes] == ["чуждата", "моята"]
    office.push()
    office.pull()
    assert office.cases.open("case-1", desk.WHO).case == office.centre.cases["case-1"]

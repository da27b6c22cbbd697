"""What the centre did not take stands until an act that answers it: nothing else takes it away, and an undo of that act
brings it back.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from operator_app.domain import bodies
from operator_app.domain.case import Value
from operator_app.domain.errors import Refused
from operator_app.domain.operation import Operation
from operator_app.formats import operation_json
from operator_app.ports.sync_store import OutboxState, Settlement
from operator_app.services.views import Banner
from operator_app.storage.repositories import operations
from tests import desk
from tests.desk import Office

S = OutboxState


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with desk.office(tmp_path) as made:
        made.cases.claim("case-1", desk.WHO)
        made.drain()
        yield made


def released(office: Office) -> None:
    office.rest()
    office.sync.release_due(office.clock.now())


def not_taken(office: Office, *ops: str, state: OutboxState = S.CONFLICT, code: str = "") -> None:
    """The centre answers to these acts that they did not go in."""
    released(office)
    office.sync.mark_sending(ops, "batch", office.clock.now())
    settled = [Settlement(op, state, problem_code=code) for op in ops]
    office.sync.settle(office.centre.reply(*settled))


def answered(office: Office, check: str, value: Value = Value.NO) -> str:
    return office.cases.answer("case-1", check, value, "така видях", desk.WHO)[0]


def need_you(office: Office) -> int:
    banner = office.cases.open("case-1", desk.WHO).banner
    count = office.outbox.counts().need_you
    assert (banner is Banner.NONE) == (count == 0)
    return count


def operation(office: Office, op: str) -> Operation:
    with office.store.reading() as session:
        row = operations.get(session, op)
        assert row is not None
        return operation_json.decode(row.raw)


def test_the_answer_to_another_check_leaves_a_conflict_standing(office: Office) -> None:
    not_taken(office, answered(office, "owner"))
    other = answered(office, "signature", Value.YES)
    assert need_you(office) == 1
    assert operation(office, other).replaced == ()


def test_another_note_is_no_answer_to_one_that_was_refused(office: Office) -> None:
    op, _ = office.cases.note("case-1", "ще дойде във вторник", desk.WHO)
    not_taken(office, op, state=S.REJECTED, code="right.missing")
    other, _ = office.cases.note("case-1", "друга бележка", desk.WHO)
    assert need_you(office) == 1
    assert operation(office, other).replaced == ()


def test_a_refused_note_is_replaced_by_the_one_that_the_clerk_sends_in_its_place(office: Office) -> None:
    op, _ = office.cases.note("case-1", "ще дойде във вторник", desk.WHO)
    not_taken(office, op, state=S.REJECTED, code="right.missing")
    again, changed = office.outbox.resend(op, desk.WHO, bodies.NoteAdded("ще дойде в сряда"))
    assert changed.outbox
    assert (operation(office, again).supersedes, operation(office, again).kind) == (op, "note.added")
    assert [note.text for note in office.cases.open("case-1", desk.WHO).case.notes] == ["ще дойде в сряда"]
    assert need_you(office) == 0
    with pytest.raises(Refused, match=r"outbox\.nothing_to_set_aside"):
        office.outbox.resend(op, desk.WHO)


def test_what_is_sent_again_as_it_was_says_the_same(office: Office) -> None:
    op, _ = office.cases.note("case-1", "същите думи", desk.WHO)
    not_taken(office, op, state=S.REJECTED, code="right.missing")
    again, _ = office.outbox.resend(op, desk.WHO)
    assert again != op
    assert operation(office, again).body == bodies.NoteAdded("същите думи")


def test_an_act_in_the_place_of_several_names_every_one_of_them(office: Office) -> None:
    first, second = answered(office, "owner"), answered(office, "owner", Value.YES)
    not_taken(office, first, second)
    assert need_you(office) == 2
    third = answered(office, "owner")
    assert operation(office, third).supersedes == second
    assert operation(office, third).replaced == (first, second)
    assert need_you(office) == 0
    office.outbox.undo(third)
    assert need_you(office) == 2


def test_taken_back_while_it_rests_the_new_act_replaces_nothing(office: Office) -> None:
    not_taken(office, answered(office, "owner"))
    again = answered(office, "owner", Value.YES)
    assert need_you(office) == 0
    office.outbox.undo(again)
    assert need_you(office) == 1


def test_annulled_after_its_release_the_new_act_replaces_nothing(office: Office) -> None:
    not_taken(office, answered(office, "owner"))
    again = answered(office, "owner", Value.YES)
    released(office)
    office.outbox.undo(again)
    assert [one.kind for one in office.sync.waiting(9)] == ["check.answered", "operation.annulled"]
    assert need_you(office) == 1


def test_an_undo_brings_back_what_it_replaced_and_not_what_that_one_had_replaced(office: Office) -> None:
    first = answered(office, "owner")
    not_taken(office, first)
    second = answered(office, "owner", Value.YES)
    not_taken(office, second)
    office.outbox.undo(answered(office, "owner"))
    standing = [row.op for row in office.outbox.rows(9) if row.state is S.CONFLICT]
    assert set(standing) == {first, second}
    assert need_you(office) == 1


def test_operations_that_replace_one_or_nothing_have_the_bytes_that_they_always_had(office: Office) -> None:
    op = answered(office, "owner")
    with office.store.reading() as session:
        row = operations.get(session, op)
        assert row is not None
        assert b"supersedes_also" not in row.raw
        assert operation_json.encode(operation_json.decode(row.raw)) == row.raw


def test_an_act_names_the_session_of_whoever_did_it_and_of_nobody_else(office: Office) -> None:
    import hashlib

    from operator_app.ports.sync_store import StoredSession

    until = office.clock.now() + timedelta(hours=9)
    office.sync.put_session(StoredSession("token-A", desk.WHO.account, until))
    assert operation(office, answered(office, "owner")).session == hashlib.sha256(b"token-A").hexdigest()[:16]
    theirs, _ = office.cases.note("case-1", "на колежката", desk.OTHER)
    assert operation(office, theirs).session == ""

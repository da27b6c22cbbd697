"""Free text goes into a record for good: only what can be seen, and not without end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain import bodies
from operator_app.domain.case import Value
from operator_app.domain.errors import Refused
from operator_app.formats import operation_json
from operator_app.formats.scripts import hidden, readable
from operator_app.storage.models import OperationRow
from tests import desk
from tests.desk import Office

PASTED = "Липс\u00adва\u200b страни\ufeffца\u202e 2.\r\nПоискайте я.\x07\udcff"
SEEN = "Липсва страница 2.\nПоискайте я."


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with desk.office(tmp_path) as made:
        made.cases.claim("case-1", desk.WHO)
        yield made


def last(office: Office) -> bodies.Body:
    with office.store.reading() as session:
        row = session.query(OperationRow).order_by(OperationRow.seq.desc()).first()
        assert row is not None
        return operation_json.decode(row.raw).body


def test_what_a_text_processor_pastes_is_kept_as_it_is_seen(office: Office) -> None:
    office.cases.note("case-1", PASTED, desk.WHO)
    assert last(office) == bodies.NoteAdded(SEEN)
    office.cases.answer("case-1", "deed", Value.NO, PASTED, desk.WHO, PASTED)
    body = last(office)
    assert isinstance(body, bodies.CheckAnswered)
    assert body.instruction is not None
    assert (body.reason, body.instruction.text) == (SEEN, SEEN)
    office.cases.decide("case-1", "decision.refused", bodies.Denied(("not_home",), PASTED), desk.WHO)
    assert last(office) == bodies.Denied(("not_home",), SEEN)


def test_a_note_of_nothing_that_can_be_seen_is_empty(office: Office) -> None:
    with pytest.raises(Refused, match=r"note\.empty"):
        office.cases.note("case-1", "\u200b\u202e \x00", desk.WHO)


def test_reasons_without_end_are_refused_everywhere(office: Office) -> None:
    long = "я" * 4001
    acts = [
        lambda: office.cases.put_back("case-1", desk.WHO, long),
        lambda: office.cases.take_over("case-1", desk.OTHER, long),
        lambda: office.cases.decide("case-1", "decision.refused", bodies.Denied(("not_home",), long), desk.WHO),
        lambda: office.cases.decide("case-1", "decision.terminated", bodies.Terminated(long), desk.WHO),
    ]
    for act in acts:
        with pytest.raises(Refused, match=r"check\.reason_too_long"):
            act()


@given(st.text())
def test_readable_text_can_be_seen_written_and_stays_as_it_is(text: str) -> None:
    said = readable(text)
    said.encode()
    assert readable(said) == said
    assert not hidden("".join(c for c in said if c not in "\n\t" and not c.isspace()))

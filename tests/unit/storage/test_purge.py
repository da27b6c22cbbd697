"""Cases closed long ago leave the desk, and nothing else: what is ours and unsettled stays, news bring a case back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from operator_app.domain import bodies
from operator_app.domain.errors import Refused, Trouble
from operator_app.domain.lifecycle import CLOSED
from operator_app.ports.sync_store import OutboxState, Settlement
from operator_app.services.drafts import Drafts
from operator_app.services.views import Filter, Tab
from operator_app.storage.models import CaseBaseRow, DocumentRow, OperationRow
from operator_app.storage.repositories import desk as desk_rows
from operator_app.storage.repositories import operations
from tests import builders as b
from tests import desk
from tests.desk import Office

S = OutboxState
MONTH = timedelta(days=31)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with desk.office(tmp_path, "case-1", "case-2", "case-3") as made:
        yield made


def close(office: Office, case: str = "case-1") -> None:
    office.centre.act("case.withdrawn", bodies.Withdrawn("размислих"), case, actor=b.CITIZEN)


def later(office: Office, span: timedelta = MONTH) -> None:
    office.clock.advance(span)
    office.centre.at = office.clock.now()


def read(office: Office, *, page: int = 500) -> None:
    """Until there is nothing new, as the driver does: trouble that can be read away is read away."""
    for _ in range(9):
        try:
            office.pull(page=page)
        except Trouble as trouble:
            if trouble.code != "feed.news_of_purged":
                raise
        else:
            return
    raise AssertionError("the feed comes to no end")


def quiet(office: Office, *, backed_up: bool = True) -> None:
    """Everything is read, and the centre has made a backup."""
    if backed_up:
        office.centre.backed_up = office.centre.pos
    read(office)
    office.sync.take_page(office.centre.page(office.centre.pos))


def read_anew(office: Office, page: int) -> Iterator[None]:
    """From the start, page by page, but for the empty page at the end: nothing is purged on the way."""
    office.sync.forget_cursor(office.centre.epoch)
    while (taken := office.centre.page(int(office.sync.cursor() or 0), page)).entries:
        office.sync.take_page(taken)
        yield


def here(office: Office) -> set[str]:
    with office.store.reading() as session:
        return set(session.scalars(select(CaseBaseRow.id)))


def count(office: Office, row: type[OperationRow] | type[DocumentRow], case: str) -> int:
    with office.store.reading() as session:
        return session.scalar(select(func.count()).select_from(row).where(row.case_id == case)) or 0


def purged(office: Office) -> None:
    """`case-1` and `case-2` were, `case-3` is open."""
    close(office)
    close(office, "case-2")
    read(office)
    later(office)
    quiet(office)
    assert here(office) == {"case-3"}


def test_a_case_closed_long_ago_leaves_with_all_that_belongs_to_it(office: Office) -> None:
    number = office.centre.cases["case-1"].number
    close(office)
    read(office)
    assert count(office, DocumentRow, "case-1")
    later(office)
    quiet(office)
    assert here(office) == {"case-2", "case-3"}
    assert office.queue.page(Filter(tab=Tab.CLOSED), "", 9, desk.WHO).rows == ()
    assert office.queue.page(Filter(tab=Tab.CLOSED, text=number[-4:]), "", 9, desk.WHO).rows == ()
    assert (count(office, OperationRow, "case-1"), count(office, DocumentRow, "case-1")) == (0, 0)
    with pytest.raises(Refused, match=r"case\.not_here"):
        office.cases.open("case-1", desk.WHO)
    assert len(office.cases.open("case-2", desk.WHO).history) == 2


def test_it_stays_for_the_time_of_the_setting(office: Office) -> None:
    close(office)
    read(office)
    later(office, timedelta(days=29))
    quiet(office)
    assert "case-1" in here(office)
    with office.store.writing() as session:
        desk_rows.put_setting(session, desk_rows.KEEP_CLOSED, "28")
    quiet(office)
    assert "case-1" not in here(office)


def test_it_stays_until_the_centre_has_its_end_in_a_backup(office: Office) -> None:
    close(office)
    later(office)
    quiet(office, backed_up=False)
    assert "case-1" in here(office)


def test_while_the_feed_is_being_read_nothing_is_purged(office: Office) -> None:
    close(office)
    read(office)
    later(office)
    office.centre.backed_up = office.centre.pos
    office.centre.file("case-4")
    office.sync.take_page(office.centre.page(int(office.sync.cursor())))
    assert "case-1" in here(office)


def test_work_of_ours_that_is_not_settled_keeps_its_case(office: Office) -> None:
    office.cases.note("case-1", "неизпратена", desk.WHO)
    close(office)
    read(office)
    later(office)
    quiet(office)
    assert office.cases.open("case-1", desk.WHO).case.notes[0].text == "неизпратена"
    office.drain()
    later(office)
    quiet(office, backed_up=False)
    assert "case-1" in here(office), "its receipt is in no backup"
    quiet(office)
    quiet(office)
    assert "case-1" not in here(office)


def test_a_refusal_that_nobody_dealt_with_keeps_its_case_and_one_set_aside_goes_with_it(office: Office) -> None:
    op, _ = office.cases.note("case-1", "не влезе", desk.WHO)
    office.rest()
    office.sync.release_due(office.clock.now())
    office.sync.mark_sending([op], "batch", office.clock.now())
    office.sync.settle(office.centre.reply(Settlement(op, S.REJECTED, problem_code="right.missing")))
    close(office)
    later(office)
    quiet(office)
    assert office.outbox.counts().need_you == 1
    assert "case-1" in here(office)
    office.outbox.set_aside(op)
    office.drain()
    later(office)
    quiet(office)
    quiet(office)
    assert "case-1" not in here(office)
    assert count(office, OperationRow, "case-1") == 0


def test_an_annulled_pair_goes_when_it_is_in_a_backup(office: Office) -> None:
    op, _ = office.cases.note("case-1", "сгрешена", desk.WHO)
    office.rest()
    office.sync.release_due(office.clock.now())
    office.outbox.undo(op)
    office.drain()
    close(office)
    later(office)
    quiet(office, backed_up=False)
    assert count(office, OperationRow, "case-1") > 2
    quiet(office)
    quiet(office)
    assert count(office, OperationRow, "case-1") == 0


def test_a_text_half_typed_keeps_its_case(office: Office) -> None:
    Drafts(office.store).save("clerk1", "case-1", "note", "започнах")
    close(office)
    later(office)
    quiet(office)
    assert "case-1" in here(office)
    assert Drafts(office.store).load("clerk1", "case-1") == {"note": "започнах"}


@pytest.mark.parametrize("page", [1, 500])
def test_the_feed_read_anew_does_not_bring_a_purged_case_back(office: Office, page: int) -> None:
    purged(office)
    for _ in read_anew(office, page):
        assert here(office) == {"case-3"}
        assert count(office, OperationRow, "case-1") == 0
    read(office)
    assert here(office) == {"case-3"}


def test_a_case_that_had_come_whole_does_not_come_back_either(office: Office) -> None:
    office.centre.enter(replace(office.centre.cases["case-3"], id="case-9", version=7))
    close(office, "case-9")
    later(office)
    quiet(office)
    assert "case-9" not in here(office)
    for _ in read_anew(office, 1):
        assert "case-9" not in here(office)


@pytest.mark.parametrize("page", [1, 500])
def test_news_bring_the_one_case_back_whole(office: Office, page: int) -> None:
    purged(office)
    office.centre.act("note.added", bodies.NoteAdded("обади се"), "case-1")
    read(office, page=page)
    assert here(office) == {"case-1", "case-3"}
    view = office.cases.open("case-1", desk.WHO)
    assert view.case == office.centre.cases["case-1"]
    assert [row.kind for row in view.history] == [
        "case.filed",
        "registers.answered",
        "case.withdrawn",
        "note.added",
    ]
    quiet(office)
    assert "case-1" in here(office), "its time begins anew"


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["note", "close", "close", "mine", "send", "days", "month", "month", "quiet", "anew", "draft"]),
        st.sampled_from(["case-1", "case-2"]),
    ),
    min_size=6,
    max_size=12,
)


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])  # tests/deep has 150
@given(STEPS)
def test_whatever_happens_only_what_is_over_is_gone_and_nothing_of_ours(steps: list[tuple[str, str]]) -> None:
    with TemporaryDirectory() as folder, desk.office(Path(folder), "case-1", "case-2") as office:
        mine: set[str] = set()
        for step, case in steps:
            _do(office, step, case, mine)
        read(office)
        found = here(office)
        for case, truth in office.centre.cases.items():
            last = max(entry.pos for entry in office.centre.entries if entry.case == case)
            at = next(entry.received for entry in office.centre.entries if entry.pos == last)
            if case in found:
                with office.store.reading() as session:
                    base = session.get_one(CaseBaseRow, case)
                    assert (base.version, base.pos) == (truth.version, last)
                continue
            assert truth.state in CLOSED
            assert last <= office.centre.backed_up
            assert at < office.clock.now() - timedelta(days=30)
        with office.store.reading() as session:
            for op in mine:
                row = operations.get(session, op)
                if row is None:
                    assert op in office.centre.results, "nothing is lost that the centre has not settled"
                elif row.state in operations.UNSENT:
                    assert row.case_id in found


def _do(office: Office, step: str, case: str, mine: set[str]) -> None:
    match step:
        case "note":
            office.centre.act("note.added", bodies.NoteAdded("чужда"), case)
        case "close" if office.centre.cases[case].state not in CLOSED:
            close(office, case)
        case "mine" if case in here(office):
            mine.add(office.cases.note(case, f"моя {len(mine)}", desk.WHO)[0])
        case "send":
            office.rest()
            office.push()
        case "days":
            later(office)
        case "month":
            later(office)
            quiet(office)
        case "quiet":
            quiet(office, backed_up=False)
        case "anew":
            office.sync.forget_cursor(office.centre.epoch)
        case "draft" if case in here(office):
            Drafts(office.store).save("clerk1", case, "note", "започнах")
        case _:
            pass

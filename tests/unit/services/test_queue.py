"""The queue: tabs with counts, search, order over the whole of it, pages by key, neighbours within the filter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operator_app.domain import bodies
from operator_app.domain.case import Case, Instruction
from operator_app.domain.lifecycle import State
from operator_app.services.views import Filter, QueueRow, Sort, Tab
from tests import builders as b
from tests import desk
from tests.desk import Office

TOLD = Instruction("sign", "missing", "signature", "Подпишете.")
PEOPLE = [("Щерьо", "Мариянов"), ("Юлия", "Жекова"), ("Ангел", "Къосев"), ("Борислава", "Цанева")]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with desk.office(tmp_path) as made:
        yield made


def filed(office: Office, n: int, *, given: str = "Елица", family: str = "Пробна", flat: str = "8") -> str:
    who = b.party("applicant", b.person(given, family, serial=n), signed=True)
    fields = {"address": b.address(flat=flat)}
    office.centre.file(f"new-{n}", b.owner_filed(number=f"РСЦ26-ГР94-{n}", parties=(who,), fields=fields))
    return f"new-{n}"


def found(office: Office, text: str, **more: object) -> list[str]:
    chosen = replace(Filter(text=text), **more)  # type: ignore[arg-type]
    return [row.number.rpartition("-")[2] for row in office.queue.page(chosen, "", 99, desk.WHO).rows]


def walk(office: Office, chosen: Filter, size: int) -> list[QueueRow]:
    rows: list[QueueRow] = []
    key = ""
    while True:
        page = office.queue.page(chosen, key, size, desk.WHO)
        rows += page.rows
        key = page.next_key
        if not key:
            return rows


def test_every_state_is_under_its_tab_and_counted_there(office: Office) -> None:
    put: dict[str, State] = {}
    case = office.centre.cases["case-1"]
    for n, state in enumerate(State):
        if state is State.DRAFT:
            continue
        made = replace(case, id=f"in-{state}", number=f"РСЦ26-ГР94-{n}", state=state, version=5)
        office.centre.enter(replace(made, assignee="clerk1" if state is State.IN_REVIEW else None))
        put[made.id] = state
    office.pull()
    shown = {tab: {row.id for row in walk(office, Filter(tab), 50)} - {"case-1"} for tab in Tab}
    assert shown[Tab.NEW] == {"in-submitted"}
    assert shown[Tab.MINE] == {"in-in_review"}
    assert shown[Tab.CITIZEN] == {"in-returned"}
    assert shown[Tab.PAYMENT] == {"in-awaiting_payment"}
    assert shown[Tab.TO_REGISTER] == {"in-paid"}
    closed = {"certificate_issued", "refused", "withdrawn", "terminated", "passed_on"}
    assert shown[Tab.CLOSED] == {f"in-{name}" for name in closed}
    assert shown[Tab.OPEN] | shown[Tab.CLOSED] == put.keys()
    counts = office.queue.counts(desk.WHO)
    assert {tab: counts[tab] for tab in Tab} == {tab: len(walk(office, Filter(tab), 50)) for tab in Tab}


def test_due_soon_is_what_ends_today_or_on_the_next_working_day(office: Office) -> None:
    [row] = walk(office, Filter(), 9)
    assert row.term is not None
    last = row.term.last_day
    office.clock.set_wall(b.NOON.replace(year=last.year, month=last.month, day=last.day) - timedelta(days=2))
    assert office.queue.counts(desk.WHO)[Tab.DUE] == 0
    office.clock.advance(timedelta(days=1))
    assert office.queue.counts(desk.WHO)[Tab.DUE] == 1
    office.clock.advance(timedelta(days=30))
    [late] = walk(office, Filter(Tab.DUE), 9)
    assert late.term is not None
    assert late.term.overdue


def test_the_days_left_are_counted_when_the_row_is_shown(office: Office) -> None:
    def left() -> int:
        [row] = walk(office, Filter(), 9)
        assert row.term is not None
        return row.term.left

    before = left()
    office.clock.advance(timedelta(days=1))
    assert left() == before - 1


def test_a_term_that_stands_still_keeps_its_days_and_sorts_last(office: Office) -> None:
    filed(office, 2)
    office.centre.act("case.claimed", bodies.Claimed("clerk2"))
    office.centre.act("decision.fee_requested", bodies.FeeRequested(b.service().tariffs[0].amount))
    office.pull()
    rows = walk(office, Filter(), 9)
    assert [row.id for row in rows] == ["new-2", "case-1"]
    assert rows[1].term is not None
    assert (rows[1].term.paused, rows[1].term.left > 0) == (True, True)


@pytest.mark.parametrize("text", ["щерьо", "Щер", "shter", "SHTERYO", "мариянов щер", "mariyan", "ЩЕРЬО МАРИЯНОВ"])
def test_names_are_found_in_both_scripts_by_the_beginning_of_their_words(office: Office, text: str) -> None:
    for n, (first, last) in enumerate(PEOPLE, 700):
        filed(office, n, given=first, family=last)
    office.pull()
    assert found(office, text) == ["700"]


@pytest.mark.parametrize(
    "text", ["РСЦ26-ГР94-4483", "PCЦ26-ГP94-4483", "рсц26 гр94 4483", "4483", "483", "83", "ГР94-4483"]
)
def test_a_number_is_found_whole_with_look_alikes_and_by_its_last_figures(office: Office, text: str) -> None:
    filed(office, 4512)
    office.pull()
    assert found(office, text) == ["4483"]


def test_an_address_is_found_by_street_number_and_flat(office: Office) -> None:
    filed(office, 4512, flat="77")
    office.pull()
    assert found(office, "примерна 38 77") == ["4512"]
    assert found(office, "примерна 39") == []


def test_the_other_words_of_the_filter_narrow(office: Office) -> None:
    assert found(office, "", service="2079") == []
    assert found(office, "", service="2107", applicant_type="owner") == ["4483"]
    assert found(office, "", applicant_type="tenant") == []


def test_words_of_a_case_that_changed_are_found_and_the_old_ones_no_longer(office: Office) -> None:
    office.centre.act("case.claimed", bodies.Claimed("clerk2"))
    office.centre.act("decision.returned", bodies.Returned((TOLD,)))
    fields = {"address": replace(b.address(), street="Другаде")}
    office.centre.act("citizen.answered", bodies.CitizenAnswered("ето", (), fields), actor=b.CITIZEN)
    office.pull()
    assert found(office, "другаде") == ["4483"]
    assert found(office, "примерна") == []


def test_an_unsent_act_is_marked_until_the_centre_has_it(office: Office) -> None:
    office.cases.claim("case-1", desk.WHO)
    [row] = walk(office, Filter(Tab.MINE), 9)
    assert (row.unsent, row.mine, row.assignee) == (True, True, desk.WHO.name)
    office.drain()
    assert not walk(office, Filter(Tab.MINE), 9)[0].unsent


def a_case(base: Case, n: int, due: date, name: str, days: int) -> Case:
    who = b.party("applicant", b.person(name, "Пробна", serial=n))
    term = base.term and replace(base.term, last_day=due)
    submitted = b.NOON + timedelta(days=days)
    number = f"РСЦ26-ГР94-{n}"
    return replace(base, id=f"c-{n}", number=number, parties=(who,), term=term, submitted_at=submitted, version=3)


CASES = st.lists(
    st.tuples(
        st.integers(1, 120),
        st.dates(date(2026, 11, 20), date(2026, 11, 24)),
        st.sampled_from(["Ана", "Ваня", "ангел", "Яна"]),
        st.integers(-3, 0),
    ),
    unique_by=lambda one: one[0],
    max_size=30,
)


@settings(max_examples=10)
@given(CASES, st.sampled_from(Sort), st.booleans(), st.integers(1, 7))
def test_pages_by_key_give_the_whole_queue_once_in_order_and_neighbours_agree(
    tmp_path_factory: pytest.TempPathFactory,
    cases: list[tuple[int, date, str, int]],
    sort: Sort,
    descending: bool,
    size: int,
) -> None:
    with desk.office(tmp_path_factory.mktemp("queue")) as office:
        base = office.centre.cases["case-1"]
        for one in cases:
            office.centre.enter(a_case(base, *one))
        office.pull()
        chosen = Filter(sort=sort, descending=descending)
        rows = walk(office, chosen, size)
        assert len({row.id for row in rows}) == len(rows) == len(cases) + 1
        keys = [_key(row, sort) for row in rows]
        assert keys == sorted(keys, reverse=descending)
        ids = [row.id for row in rows]
        for at, row in enumerate(rows):
            before = ids[at - 1] if at else ""
            after = ids[at + 1] if at + 1 < len(ids) else ""
            assert office.queue.neighbours(chosen, row.id, desk.WHO) == (before, after)


def _key(row: QueueRow, sort: Sort) -> object:
    match sort:
        case Sort.DUE:
            assert row.term is not None
            return row.term.last_day
        case Sort.NUMBER:
            return int(row.number.rpartition("-")[2])
        case Sort.APPLICANT:
            return row.applicant.casefold()
        case Sort.SUBMITTED:
            return row.submitted_at


def test_a_case_that_dropped_out_of_the_filter_still_has_its_neighbours(office: Office) -> None:
    for n in (4484, 4485):
        filed(office, n)
    office.pull()
    chosen = Filter(Tab.NEW, sort=Sort.NUMBER)
    office.cases.claim("new-4484", desk.WHO)
    assert office.queue.neighbours(chosen, "new-4484", desk.WHO) == ("case-1", "new-4485")


def test_a_place_after_a_row_survives_the_row(office: Office) -> None:
    """The next page begins where the last one ended, also when that row has gone meanwhile."""
    for n in range(4484, 4490):
        filed(office, n)
    office.pull()
    chosen = Filter(Tab.NEW, sort=Sort.NUMBER)
    first = office.queue.page(chosen, "", 3, desk.WHO)
    office.cases.claim(first.rows[-1].id, desk.WHO)
    rest = office.queue.page(chosen, first.next_key, 9, desk.WHO)
    assert [row.number[-4:] for row in rest.rows] == ["4486", "4487", "4488", "4489"]


def test_the_case_behind_a_number_is_found_by_whole_number_only(office: Office) -> None:
    assert office.cases.find("PCЦ26-ГP94-4483") == "case-1"
    assert office.cases.find("4483") is None

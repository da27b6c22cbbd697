"""Legal terms on the Bulgarian calendar, by hand and against the holidays library."""

from __future__ import annotations

from datetime import UTC, date, datetime

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain import terms
from operator_app.domain.bodies import Body, CitizenAnswered, Claimed, Returned, Terminated, Withdrawn
from operator_app.domain.case import Instruction, Term
from operator_app.domain.service import Unit
from tests import builders as b
from tests.builders import service

DAYS = service().holidays


@pytest.mark.parametrize(
    ("first", "days", "unit", "end"),
    [
        (date(2026, 11, 24), 7, Unit.WORKING, date(2026, 12, 2)),
        (date(2026, 12, 23), 3, Unit.WORKING, date(2026, 12, 30)),  # 24–26.12, a weekend, and the 28th for the 26th
        (date(2027, 4, 29), 2, Unit.WORKING, date(2027, 5, 5)),  # Good Friday to Easter Monday, and the 4th for 1 May
        (date(2026, 11, 24), 3, Unit.CALENDAR, date(2026, 11, 26)),
        (date(2026, 11, 27), 3, Unit.CALENDAR, date(2026, 11, 30)),  # a Sunday rolls over to Monday
        (date(2026, 9, 4), 3, Unit.CALENDAR, date(2026, 9, 8)),  # Sunday 6.9 is a holiday, Monday is off for it
    ],
)
def test_last_days_by_hand(first: date, days: int, unit: Unit, end: date) -> None:
    assert terms.last_day(first, days, unit, DAYS, True) == end


def test_the_calendar_in_the_data_is_the_librarys() -> None:
    assert frozenset(holidays.country_holidays("BG", years=range(2024, 2031))) == DAYS


@given(st.dates(date(2025, 1, 1), date(2029, 6, 1)), st.integers(1, 40))
def test_a_working_term_holds_exactly_its_days(first: date, days: int) -> None:
    end = terms.last_day(first, days, Unit.WORKING, DAYS, True)
    assert terms.is_working(end, DAYS)
    assert terms.days_left(Term("decide", first, end), first, Unit.WORKING, DAYS) == days


def test_the_clock_stands_while_the_citizen_mends_and_goes_on_with_what_was_left() -> None:
    """Filed on Monday 23.11, seven working days; returned on Thursday, answered on Monday: what was left is left
    still.
    """
    from operator_app.domain.apply import apply

    case = b.case_of(b.owner_filed())
    assert case.term is not None
    assert (case.term.first_day, case.term.last_day) == (date(2026, 11, 24), date(2026, 12, 2))
    case = apply(case, b.operation("case.claimed", Claimed("clerk1")), service())
    told = (Instruction("sign", "missing", "signature", "Подпишете."),)
    thursday = datetime(2026, 11, 26, 9, tzinfo=UTC)
    case = apply(case, b.operation("decision.returned", Returned(told), at=thursday), service())
    assert case.term is not None
    assert case.suspended is not None
    assert (case.term.key, case.term.last_day) == ("remedy", date(2026, 11, 30))  # Sunday rolls over
    assert (case.suspended.key, case.suspended.left) == ("decide", 5)
    monday = datetime(2026, 11, 30, 9, tzinfo=UTC)
    case = apply(case, b.operation("citizen.answered", CitizenAnswered(), actor=b.CITIZEN, at=monday), service())
    assert case.term is not None
    assert case.suspended is None
    assert (case.term.key, case.term.paused_on, case.term.last_day) == ("decide", None, date(2026, 12, 4))


@pytest.mark.parametrize(("kind", "body"), [("case.withdrawn", Withdrawn()), ("decision.terminated", Terminated())])
def test_a_case_that_ends_while_the_citizen_mends_has_no_term_left(kind: str, body: Body) -> None:
    from operator_app.domain.apply import apply

    told = (Instruction("sign", "missing", "signature", "Подпишете."),)
    case = apply(b.case_of(b.owner_filed()), b.operation("case.claimed", Claimed("clerk1")), service())
    case = apply(case, b.operation("decision.returned", Returned(told)), service())
    actor = b.CITIZEN if kind == "case.withdrawn" else b.SYSTEM
    case = apply(case, b.operation(kind, body, actor=actor), service())
    assert (case.term, case.suspended) == (None, None)


def test_a_term_that_newer_data_no_longer_know_runs_on_as_it_is() -> None:
    from dataclasses import replace

    from operator_app.domain.apply import apply

    case = b.case_of(b.owner_filed())
    newer = replace(service(), terms={"remedy": service().terms["remedy"]}, digest="newer")
    claimed = apply(case, b.operation("case.claimed", Claimed("clerk1"), rules=newer), newer)
    assert claimed.term == case.term
    told = (Instruction("sign", "missing", "signature", "Подпишете."),)
    returned = apply(claimed, b.operation("decision.returned", Returned(told), rules=newer), newer)
    assert returned.suspended == case.term


def test_a_day_is_sofias_day() -> None:
    assert terms.sofia_day(datetime(2026, 11, 23, 22, 30, tzinfo=UTC)) == date(2026, 11, 24)

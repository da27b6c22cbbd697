"""The clock as words: what a clerk reads of a term."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.service import Text
from operator_app.services.views import TermView
from ui.desktop.views.terms import clock
from ui.desktop.widgets.clock import Pace

TODAY = date(2026, 11, 23)


def term(last: date, left: int, *, working: bool = True, paused: bool = False) -> TermView:
    return TermView("decide", Text("за произнасяне", "to decide"), last, left, working, paused)


@pytest.mark.parametrize(
    ("shown", "pace", "left", "until"),
    [
        (term(date(2026, 11, 25), 3), Pace.RUNNING, "2 раб. дни", "до 25.11."),
        (term(date(2026, 11, 24), 2), Pace.RUNNING, "1 раб. ден", "до 24.11."),
        (term(TODAY, 1), Pace.TODAY, "днес", "последен ден"),
        (term(date(2026, 11, 20), -1), Pace.OVERDUE, "просрочено", "20.11."),
        (term(date(2026, 11, 24), 4, paused=True), Pace.STOPPED, "спрян", "остават 4 раб. дни"),
        (term(date(2026, 11, 26), 4, working=False), Pace.RUNNING, "3 дни", "до 26.11."),
    ],
)
def test_a_term_in_words(shown: TermView, pace: Pace, left: str, until: str) -> None:
    said = clock(shown, TODAY)
    assert (said.pace, said.left.replace("\u00a0", " "), said.until.replace("\u00a0", " ")) == (pace, left, until)


def test_on_a_saturday_mondays_term_is_not_called_today() -> None:
    said = clock(term(TODAY, 1), TODAY - timedelta(days=2))
    assert said.pace is Pace.RUNNING


@given(st.integers(-400, 400), st.integers(-300, 300), st.booleans(), st.booleans())
def test_the_dial_never_leaves_its_circle(days: int, left: int, working: bool, paused: bool) -> None:
    said = clock(term(TODAY + timedelta(days=days), left, working=working, paused=paused), TODAY)
    assert 0 <= said.share <= 1
    assert said.left

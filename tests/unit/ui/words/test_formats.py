"""Dates, hours, money and counts as a clerk writes them, in both languages."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui import words
from ui.words import formats
from ui.words.formats import NBSP

WHEN = datetime(2026, 11, 23, 10, 42)


def plain(text: str) -> str:
    return text.replace(NBSP, " ")


def test_bulgarian() -> None:
    assert plain(formats.date(WHEN)) == "23.11.2026 г."
    assert formats.short_date(WHEN) == "23.11."
    assert formats.time(WHEN) == "10:42"
    assert formats.weekday(WHEN) == "пн"
    assert plain(formats.moment(WHEN)) == "23.11.2026 г., 10:42"
    assert formats.short_moment(WHEN) == "23.11. 10:42"
    assert plain(formats.today_line(WHEN)) == "пн 23.11.2026 г.  10:42"
    assert plain(formats.money(Decimal("2.56"))) == "2,56 €"
    assert plain(formats.count(24816)) == "24 816"
    assert plain(formats.work_days(2)) == "2 раб. дни"
    assert plain(formats.work_days(1)) == "1 раб. ден"
    assert plain(formats.calendar_days(3)) == "3 дни"
    assert plain(formats.size(2_400_000)) == "2,4 MB"
    assert plain(formats.seconds(6)) == "6 сек."


def test_english() -> None:
    words.install("en")
    assert plain(formats.date(WHEN)) == "23 Nov 2026"
    assert plain(formats.short_date(WHEN)) == "23 Nov"
    assert formats.time(datetime(2026, 1, 2, 17, 5)) == "17:05"
    assert formats.weekday(date(2026, 11, 29)) == "Sun"
    assert plain(formats.today_line(WHEN)) == "Mon 23 Nov 2026  10:42"
    assert formats.money(Decimal("1234.5")) == "€1,234.50"
    assert formats.count(24816) == "24,816"
    assert plain(formats.work_days(1)) == "1 work day"
    assert plain(formats.size(2_400_000)) == "2.4 MB"


def test_every_weekday_has_its_name() -> None:
    names = [formats.weekday(date(2026, 11, 23 + day)) for day in range(7)]
    assert names == ["пн", "вт", "ср", "чт", "пт", "сб", "нд"]


@pytest.mark.parametrize(
    ("seconds", "words_", "short"),
    [
        (3, "около 10 секунди", "около 10 сек."),
        (38, "около 40 секунди", "около 40 сек."),
        (58, "около 1 минута", "около 1 мин"),
        (290, "около 5 минути", "около 5 мин"),
        (3500, "около 1 час", "около 1 ч"),
        (7300, "около 2 часа", "около 2 ч"),
    ],
)
def test_how_long_it_still_takes(seconds: float, words_: str, short: str) -> None:
    assert plain(formats.about(seconds)) == words_
    assert plain(formats.about(seconds, short=True)) == short


@pytest.mark.parametrize(("left", "shown"), [(24, "0:24"), (0.4, "0:01"), (0, "0:00"), (-5, "0:00"), (125, "2:05")])
def test_the_countdown_never_goes_below_zero(left: float, shown: str) -> None:
    assert formats.countdown(left) == shown


@pytest.mark.parametrize(
    ("amount", "shown"),
    [("0.005", "0,01 €"), ("0", "0,00 €"), ("-3.2", "–3,20 €"), ("10000", "10 000,00 €"), ("999.999", "1000,00 €")],
)
def test_money_has_whole_cents(amount: str, shown: str) -> None:
    assert plain(formats.money(Decimal(amount))) == shown


@given(st.integers(-(10**12), 10**12))
def test_a_count_says_all_its_figures_and_never_breaks(number: int) -> None:
    shown = formats.count(number)
    assert int(shown.replace(NBSP, "")) == number
    assert " " not in shown


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ул. „Хан Крум“ № 26, ет. 1, ап. 2", ["ул. „Хан", "Крум“", "№ 26,", "ет. 1,", "ап. 2"]),
        ("чл. 92, ал. 3", ["чл. 92,", "ал. 3"]),
        ("още 2 раб. дни и 6 сек.", ["още", "2 раб. дни", "и", "6 сек."]),
        ("р-н Средец, бл. 227, вх. А", ["р-н Средец,", "бл. 227,", "вх. А"]),
    ],
)
def test_a_figure_and_its_sign_never_part(text: str, parts: list[str]) -> None:
    assert [plain(part) for part in formats.unbroken(text).split(" ")] == parts


@given(st.text())
def test_joining_changes_no_letter(text: str) -> None:
    assert formats.unbroken(text).replace(NBSP, " ") == text.replace(NBSP, " ")

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.environment import Environment
from operator_app.formats.tracking import looks_like_tracking, parse_incoming, parse_tracking, tracking

bodies = st.text("0123456789", min_size=12, max_size=12)
numbers = st.builds(tracking, st.sampled_from(Environment), bodies)


@given(numbers)
def test_a_tracking_number_is_read_as_printed_and_as_bare_digits(number):
    assert set(str(number)) <= set("0123456789-")
    assert parse_tracking(str(number)) == parse_tracking(number.digits) == parse_tracking(f" {number} ") == number


@given(numbers, st.integers(0, 13), st.integers(1, 9))
def test_one_wrong_digit_is_noticed(number, place, by):
    digits = number.digits
    wrong = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]
    assert looks_like_tracking(wrong)
    assert parse_tracking(wrong) is None


@given(numbers, st.integers(0, 12))
def test_two_swapped_neighbours_are_noticed(number, place):
    digits = number.digits
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    assert swapped == digits or parse_tracking(swapped) is None


def test_other_texts_are_no_tracking_numbers():
    for text in ("", "123", "9264-0448-312-346", "9264-0448 3123-46", "٩٢٦٤-0448-3123-46", "8501011234"):
        assert not looks_like_tracking(text)
    with pytest.raises(ValueError, match="12 digits"):
        tracking(Environment.WORK, "12345")


@pytest.mark.parametrize(
    ("printed", "case_number", "document", "on"),
    [
        ("РВТ19-ГР94-4483-[4]/16.06.2021", "РВТ19-ГР94-4483", "4", date(2021, 6, 16)),
        ("РСЦ23-ВК08-765", "РСЦ23-ВК08-765", "", None),
        ("РТР23-РД56-2862/29.12.2023 г.", "РТР23-РД56-2862", "", date(2023, 12, 29)),
        ("СОА22-РД09-932/17.05.2022", "СОА22-РД09-932", "", date(2022, 5, 17)),
        ("PBP18-РД56-153/14.09.2018", "РВР18-РД56-153", "", date(2018, 9, 14)),  # Latin, as the site prints it
        ("рсц26-гр94-4483", "РСЦ26-ГР94-4483", "", None),
    ],
)
def test_incoming_numbers_as_they_are_seen(printed, case_number, document, on):
    number = parse_incoming(printed)
    assert (number.case_number, number.document, number.on) == (case_number, document, on)
    assert parse_incoming(str(number)) == number


def test_what_is_no_incoming_number():
    for text in ("", "РСЦ26", "РСЦ26-ГР94-", "XYZ26-ГР94-1", "РСЦ26-ГР94-1/31.02.2026", "РСЦ26-ГР94-1 и още"):
        assert parse_incoming(text) is None

"""Payment requests in the form of pay.egov.bg."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.case import Case
from sync.central.simulators.memory import KeptMemory
from sync.central.simulators.payments import (
    ACCESS_ALPHABET,
    SETTLED,
    Payments,
    Status,
    access_code,
    request_number,
    seeded_request,
)
from tests import builders as b
from tests.clocks import SetClock
from tests.unit.central.simulators.stand_ins import Kept

NUMBER = re.compile(r"\d{7,12}")
FEE = Decimal("2.56")


def requests_of(payments: Payments, count: int) -> list[str]:
    cases = (b.case_of(b.owner_filed()) for _ in range(count))
    return [payments.request(_named(case, f"case-{n}"), FEE).number for n, case in enumerate(cases)]


def _named(case: Case, name: str) -> Case:
    return replace(case, id=name)


def test_the_number_is_the_day_and_a_counter() -> None:
    assert request_number(date(2026, 11, 23), 1) == "2611231"
    assert request_number(date(2026, 11, 23), 15842) == "26112315842"


@given(st.dates(date(2026, 1, 1), date(2039, 1, 1)), st.integers(1, 999_999), st.text(max_size=8))
def test_numbers_and_codes_keep_their_form(day: date, counter: int, secret: str) -> None:
    number = request_number(day, counter)
    assert NUMBER.fullmatch(number)
    code = access_code(secret, number)
    assert len(code) == 10
    assert set(code) <= set(ACCESS_ALPHABET)


def test_the_alphabet_has_neither_the_letter_o_nor_zero() -> None:
    assert len(ACCESS_ALPHABET) == len(set(ACCESS_ALPHABET)) == 34
    assert not set("O0") & set(ACCESS_ALPHABET)


def test_every_case_has_its_own_number_also_after_a_restart_and_on_the_next_day() -> None:
    clock, kept = SetClock(), Kept()
    given_ = requests_of(Payments(KeptMemory(kept), clock, secret="s"), 30)
    again = Payments(KeptMemory(kept), clock, secret="s")
    assert requests_of(again, 30) == given_
    clock.advance(timedelta(days=1))
    later = [again.request(_named(b.case_of(b.owner_filed()), f"late-{n}"), FEE).number for n in range(30)]
    assert len({*given_, *later}) == 60
    assert all(number.startswith("261123") for number in given_)
    assert all(number.startswith("261124") for number in later)


def test_asked_twice_for_one_case_it_gives_the_same_request() -> None:
    payments = Payments(KeptMemory(Kept()), SetClock(), secret="s")
    case = b.case_of(b.owner_filed())
    assert payments.request(case, FEE) == payments.request(case, FEE)


def test_codes_of_two_sandboxes_differ() -> None:
    case = b.case_of(b.owner_filed())
    one, other = (Payments(KeptMemory(Kept()), SetClock(), secret=secret).request(case, FEE) for secret in "ab")
    assert one.number == other.number
    assert one.access_code != other.access_code


def test_nothing_due_is_no_request() -> None:
    with pytest.raises(ValueError, match="nothing"):
        Payments(KeptMemory(Kept()), SetClock(), secret="s").request(b.case_of(b.owner_filed()), Decimal(0))


def test_the_seeded_past_never_meets_a_living_number() -> None:
    day = SetClock().now().date()
    living = requests_of(Payments(KeptMemory(Kept()), SetClock(), secret="s"), 50)
    seeded = {
        seeded_request(day, place, serial, secret="s").number for place in range(3) for serial in range(1101, 1181)
    }
    assert len(seeded) == 240
    assert not seeded & set(living)
    assert all(NUMBER.fullmatch(number) for number in seeded)


def test_only_money_that_came_lets_a_case_go_on() -> None:
    assert {Status.PAID, Status.AUTHORIZED} == SETTLED

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.errors import Refused
from operator_app.storage.keys import passphrase

words = st.builds(passphrase.new)


def refusal(text: str) -> tuple[str, dict[str, object]]:
    with pytest.raises(Refused) as told:
        passphrase.parse(text)
    return told.value.code, told.value.params


def test_it_is_digits_only_and_strong_enough() -> None:
    assert re.fullmatch(r"\d{6}(-\d{6}){4}", passphrase.new())
    assert math.log2(10**25) > 80
    assert len({passphrase.new() for _ in range(50)}) == 50


@given(words, st.sampled_from([" ", "", "  ", " - ", "\t", "\u00a0", "–"]))
def test_how_the_groups_are_parted_does_not_matter(text: str, between: str) -> None:
    assert passphrase.parse(text.replace("-", between)) == passphrase.parse(f" {text}\n")


def test_full_width_digits_are_digits() -> None:
    text = passphrase.new()
    wide = text.translate({ord("0") + n: ord("\uff10") + n for n in range(10)})
    assert passphrase.parse(wide) == passphrase.parse(text)


@given(words, st.integers(0, 29), st.integers(1, 9))
def test_one_wrong_digit_is_found_in_its_group(text: str, place: int, by: int) -> None:
    digits = text.replace("-", "")
    wrong = str((int(digits[place]) + by) % 10)
    code, params = refusal(digits[:place] + wrong + digits[place + 1 :])
    assert (code, params) == ("vault.passphrase_mistyped", {"group": place // 6 + 1})


@given(words, st.integers(0, 28).filter(lambda place: place % 6 != 5))
def test_swapped_neighbours_are_found_in_their_group(text: str, place: int) -> None:
    digits = text.replace("-", "")
    left, right = digits[place], digits[place + 1]
    if left == right:
        return
    code, params = refusal(digits[:place] + right + left + digits[place + 2 :])
    assert (code, params) == ("vault.passphrase_mistyped", {"group": place // 6 + 1})


@pytest.mark.parametrize("text", ["", "123456", "1" * 31, "а" * 30, "1" * 100_000, "12345O-" * 5, "½" * 30, "٣" * 30])
def test_anything_else_is_told_by_its_length(text: str) -> None:
    assert refusal(text) == ("vault.passphrase_length", {"groups": 5, "digits": 6})

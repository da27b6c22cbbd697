from __future__ import annotations

import unicodedata

import argon2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.errors import Refused
from operator_app.storage.passwords import STANDARD, Cost, check, make_verifier, stretch, wants_renewal

from .support import CHEAP


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_password_fits_its_verifier_and_no_other_does(password: str, other: str) -> None:
    verifier = make_verifier(password, CHEAP)
    assert check(verifier, password, CHEAP)
    same = unicodedata.normalize("NFC", password) == unicodedata.normalize("NFC", other)
    assert check(verifier, other, CHEAP) is same


def test_a_letter_typed_in_one_piece_or_in_two_is_the_same() -> None:
    verifier = make_verifier("мой-дом", CHEAP)
    assert check(verifier, "мои\u0306-дом", CHEAP)
    assert not check(verifier, "мои-дом", CHEAP)


def test_blanks_and_case_count() -> None:
    verifier = make_verifier("Ключ ", CHEAP)
    assert not check(verifier, "Ключ", CHEAP)
    assert not check(verifier, "ключ ", CHEAP)


def test_nobody_has_no_right_password() -> None:
    assert not check(None, "каквото и да е", CHEAP)


def test_a_paste_by_mistake_is_refused_before_it_costs_anything() -> None:
    for use in (lambda text: make_verifier(text, CHEAP), lambda text: check(None, text, CHEAP)):
        with pytest.raises(Refused) as told:
            use("я" * 1025)
        assert (told.value.code, told.value.params) == ("password.too_long", {"most": 1024})
    assert check(make_verifier("я" * 1024, CHEAP), "я" * 1024, CHEAP)


def test_a_verifier_made_cheaper_than_today_wants_renewal() -> None:
    verifier = make_verifier("парола", CHEAP)
    assert not wants_renewal(verifier, CHEAP)
    assert wants_renewal(verifier, Cost(2, 8, 1))
    assert check(verifier, "парола", Cost(2, 8, 1))  # the cost of checking is the verifier's own


def test_verifiers_of_one_password_differ_and_do_not_hold_it() -> None:
    first, second = make_verifier("парола", CHEAP), make_verifier("парола", CHEAP)
    assert first != second
    assert "парола" not in first


def test_the_standard_cost_is_rfc_9106_s_second_choice() -> None:
    verifier = make_verifier("парола")
    assert argon2.extract_parameters(verifier) == argon2.profiles.RFC_9106_LOW_MEMORY
    assert check(verifier, "парола")
    assert (STANDARD.passes, STANDARD.memory_kib, STANDARD.lanes) == (3, 64 * 1024, 4)


def test_a_verifier_that_is_none_is_never_taken_for_a_wrong_password() -> None:
    with pytest.raises(argon2.exceptions.VerificationError):
        check("$argon2id$v=19$damaged", "парола", CHEAP)


@given(st.binary(max_size=40), st.binary(min_size=16, max_size=16))
def test_a_slot_s_key_depends_on_secret_salt_and_cost(secret: bytes, salt: bytes) -> None:
    key = stretch(secret, salt, CHEAP)
    assert len(key) == 32
    assert key == stretch(secret, salt, CHEAP)
    assert len({key, stretch(secret + b"x", salt, CHEAP), stretch(secret, salt[::-1] + b"\0", CHEAP)}) == 3
    assert key != stretch(secret, salt, Cost(2, 8, 1))

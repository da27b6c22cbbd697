from __future__ import annotations

import hashlib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from operator_app.domain.errors import Refused
from operator_app.formats import enrolment_code
from operator_app.formats.enrolment_code import ALPHABET, EnrolmentCode, decode, encode, issue

codes = st.builds(
    EnrolmentCode,
    secret=st.text(ALPHABET, min_size=10, max_size=10),
    fingerprint=st.text(ALPHABET, min_size=26, max_size=26),
)
CYRILLIC = str.maketrans("ABCEHKMPTXY01", "АВСЕНКМРТХУОІ")


@given(codes)
def test_a_code_is_read_however_it_is_typed(code):
    printed = encode(code)
    for typed in (
        printed,
        printed.lower(),
        printed.replace("-", ""),
        printed.replace("-", " "),
        f"  {printed.replace('-', ' – ')}\n",
        printed.replace("0", "O").replace("1", "l"),
        printed.translate(CYRILLIC),
    ):
        assert decode(typed) == code


@given(codes, st.integers(0, 44), st.sampled_from(ALPHABET))
def test_a_wrong_sign_names_its_group(code, place, sign):
    signs = encode(code).replace("-", "")
    assume(signs[place] != sign)
    with pytest.raises(Refused) as refused:
        decode(signs[:place] + sign + signs[place + 1 :])
    assert (refused.value.code, refused.value.params) == (
        enrolment_code.MISTYPED,
        {"groups": str(place // 5 + 1)},
    )


@given(codes, st.integers(0, 8), st.integers(0, 4), st.integers(0, 4))
def test_two_swapped_signs_name_their_group(code, group, one, other):
    groups = encode(code).split("-")
    signs = list(groups[group])
    assume(signs[one] != signs[other])
    signs[one], signs[other] = signs[other], signs[one]
    groups[group] = "".join(signs)
    with pytest.raises(Refused) as refused:
        decode("-".join(groups))
    assert refused.value.params == {"groups": str(group + 1)}


@given(codes, st.integers(0, 8), st.integers(0, 8))
def test_two_swapped_groups_are_both_named(code, one, other):
    groups = encode(code).split("-")
    assume(groups[one] != groups[other])
    groups[one], groups[other] = groups[other], groups[one]
    with pytest.raises(Refused) as refused:
        decode("-".join(groups))
    assert refused.value.params == {"groups": ", ".join(map(str, sorted((one + 1, other + 1))))}


def test_missing_and_strange_signs_are_told_with_their_place():
    groups = encode(issue(b"certificate", bytes)).split("-")
    for typed, code, params in (
        ("-".join([groups[0], groups[1][:4], *groups[2:]]), enrolment_code.GROUP_LENGTH, {"group": 2, "signs": 4}),
        ("".join(groups)[:-1], enrolment_code.LENGTH, {"signs": 44, "wanted": 45}),
        ("", enrolment_code.LENGTH, {"signs": 0, "wanted": 45}),
        ("-".join([*groups[:3], "U" * 5, *groups[4:]]), enrolment_code.SIGN, {"sign": "U", "group": 4}),
        ("-".join([*groups[:3], "ЖЖЖЖЖ", *groups[4:]]), enrolment_code.SIGN, {"sign": "Ж", "group": 4}),
    ):
        with pytest.raises(Refused) as refused:
            decode(typed)
        assert (refused.value.code, refused.value.params) == (code, params)


def test_the_code_knows_its_centre_by_130_bits_of_the_fingerprint():
    code = decode(encode(issue(b"the CA certificate, DER")))
    assert code.matches(b"the CA certificate, DER")
    assert not code.matches(b"the CA certificate, DEr")
    beginning = int.from_bytes(hashlib.sha256(b"the CA certificate, DER").digest(), "big") >> 126
    number = 0
    for sign in code.fingerprint:
        number = number * 32 + ALPHABET.index(sign)
    assert number == beginning


def test_secrets_differ_and_stay_out_of_what_is_printed_by_accident():
    one, other = issue(b"c"), issue(b"c")
    assert one.secret != other.secret
    assert one.secret not in repr(one)


def test_what_is_no_code_is_not_printed():
    with pytest.raises(ValueError, match="not an enrolment code"):
        encode(EnrolmentCode("ABC", "0" * 26))

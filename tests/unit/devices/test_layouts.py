from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.devices.layouts import KNOWN_PREFIXES, Reading, garble, layouts, ungarble
from operator_app.evidence.verdicts import Expectation, Proof
from operator_app.evidence.verify import verify_any
from tests.seals import CASE, NOW, Centre

printable = st.text([chr(code) for code in range(32, 127)], max_size=60)
BULGARIAN = [layout for layout in layouts() if layout != "us"]


@pytest.mark.parametrize("caps", [False, True])
@pytest.mark.parametrize("layout", layouts())
@given(prefix=st.sampled_from(KNOWN_PREFIXES), rest=printable)
def test_every_payload_comes_back_from_every_layout(layout, caps, prefix, rest):
    readings = ungarble(garble(prefix + rest, layout, caps=caps))
    assert prefix + rest in [reading.text for reading in readings]
    assert all(reading.text.startswith(KNOWN_PREFIXES) for reading in readings)


@pytest.mark.parametrize("caps", [False, True])
@pytest.mark.parametrize("layout", layouts())
def test_a_seal_typed_through_any_layout_is_a_proof(layout, caps):
    centre = Centre()
    readings = ungarble(garble(centre.seal(), layout, caps=caps))
    payloads = [reading.text for reading in readings]
    assert isinstance(verify_any(payloads, trust=centre.list_of(), now=NOW, expect=Expectation(CASE)), Proof)


def test_the_example_that_everybody_meets_first():
    assert garble("HC1:6BF+", "bds") == "ГЪ1М6ФО€"
    assert Reading("HC1:6BF+", "bds") in ungarble("ГЪ1М6ФО€")


def test_digits_and_hyphens_pass_every_layout_unchanged():
    for layout in layouts():
        assert garble("9264-0448-3123-46", layout) == "9264-0448-3123-46"


def test_a_text_that_begins_in_no_known_way_has_no_reading():
    for text in ("", "hello", "Иванова", "9264-0448-3123-46", "SF1", "x" * 10_000):
        assert ungarble(text) == ()


def test_an_ungarbled_text_is_its_own_first_reading():
    assert ungarble("SF1:ABC")[0] == Reading("SF1:ABC", "us")


@pytest.mark.parametrize("layout", BULGARIAN)
def test_each_layout_is_one_to_one(layout):
    every = "".join(chr(code) for code in range(32, 127))
    assert len(set(garble(every, layout))) == len(set(garble(every, layout, caps=True))) == 95

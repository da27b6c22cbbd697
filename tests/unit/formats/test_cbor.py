from __future__ import annotations

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.formats import cbor

keys = st.integers(-(2**63), 2**63) | st.text(max_size=8)
leaves = st.integers(-(2**63), 2**63) | st.text(max_size=12) | st.binary(max_size=12)
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3), max_leaves=10
)


def depth(value):
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    # The keys of a map lie one deeper than the map, too.
    return 1 + max([*map(depth, inner), 1 if isinstance(value, dict) and value else 0], default=0)


@given(values)
def test_what_is_encoded_is_read_back(value):
    data = cbor.encode(value)
    if depth(value) > cbor.MAX_DEPTH:
        with pytest.raises(cbor.NotStrict, match="nested"):
            cbor.decode(data)
    else:
        assert cbor.decode(data) == value


@given(st.binary(max_size=80))
def test_any_bytes_are_a_value_or_not_strict_and_a_value_has_one_encoding(data):
    try:
        value = cbor.decode(data)
    except cbor.NotStrict:
        return
    # Order of keys is the one freedom that is left to a writer.
    assert sorted(cbor.encode(value)) == sorted(data)
    assert cbor.decode(cbor.encode(value)) == value


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "ends too early"),
        (cbor.encode({1: 2}) + b"\x00", "bytes after the end"),
        (b"\xa2\x01\x02\x01\x03", "the same key twice"),
        (b"\x18\x05", "shortest form"),
        (b"\x19\x00\xff", "shortest form"),
        (b"\x5f\x41\x61\xff", "indefinite length"),
        (b"\x9f\xff", "indefinite length"),
        (b"\x81\xc2\x41\x01", "tag inside"),
        (cbor2.dumps([1.5]), "floating"),
        (cbor2.dumps([None]), "simple"),
        (b"\xa1\x41\x61\x01", "neither a number nor a text"),
        (b"\x62\xff\xfe", "not UTF-8"),
        (b"\x44abc", "ends too early"),
        (b"\x9a\xff\xff\xff\xff", "too many items"),
        (b"\xba\xff\xff\xff\xff", "too many items"),
        (b"\x5b" + b"\xff" * 8, "ends too early"),
        (b"\x81" * 400 + b"\x01", "nested too deep"),
        (bytes(3000), "too many bytes"),
        (b"\x82" + (b"\x98\x40" + b"\x01" * 64) * 2, "too many items"),
    ],
)
def test_each_thing_that_cbor2_would_let_through_is_refused(data, why):
    with pytest.raises(cbor.NotStrict, match=why):
        cbor.decode(data)


def test_the_outer_tag_is_the_one_asked_for():
    assert cbor.decode(b"\xd2\x01", tag=18) == 1
    for data in (b"\x01", b"\xd1\x01", b"\xd2\xd2\x01"):
        with pytest.raises(cbor.NotStrict):
            cbor.decode(data, tag=18)

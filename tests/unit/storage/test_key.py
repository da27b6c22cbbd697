from __future__ import annotations

import copy

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from operator_app.storage.cipher import RawKey

keys = st.binary(min_size=32, max_size=32).map(RawKey)


@given(keys, st.text(max_size=40))
def test_a_derived_key_is_that_of_rfc_5869(key: RawKey, purpose: str) -> None:
    theirs = HKDF(SHA256(), 32, b"sofia-address-desk/key/v1", purpose.encode()).derive(key.reveal())
    assert key.derive(purpose).reveal() == theirs


def test_purposes_have_keys_of_their_own() -> None:
    key = RawKey.new()
    assert len({key, key.derive("centre"), key.derive("sqlcipher salt"), RawKey.new()}) == 4
    assert key.derive("centre") == key.derive("centre")


@given(keys)
def test_hex_comes_back_and_nothing_else_shows_the_key(key: RawKey) -> None:
    assert RawKey.from_hex(key.hex() + "\n") == key
    assert key.hex() not in f"{key!r} {key} {[key]}"


@pytest.mark.parametrize("text", ["", "00" * 31, "00" * 33, "zz" * 32, "тайна"])
def test_what_is_no_key_is_refused_without_being_quoted(text: str) -> None:
    with pytest.raises(ValueError, match=r"32 bytes|hexadecimal") as told:
        RawKey.from_hex(text)
    assert not text or text not in str(told.value)


def test_a_key_is_not_written_out() -> None:
    for write in (copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            write(RawKey.new())

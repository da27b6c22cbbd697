from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.devices.scancodes import ENTER, Platform, strokes_of, us_sign

EVERY = [chr(code) for code in range(32, 127)]


@pytest.mark.parametrize("platform", [Platform.X11, Platform.WINDOWS])
@given(text=st.text(EVERY, max_size=50))
def test_what_a_scanner_sends_is_rebuilt_from_the_keys_alone(platform, text):
    keys = strokes_of(text, platform)
    assert "".join(us_sign(platform, code, shift=shift) for code, shift in keys) == text


def test_the_measured_codes():
    assert strokes_of("sS", Platform.X11) == [(39, False), (39, True)]
    assert strokes_of("sS", Platform.WINDOWS) == [(31, False), (31, True)]
    assert 36 in ENTER[Platform.X11]
    assert 28 in ENTER[Platform.WINDOWS]


def test_the_keypad_and_other_keys():
    assert us_sign(Platform.X11, 79, shift=False) == "7"
    assert us_sign(Platform.WINDOWS, 0x135, shift=False) == "/"
    assert us_sign(Platform.X11, 67, shift=False) == ""  # F1
    assert us_sign(Platform.OTHER, 39, shift=False) == ""

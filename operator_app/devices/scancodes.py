"""Which sign of the US layout sits on a key, by the number that the system gives to the key itself: the layout does not
matter.

X11 (and Wayland): evdev code + 8. Windows: set 1, extended keys with 0x100. S is 39 and 31 (platform.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Platform(StrEnum):
    X11 = "x11"
    WINDOWS = "windows"
    OTHER = "other"


# The rows of a US keyboard, plain and with Shift, and the code of each row's first key.
_ROWS = (
    ("1234567890-=", "!@#$%^&*()_+", 10, 2),
    ("qwertyuiop[]", "QWERTYUIOP{}", 24, 16),
    ("asdfghjkl;'", 'ASDFGHJKL:"', 38, 30),
    ("zxcvbnm,./", "ZXCVBNM<>?", 52, 44),
    ("`", "~", 49, 41),
    ("\\", "|", 51, 43),
    (" ", " ", 65, 57),
)
_KEYPAD = {"7": (79, 71), "8": (80, 72), "9": (81, 73), "-": (82, 74), "4": (83, 75), "5": (84, 76), "6": (85, 77),
           "+": (86, 78), "1": (87, 79), "2": (88, 80), "3": (89, 81), "0": (90, 82), ".": (91, 83), "*": (63, 55),
           "/": (106, 0x135)}  # fmt: skip

ENTER: Mapping[Platform, frozenset[int]] = {
    Platform.X11: frozenset({36, 104}),
    Platform.WINDOWS: frozenset({28, 0x11C}),
    Platform.OTHER: frozenset(),
}
TAB: Mapping[Platform, frozenset[int]] = {
    Platform.X11: frozenset({23}),
    Platform.WINDOWS: frozenset({15}),
    Platform.OTHER: frozenset(),
}


def _main(column: int) -> dict[int, tuple[str, str]]:
    return {
        start + place: (plain, shifted)
        for low, high, *starts in _ROWS
        for start in (starts[column],)
        for place, (plain, shifted) in enumerate(zip(low, high, strict=True))
    }


MAIN: Mapping[Platform, Mapping[int, tuple[str, str]]] = {
    Platform.X11: _main(0),
    Platform.WINDOWS: _main(1),
    Platform.OTHER: {},
}
KEYPAD: Mapping[Platform, Mapping[int, str]] = {
    Platform.X11: {codes[0]: sign for sign, codes in _KEYPAD.items()},
    Platform.WINDOWS: {codes[1]: sign for sign, codes in _KEYPAD.items()},
    Platform.OTHER: {},
}


def us_sign(platform: Platform, scan_code: int, *, shift: bool) -> str:
    """The sign of the US layout on this key; "" for a key that has none or a platform whose codes are not known."""
    pair = MAIN[platform].get(scan_code)
    if pair is not None:
        return pair[shift]
    return KEYPAD[platform].get(scan_code, "")


def strokes_of(text: str, platform: Platform) -> list[tuple[int, bool]]:
    """Scan code and Shift for each sign of a printable ASCII text, as a scanner set to US sends them: for tests and
    self-test.
    """
    codes = {sign: (code, bool(shift)) for code, pair in MAIN[platform].items() for shift, sign in enumerate(pair)}
    codes[" "] = (codes[" "][0], False)
    return [codes[sign] for sign in text]

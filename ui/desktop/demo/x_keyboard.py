"""Keys through the X server (XTEST): they go to whatever has the focus, as a person's do. For the demo and for
journeys.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from Xlib import XK, X
from Xlib.display import Display
from Xlib.ext import xtest

# Physical keys as evdev numbers them (X keycode = evdev + 8), by what a US keyboard prints on them. The layout decides
# what they type.
_ROWS = (
    (10, "1234567890-=", "!@#$%^&*()_+"),
    (24, "qwertyuiop[]", "QWERTYUIOP{}"),
    (38, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (51, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
)
PHYSICAL: dict[str, tuple[int, bool]] = {" ": (65, False)}
for _first, _plain, _shifted in _ROWS:
    for _at, (_low, _high) in enumerate(zip(_plain, _shifted, strict=True)):
        PHYSICAL[_low] = (_first + _at, False)
        PHYSICAL[_high] = (_first + _at, True)

SCANNER_MS = 2  # between two keys of a fast scanner
# The first keys come in one: a server that is starved at this very moment would put a gap between them that no scanner
# makes, and by six keys at most 35 ms apart a scan is known.
AT_ONCE = 6
NAMED = {"Enter": "Return", "Esc": "Escape", "Up": "Up", "Down": "Down", "Tab": "Tab", "PgDn": "Next", "PgUp": "Prior"}
MODIFIERS = {"Ctrl": "Control_L", "Shift": "Shift_L", "Alt": "Alt_L"}


class XKeyboard:
    """One keyboard on one display. Every call returns after the server has taken the keys."""

    def __init__(self, display: str) -> None:
        self._display = Display(display)

    def close(self) -> None:
        self._display.close()

    def press(self, *chords: str) -> None:
        """Chords such as `F5`, `Ctrl+Z`, `1`, `Enter`, one after the other."""
        for chord in chords:
            *held, key = chord.split("+") if chord != "+" else ["+"]
            codes = [self._code(MODIFIERS[name]) for name in held]
            code, shifted = self._key(key.lower() if held and len(key) == 1 else key)
            with self._hold([*codes, *([self._code("Shift_L")] if shifted else [])]):
                self._tap(code)
            self._display.sync()

    def scan(self, text: str) -> None:
        """The physical keys that print `text` on a US keyboard and Enter, as a scanner sends them: what comes out
        depends on the layout. Handed over whole, so that the server alone makes the pace and no hiccup here tears it.
        """
        shift = self._code("Shift_L")
        keys = [*(PHYSICAL[letter] for letter in text), (self._code("Return"), False)]
        for place, (code, shifted) in enumerate(keys):
            with self._hold([shift] if shifted else []):
                self._tap(code, SCANNER_MS if place >= AT_ONCE else 0)
        self._display.sync()

    def focus(self, window: int) -> None:
        """Without a window manager nobody gives a new window the focus."""
        self._display.set_input_focus(window, X.RevertToParent, X.CurrentTime)
        self._display.sync()

    def windows(self) -> list[Any]:
        """Mapped top-level windows, oldest first."""
        children = self._display.screen().root.query_tree().children
        return [child for child in children if child.get_attributes().map_state == X.IsViewable]

    def _key(self, name: str) -> tuple[int, bool]:
        if name in PHYSICAL and len(name) == 1:
            return PHYSICAL[name]
        return self._code(NAMED.get(name, name)), False

    def _code(self, keysym: str) -> int:
        code = self._display.keysym_to_keycode(XK.string_to_keysym(keysym))
        if not code:
            raise ValueError(f"no key {keysym} on this keyboard")
        return int(code)

    def _tap(self, code: int, gap_ms: int = 0) -> None:
        """The gap is the server's own: two taps of one key in one millisecond look like a key that is held down."""
        xtest.fake_input(self._display, X.KeyPress, code, gap_ms)
        xtest.fake_input(self._display, X.KeyRelease, code)

    @contextmanager
    def _hold(self, codes: list[int]) -> Iterator[None]:
        for code in codes:
            xtest.fake_input(self._display, X.KeyPress, code)
        yield
        for code in reversed(codes):
            xtest.fake_input(self._display, X.KeyRelease, code)

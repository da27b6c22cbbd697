"""Ctrl with a letter, whatever the layout: under a purely Cyrillic layout on X11 Qt knows no Ctrl+Z, because no key
gives a z.

The key itself is known by its scan code, so the letter printed on it (US) decides.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from operator_app.devices.scancodes import us_sign

from .wedge import platform_of


def chord(event: QKeyEvent, platform: str) -> str:
    """`Ctrl+Z` for the key on which z is printed held with Ctrl alone; "" for anything else and for what Qt knew
    itself.
    """
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if modifiers != Qt.KeyboardModifier.ControlModifier or event.isAutoRepeat():
        return ""
    sign = us_sign(platform_of(platform), event.nativeScanCode(), shift=False)
    return f"Ctrl+{sign.upper()}" if len(sign) == 1 and sign.isalpha() else ""

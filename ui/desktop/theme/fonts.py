"""The city's typeface, brought along: with no font installed every letter would be a box."""

from __future__ import annotations

import locale
from contextlib import suppress

import fontpkg_sofia_sans
from PySide6.QtGui import QFontDatabase

FILE = fontpkg_sofia_sans.ROOT / "files" / "SofiaSans[wght].ttf"
FAMILY = "Sofia Sans"


def register() -> None:
    """Make the face known to Qt; before the first widget, more than once does no harm. Raises OSError if it cannot
    be read.
    """
    if FAMILY in QFontDatabase.families():
        return
    if QFontDatabase.addApplicationFont(str(FILE)) < 0:
        raise OSError(f"the typeface cannot be read: {FILE.name}")


def keep_letter_forms() -> None:
    """The shaper takes the language of letters from the process locale, and a Russian one changes „б“, „г“, „д“,
    „и“, „п“, „т“. The neutral locale leaves the Bulgarian forms, which are the face's own. Must run before the
    first text is measured.
    """
    # Only systems without that locale (Windows) refuse it; theirs is neutral unless a program asks for another.
    with suppress(locale.Error):
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")

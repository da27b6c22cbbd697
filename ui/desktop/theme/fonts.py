"""The city's typeface, brought along: with no font installed every letter would be a box."""

from __future__ import annotations

import fontpkg_sofia_sans
from PySide6.QtCore import QLocale
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
    """Qt shapes letters in the language of its default locale, and a Russian one changes „б“, „г“, „д“, „и“, „п“, „т“.

    Bulgarian stays it, also where the operating system or the words of the program are in another language. Must run
    before the first text is measured, because shaped letters are kept.
    """
    QLocale.setDefault(QLocale(QLocale.Language.Bulgarian, QLocale.Country.Bulgaria))

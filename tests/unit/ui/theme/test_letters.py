"""Bulgarian letters keep their Bulgarian forms, whatever locale the process was started in."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QImage, QPainter

from ui.desktop.theme import Look, ThemeManager
from ui.desktop.theme.fonts import keep_letter_forms

WORDS = "бгдитпвзк"


def drawn() -> QImage:
    """A new look each time: shaped letters are kept with the font."""
    image = QImage(240, 40, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.setFont(Look.resolve("light", 1.5).font("body"))
    painter.drawText(5, 28, WORDS)
    painter.end()
    return image


@pytest.mark.usefixtures("theme")
def test_the_forms_stay_bulgarian_in_a_russian_system() -> None:
    ours = drawn()
    QLocale.setDefault(QLocale(QLocale.Language.Russian, QLocale.Country.Russia))
    try:
        assert drawn() != ours
    finally:
        keep_letter_forms()
    assert drawn() == ours


@pytest.mark.usefixtures("theme")
def test_the_manager_sets_it() -> None:
    assert QLocale().language() == QLocale.Language.Bulgarian
    assert ThemeManager.current().look.width("1") > 0

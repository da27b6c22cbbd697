"""A look is resolved once: its colours, lengths and fonts come from the tokens and grow with the text."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPalette

from ui.desktop.theme import Look, ThemeManager
from ui.desktop.theme.palette import palette
from ui.desktop.theme.sheet import style_sheet
from ui.desktop.theme.tokens import THEMES


def test_colours_come_from_the_tokens(theme: ThemeManager) -> None:
    assert theme.look.color("surface.panel").name().upper() == "#FCFBF8"
    assert Look.resolve("dark").hex("surface.panel") == "#1B2023"


def test_an_unknown_theme_is_named() -> None:
    with pytest.raises(ValueError, match="pink"):
        Look.resolve("pink")


@pytest.mark.usefixtures("theme")
def test_lengths_and_fonts_grow_with_the_text_but_strokes_do_not() -> None:
    one, two = Look.resolve("light", 1.0), Look.resolve("light", 2.0)
    assert two.px("space.m") == 2 * one.px("space.m")
    assert two.px("stroke.focus") == one.px("stroke.focus")
    assert two.width("Адресна регистрация") == pytest.approx(2 * one.width("Адресна регистрация"), rel=0.05)


@pytest.mark.usefixtures("theme")
def test_figures_stand_in_columns_and_weights_differ() -> None:
    look = Look.resolve()
    assert look.width("1111") == look.width("8888")
    assert look.width("Преписка", "strong") > look.width("Преписка", "body")
    assert look.font("body").family() == "Sofia Sans"


@pytest.mark.usefixtures("theme")
def test_prepared_objects_are_the_same_ones() -> None:
    look = Look.resolve()
    assert look.color("text.body") is look.color("text.body")
    assert look.pen("line.control", 2) is look.pen("line.control", 2)
    assert look.shaped("Вписване") is look.shaped("Вписване")
    look.forget_words()
    assert look.width("Вписване") > 0


@pytest.mark.parametrize("name", THEMES)
def test_the_sheet_and_the_palette_hold_no_other_colour_than_the_tokens(theme: ThemeManager, name: str) -> None:
    look = Look.resolve(name)
    known = {value.upper() for value in look._hex.values()}
    words = style_sheet(look).replace(";", " ").replace("{", " ").split()
    assert {word.upper() for word in words if word.startswith("#") and len(word) == 7} <= known
    made = palette(look)
    assert made.color(QPalette.ColorRole.PlaceholderText).name().upper() == look.hex("text.hint").upper()
    assert "%(" not in style_sheet(look)

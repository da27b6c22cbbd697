"""The one style sheet: shape, border and padding only. Fonts never: weights are a variable axis that a sheet cannot
set.
"""

from __future__ import annotations

from collections.abc import Iterator

from .look import Look
from .tokens import MEANINGS

LEVELS = ("canvas", "panel", "raised", "sunken", "select", "desk")
TONES = {
    "strong": "text.strong",
    "soft": "text.soft",
    "hint": "text.hint",
    "accent": "accent.text",
    "chrome": "chrome.text",
    "chrome_strong": "chrome.text_active",
}


def style_sheet(look: Look) -> str:
    """Fill the templates from tokens. Widgets choose a rule by a property: `tone`, `surface`, `card`, `kind`,
    `invalid`.
    """
    c, px = look.hex, look.px
    values = {
        "panel": c("surface.panel"),
        "raised": c("surface.raised"),
        "sunken": c("surface.sunken"),
        "hover": c("surface.hover"),
        "select": c("surface.select"),
        "body": c("text.body"),
        "hint": c("text.hint"),
        "strong": c("text.strong"),
        "disabled": c("text.disabled"),
        "hair": c("line.hair"),
        "soft_line": c("line.control" if look.is_contrast else "line.soft"),
        "control": c("line.control"),
        "accent": c("accent.fill"),
        "accent_hover": c("accent.hover"),
        "accent_press": c("accent.press"),
        "on_accent": c("accent.on"),
        "accent_text": c("accent.text"),
        "tint": c("accent.tint"),
        "danger": c("danger.fg"),
        "danger_line": c("danger.line"),
        "danger_tint": c("danger.tint"),
        "mark": c("highlight.bg"),
        "on_mark": c("highlight.text"),
        "h": px("control.height") - 2,
        "h_small": px("control.height_small") - 2,
        "h_large": px("control.height_large") - 6,
        "r": px("radius.control"),
        "card": px("radius.card"),
        "s": px("space.s"),
        "m": px("space.m"),
        "xs": px("space.xs"),
        "bar": px("space.m"),
        "thumb": look.grown(32),
        "w": 2 if look.is_contrast else 1,
    }
    return CONTROLS % values + SURROUNDINGS % values + "".join(_rules(look))


def _rules(look: Look) -> Iterator[str]:
    """One rule for each tone, surface and card."""
    tones = TONES | {meaning: f"{meaning}.fg" for meaning in MEANINGS}
    for tone, path in tones.items():
        yield f'QLabel[tone="{tone}"] {{ color: {look.hex(path)}; }}\n'
    for level in LEVELS:
        yield f'QFrame[surface="{level}"] {{ background: {look.hex("surface." + level)}; }}\n'
    yield f'QFrame[surface="chrome"] {{ background: {look.hex("chrome.bg")}; }}\n'
    radius = look.px("radius.card")
    for meaning in MEANINGS:
        yield (
            f'QFrame[card="{meaning}"] {{ background: {look.hex(meaning + ".tint")};'
            f" border: 1px solid {look.hex(meaning + '.line')}; border-radius: {radius}px; }}\n"
        )
        yield (
            f'QFrame[card="edge-{meaning}"] {{ background: {look.hex("surface.raised")};'
            f" border: 2px solid {look.hex(meaning + '.solid')}; border-radius: {radius}px; }}\n"
        )


CONTROLS = """
QLineEdit, QComboBox, QPlainTextEdit {
    background: %(raised)s; color: %(body)s; border: %(w)dpx solid %(control)s; border-radius: %(r)dpx;
    min-height: %(h)dpx; padding: 0 %(s)dpx; selection-background-color: %(mark)s;
    selection-color: %(on_mark)s; placeholder-text-color: %(hint)s; }
QPlainTextEdit { padding: %(xs)dpx; }
QLineEdit[invalid="true"], QComboBox[invalid="true"], QPlainTextEdit[invalid="true"] { border: 2px solid %(danger)s; }
QLineEdit:read-only { background: %(sunken)s; }
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {
    color: %(disabled)s; border: 1px dashed %(control)s; background: transparent; }
QComboBox::drop-down { border: 0; width: 28px; }
QComboBox QAbstractItemView { background: %(raised)s; border: 1px solid %(control)s; outline: 0;
    selection-background-color: %(select)s; selection-color: %(strong)s; }
QPushButton {
    background: %(raised)s; color: %(body)s; border: %(w)dpx solid %(control)s; border-radius: %(r)dpx;
    min-height: %(h)dpx; padding: 0 %(m)dpx; }
QPushButton:hover { background: %(hover)s; }
QPushButton:pressed { background: %(sunken)s; }
QPushButton:disabled { color: %(disabled)s; border: 1px dashed %(control)s; background: transparent; }
QPushButton[kind="primary"]:enabled { background: %(accent)s; color: %(on_accent)s; border-color: %(accent)s; }
QPushButton[kind="primary"]:enabled:hover { background: %(accent_hover)s; }
QPushButton[kind="primary"]:enabled:pressed { background: %(accent_press)s; }
QPushButton[kind="danger"]:enabled { color: %(danger)s; border-color: %(danger_line)s; }
QPushButton[kind="danger"]:enabled:hover { background: %(danger_tint)s; }
QPushButton[kind="quiet"]:enabled { background: transparent; border-color: transparent; color: %(accent_text)s; }
QPushButton[kind="quiet"]:enabled:hover { background: %(tint)s; }
QPushButton[kind="quiet"]:enabled:pressed { background: %(sunken)s; }
QPushButton[fit="small"] { min-height: %(h_small)dpx; padding: 0 %(s)dpx; }
QPushButton[fit="large"] { min-height: %(h_large)dpx; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: %(r)dpx;
    min-height: %(h_small)dpx; padding: 0 %(s)dpx; color: %(body)s; }
QToolButton:hover { background: %(hover)s; border-color: %(soft_line)s; }
QToolButton:pressed { background: %(sunken)s; }
QToolButton:disabled { color: %(disabled)s; }
QToolButton:checked { background: %(tint)s; border-color: %(accent)s; color: %(accent_text)s; }
QToolButton[filter="true"] { background: %(raised)s; border: %(w)dpx solid %(control)s; }
QToolButton[filter="true"]:hover { background: %(hover)s; }
QToolButton[filter="true"]:checked { background: %(tint)s; border-color: %(accent)s; }
QToolButton[inside="true"] { min-height: 0; padding: 2px; }
QToolButton::menu-indicator { image: none; width: 0; }
"""
SURROUNDINGS = """
QToolTip { background: %(raised)s; color: %(body)s; border: 1px solid %(control)s; padding: 4px 6px; }
QFrame[card="plain"] { background: %(raised)s; border: %(w)dpx solid %(hair)s; border-radius: %(card)dpx; }
QFrame[card="selected"] { background: %(raised)s; border: 2px solid %(accent)s; border-radius: %(card)dpx; }
QAbstractItemView { background: %(panel)s; border: 0; outline: 0; }
QAbstractItemView[surface="raised"] { background: %(raised)s; }
QHeaderView { background: %(panel)s; border: 0; }
QMenu { background: %(raised)s; color: %(body)s; border: 1px solid %(control)s; padding: %(xs)dpx; }
QMenu::item { padding: %(xs)dpx %(m)dpx; border-radius: %(xs)dpx; }
QMenu::item:selected { background: %(select)s; color: %(strong)s; }
QScrollArea, QAbstractScrollArea#page { border: 0; background: transparent; }
QScrollBar:vertical { background: transparent; width: %(bar)dpx; margin: 0; }
QScrollBar::handle:vertical { background: %(control)s; border-radius: 3px; min-height: %(thumb)dpx; margin: 2px 3px; }
QScrollBar:horizontal { background: transparent; height: %(bar)dpx; margin: 0; }
QScrollBar::handle:horizontal { background: %(control)s; border-radius: 3px; min-width: %(thumb)dpx; margin: 3px 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: %(hair)s; }
"""

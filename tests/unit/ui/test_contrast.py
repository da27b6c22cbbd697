"""Every text, control and focus pair of the tokens meets WCAG 2.2 AA: text 4.5:1 (SC 1.4.3), shapes 3:1 (SC 1.4.11)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from resources import paths
from ui.desktop.theme.tokens import MEANINGS, THEMES

TEXT, SHAPE = 4.5, 3.0
SURFACES = ("canvas", "panel", "raised", "sunken", "hover", "select")
PAPER = "#F7F4EC"
TOKENS = json.loads(paths.tokens().read_text("utf-8"))
Pair = tuple[str, str, str, float]
"""What it is, the upper and the lower colour, the least ratio."""


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB`, 0 to 1 (WCAG 2.2, definition)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def over(top: str, under: str, alpha: float) -> str:
    """The opaque colour that `top` at `alpha` makes on `under`."""
    mixed = [round(int(top[at : at + 2], 16) * alpha + int(under[at : at + 2], 16) * (1 - alpha)) for at in (1, 3, 5)]
    return "#" + "".join(f"{one:02X}" for one in mixed)


def words_and_controls(theme: dict[str, Any]) -> Iterator[Pair]:
    surface = theme["surface"]
    for level, back in product(("strong", "body", "soft", "hint"), SURFACES):
        yield f"text.{level} on {back}", theme["text"][level], surface[back], TEXT
    for back in SURFACES:
        yield f"accent.text on {back}", theme["accent"]["text"], surface[back], TEXT
        yield f"text.disabled on {back}", theme["text"]["disabled"], surface[back], SHAPE
        yield f"line.control on {back}", theme["line"]["control"], surface[back], SHAPE
        yield f"focus.ring on {back}", theme["focus"]["ring"], surface[back], SHAPE
        yield f"accent.fill on {back}", theme["accent"]["fill"], surface[back], SHAPE
    accent, chrome = theme["accent"], theme["chrome"]
    yield "focus.ring on its halo", theme["focus"]["ring"], theme["focus"]["halo"], SHAPE
    yield "focus on the rail", chrome["mark"], chrome["active"], SHAPE
    yield "count on the rail", chrome["bg"], chrome["mark"], TEXT
    yield "bar on its track", accent["fill"], theme["line"]["track"], SHAPE
    yield "selected text", theme["highlight"]["text"], theme["highlight"]["bg"], TEXT
    for state in ("fill", "hover", "press"):
        yield f"words on a {state} button", accent["on"], accent[state], TEXT
    for name, ink in (("accent.text", accent["text"]), ("text.body", theme["text"]["body"])):
        yield f"{name} on accent.tint", ink, accent["tint"], TEXT
    for back in ("bg", "hover", "active"):
        yield f"chrome.text on {back}", chrome["text"], chrome[back], TEXT
        yield f"chrome.text_active on {back}", chrome["text_active"], chrome[back], TEXT
        yield f"chrome.mark on {back}", chrome["mark"], chrome[back], SHAPE


def meanings(theme: dict[str, Any]) -> Iterator[Pair]:
    for meaning in MEANINGS:
        own = theme[meaning]
        for back in SURFACES:
            yield f"{meaning}.fg on {back}", own["fg"], theme["surface"][back], TEXT
            yield f"{meaning}.solid on {back}", own["solid"], theme["surface"][back], SHAPE
            yield f"{meaning}.line on {back}", own["line"], theme["surface"][back], SHAPE
        for level in ("strong", "body", "soft"):
            yield f"text.{level} on {meaning}.tint", theme["text"][level], own["tint"], TEXT
        yield f"{meaning}.fg on its tint", own["fg"], own["tint"], TEXT
        yield f"{meaning}.on on its solid", own["on"], own["solid"], TEXT
        yield f"{meaning}.solid on its tint", own["solid"], own["tint"], SHAPE
        yield f"focus.ring on {meaning}.tint", theme["focus"]["ring"], own["tint"], SHAPE
    for meaning in ("warning", "danger"):
        yield f"line.control on {meaning}.tint", theme["line"]["control"], theme[meaning]["tint"], SHAPE


def frames(theme: dict[str, Any], alpha: float) -> Iterator[Pair]:
    """The frame of a window that is not real work: its words, its stripes, and the text under its watermark."""
    canvas = theme["surface"]["canvas"]
    for kind in ("training", "sandbox"):
        own = theme[kind]
        yield f"words of the {kind} frame", own["frame_on"], own["frame"], TEXT
        yield f"stripes of the {kind} frame", own["stripe"], own["frame"], 1.5
        seen = max((own["stripe"], own["frame"]), key=lambda colour: ratio(colour, canvas))
        yield f"{kind} frame beside the window", seen, canvas, SHAPE
        for level, back in product(("body", "soft", "hint"), ("canvas", "panel", "raised")):
            fore, under = theme["text"][level], theme["surface"][back]
            veiled, marked = over(own["solid"], fore, alpha), over(own["solid"], under, alpha)
            yield f"text.{level} on {back} under the {kind} watermark", veiled, marked, TEXT


@pytest.mark.parametrize("name", THEMES)
def test_every_pair_is_readable(name: str) -> None:
    theme, alpha = TOKENS["themes"][name], TOKENS["watermark"]["alpha"][name]
    pairs = [*words_and_controls(theme), *meanings(theme), *frames(theme, alpha)]
    bad = [f"{what}: {ratio(a, b):.2f}, needs {least}" for what, a, b, least in pairs if ratio(a, b) < least]
    assert not bad
    assert len(pairs) > 250


def test_marks_on_paper_are_seen_in_every_theme() -> None:
    """Scanned pages stay light, so their marks are the light theme's."""
    warning = TOKENS["themes"]["light"]["warning"]
    assert ratio(warning["solid"], PAPER) >= SHAPE
    assert ratio(warning["on"], warning["solid"]) >= TEXT


def test_sandbox_and_training_frames_differ_from_each_other() -> None:
    for name in THEMES:
        theme = TOKENS["themes"][name]
        assert theme["training"]["stripe"] != theme["sandbox"]["stripe"]
        assert theme["training"]["frame"] != theme["sandbox"]["frame"] or name == "contrast"


def test_themes_have_the_same_tokens() -> None:
    shapes = [{group: set(levels) for group, levels in TOKENS["themes"][name].items()} for name in THEMES]
    assert all(shape == shapes[0] for shape in shapes)

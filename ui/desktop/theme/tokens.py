"""The design tokens as read from `resources/design/tokens.json`. No Qt here, so that a test can measure them alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from resources import paths

THEMES = ("light", "dark", "contrast")
MEANINGS = ("success", "warning", "danger", "info", "training", "sandbox", "offline")
UNSCALED = "stroke"
"""The group of lengths that does not grow with the text."""
LENGTH_GROUPS = ("space", "radius", "stroke", "control", "density", "shell")


@cache
def tokens() -> Mapping[str, Any]:
    """The whole file, read once."""
    return MappingProxyType(json.loads(paths.tokens().read_text("utf-8")))


def colours(theme: str) -> dict[str, str]:
    """`surface.panel` → `#FCFBF8` of one theme. Raises ValueError for a theme that the file does not hold."""
    themes = tokens()["themes"]
    if theme not in themes:
        raise ValueError(f"no theme {theme!r}; there are {', '.join(themes)}")
    return {f"{group}.{level}": value for group, levels in themes[theme].items() for level, value in levels.items()}


def lengths(scale: float) -> dict[str, int]:
    """`space.m` → px at `scale` (1.0 = 100 %). Strokes stay as thin as they are."""
    return {
        path: round(value if path.startswith(UNSCALED) else value * scale)
        for group in LENGTH_GROUPS
        for path, value in _flat(group, tokens()[group])
    }


def _flat(path: str, value: Any) -> Iterator[tuple[str, float]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(f"{path}.{name}", inner)
    else:
        yield path, value

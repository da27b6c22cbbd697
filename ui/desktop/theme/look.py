"""One theme at one text size, resolved once: colours, fonts and lengths that painting only has to pick up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPen, QStaticText

from . import tokens

HELD = 2000
"""Shaped texts held: some windows full of words."""
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Look:
    """What a painted widget needs. Nobody changes it: another theme or text size is another `Look`.

    `color`, `pen`, `brush` and `font` return prepared objects that the caller must not modify.
    """

    name: str
    scale: float
    _hex: Mapping[str, str] = field(repr=False)
    _colours: Mapping[str, QColor] = field(repr=False)
    _px: Mapping[str, int] = field(repr=False)
    _fonts: Mapping[str, QFont] = field(repr=False)
    _metrics: dict[str, QFontMetricsF] = field(repr=False, default_factory=dict)
    _pens: dict[tuple[str, float], QPen] = field(repr=False, default_factory=dict)
    _brushes: dict[str, QBrush] = field(repr=False, default_factory=dict)
    _widths: dict[tuple[str, str], float] = field(repr=False, default_factory=dict)
    _shaped: dict[tuple[str, str], QStaticText] = field(repr=False, default_factory=dict)

    @classmethod
    def resolve(cls, name: str = "light", scale: float = 1.0) -> Look:
        """Read the tokens of one theme. `scale`: text size, 1.0 to 2.0. Raises ValueError for an unknown theme."""
        hexes = tokens.colours(name)
        colours = {path: QColor(value) for path, value in hexes.items()}
        fonts = {role: _font(spec, scale) for role, spec in tokens.tokens()["type"]["roles"].items()}
        px = tokens.lengths(scale)
        return cls(
            name,
            scale,
            MappingProxyType(hexes),
            MappingProxyType(colours),
            MappingProxyType(px),
            MappingProxyType(fonts),
        )

    @property
    def is_contrast(self) -> bool:
        return self.name == "contrast"

    def hex(self, path: str) -> str:
        """`#RRGGBB`, for the style sheet and for recolouring drawings."""
        return self._hex[path]

    def color(self, path: str) -> QColor:
        """A colour token such as `surface.panel`."""
        return self._colours[path]

    def veil(self, path: str, alpha: float) -> QColor:
        """The colour made transparent: a new object."""
        made = QColor(self._colours[path])
        made.setAlphaF(alpha)
        return made

    def pen(self, path: str, width: float = 1.0) -> QPen:
        """A pen in a colour token, made once."""
        found = self._pens.get((path, width))
        if found is None:
            found = self._pens[path, width] = QPen(self._colours[path], width)
        return found

    def brush(self, path: str) -> QBrush:
        """A brush in a colour token, made once."""
        found = self._brushes.get(path)
        if found is None:
            found = self._brushes[path] = QBrush(self._colours[path], Qt.BrushStyle.SolidPattern)
        return found

    def px(self, path: str) -> int:
        """A length such as `space.m` in px, grown with the text."""
        return self._px[path]

    def grown(self, px: float) -> int:
        """A length that is no token, grown with the text."""
        return round(px * self.scale)

    def font(self, role: str = "body") -> QFont:
        """A type role such as `strong`."""
        return self._fonts[role]

    def metrics(self, role: str = "body") -> QFontMetricsF:
        """Measures of a type role; made when first asked for, because the first one loads the face."""
        found = self._metrics.get(role)
        if found is None:
            found = self._metrics[role] = QFontMetricsF(self._fonts[role])
        return found

    def width(self, text: str, role: str = "body") -> float:
        """How wide a text stands, px. Shaping is most of the cost of a painted table, so it is done once a text."""
        found = self._widths.get((text, role))
        if found is None:
            found = _keep(self._widths, (text, role), self.metrics(role).horizontalAdvance(text))
        return found

    def shaped(self, text: str, role: str = "body") -> QStaticText:
        """The text ready to be drawn, in plain letters; its font is the role's."""
        found = self._shaped.get((text, role))
        if found is None:
            made = QStaticText(text)
            made.setTextFormat(Qt.TextFormat.PlainText)
            made.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            made.prepare(font=self._fonts[role])
            found = _keep(self._shaped, (text, role), made)
        return found

    def forget_words(self) -> None:
        """Drop the texts that were shaped: when an operator leaves, no name of theirs stays in memory for painting."""
        self._widths.clear()
        self._shaped.clear()

    @property
    def watermark(self) -> float:
        """How strong the word under a training window is, 0 (none) to 1."""
        return float(tokens.tokens()["watermark"]["alpha"][self.name])


def _keep(held: dict[tuple[str, str], T], key: tuple[str, str], value: T) -> T:
    """Hold it, and forget all where too much is held: words of closed cases do not stay for long."""
    if len(held) >= HELD:
        held.clear()
    held[key] = value
    return value


def _font(spec: Mapping[str, float], scale: float) -> QFont:
    """Weight goes through the variable axis: `setWeight` has no effect on it and bold on top of it is smeared.
    Figures are tabular everywhere, so that columns stand."""
    made = QFont(tokens.tokens()["type"]["family"])
    made.setPointSizeF(spec["px"] * 0.75 * scale)
    made.setVariableAxis(QFont.Tag("wght"), spec["wght"])
    made.setFeature(QFont.Tag(tokens.tokens()["type"]["figures"]), 1)
    return made

"""Rows, columns and frames in the steps of the tokens; they follow a change of text size by themselves."""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QLayout, QScrollArea, QSizePolicy, QWidget

from ui.desktop.theme import Look, ThemeManager

from .dressed import Dressed

Part: TypeAlias = "QWidget | QLayout | int | tuple[QWidget | QLayout, int]"
Margin: TypeAlias = "str | tuple[str, str, str, str]"


class Box(QBoxLayout):
    """A box layout that knows its gap and margin as names of `space` tokens ("" is none)."""

    def __init__(self, direction: QBoxLayout.Direction, gap: str, margin: Margin) -> None:
        super().__init__(direction)
        self._gap = gap
        self._edges = margin if isinstance(margin, tuple) else (margin,) * 4
        manager = ThemeManager.current()
        manager.changed.connect(self._measure)
        self._measure(manager.look)

    def _measure(self, look: Look) -> None:
        self.setSpacing(step(look, self._gap))
        self.setContentsMargins(*(step(look, edge) for edge in self._edges))

    def fill(self, parts: tuple[Part, ...]) -> None:
        """A part is a widget, a layout, a stretch, or `(part, stretch)`."""
        for part in parts:
            item, stretch = part if isinstance(part, tuple) else (part, 0)
            if isinstance(item, int):
                self.addStretch(item)
            elif isinstance(item, QWidget):
                self.addWidget(item, stretch)
            else:
                self.addLayout(item, stretch)


def step(look: Look, name: str) -> int:
    """A `space` token in px; "" is 0."""
    return look.px(f"space.{name}") if name else 0


def column(*parts: Part, gap: str = "s", margin: Margin = "") -> Box:
    made = Box(QBoxLayout.Direction.TopToBottom, gap, margin)
    made.fill(parts)
    return made


def row(*parts: Part, gap: str = "s", margin: Margin = "") -> Box:
    made = Box(QBoxLayout.Direction.LeftToRight, gap, margin)
    made.fill(parts)
    return made


def grid(across: str = "m", down: str = "xs") -> QGridLayout:
    """An empty grid without margins."""
    look = ThemeManager.current().look
    made = QGridLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setHorizontalSpacing(step(look, across))
    made.setVerticalSpacing(step(look, down))
    return made


def frame(layout: QLayout, surface: str = "", card: str = "", name: str = "") -> QFrame:
    """A QFrame around a layout. `surface`: canvas, panel, raised, sunken, select, desk, chrome. `card`: plain,
    selected, a meaning, `edge-` and a meaning. `name`: what a screen reader calls the group.
    """
    made = QFrame()
    made.setLayout(layout)
    if surface:
        made.setProperty("surface", surface)
    if card:
        made.setProperty("card", card)
    if name:
        made.setAccessibleName(name)
    return made


def card(*parts: Part, gap: str = "s") -> QFrame:
    """One subject on a raised surface with a hairline."""
    return frame(column(*parts, gap=gap, margin="m"), card="plain")


class Fixed(Dressed, QFrame):
    """A frame of one height (or width), whatever it holds: `length` is a token or px at 100 %."""

    def __init__(self, layout: QLayout, length: str | int, *, across: bool = False, surface: str = "") -> None:
        super().__init__()
        self._length, self._across = length, across
        self.setLayout(layout)
        if surface:
            self.setProperty("surface", surface)
        self.dress()

    def prepare(self) -> None:
        px = self.look.px(self._length) if isinstance(self._length, str) else self.look.grown(self._length)
        (self.setFixedWidth if self._across else self.setFixedHeight)(px)


class Rule(Dressed, QWidget):
    """A hairline between parts."""

    def __init__(self, *, vertical: bool = False) -> None:
        super().__init__()
        if vertical:
            self.setFixedWidth(1)
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        else:
            self.setFixedHeight(1)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.dress()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self.look.color("line.hair"))


def scroll(inside: QWidget, name: str = "") -> QScrollArea:
    """`inside` in an area that scrolls when the window is low. With a name it takes the focus while there is something
    to scroll, so that text without a control in it can be read by keys; without one it takes none.
    """
    area = QScrollArea()
    area.setAccessibleName(name)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if name:
        policies = (Qt.FocusPolicy.NoFocus, Qt.FocusPolicy.TabFocus)
        area.verticalScrollBar().rangeChanged.connect(lambda _least, most: area.setFocusPolicy(policies[most > 0]))
    area.setWidgetResizable(True)
    area.setWidget(inside)
    return area

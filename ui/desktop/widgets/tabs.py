"""Tabs with live counts: the word first, the figure after it, a bar under the current one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar

from ui.words import formats

from .dressed import Dressed
from .runs import Run, draw_runs


@dataclass(frozen=True, slots=True)
class CountTab:
    """`meaning`: `danger` or `warning` for a count that should be zero."""

    key: str
    name: str
    count: int | None = None
    meaning: str = ""

    @property
    def figure(self) -> str:
        return "" if self.count is None else formats.count(self.count)


class CountTabs(Dressed, QTabBar):
    """Arrow keys move between tabs, as Qt does by itself. `pad`: the `space` token at both sides of a word."""

    picked = Signal(str)
    """The key of the tab that a person chose; never sent for `show_tabs`."""

    def __init__(self, tabs: Sequence[CountTab] = (), current: str = "", *, pad: str = "m", name: str = "") -> None:
        super().__init__()
        self._tabs: tuple[CountTab, ...] = ()
        self._pad = pad
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.dress()
        self.show_tabs(tabs, current)
        self.currentChanged.connect(self._tell)

    def show_tabs(self, tabs: Sequence[CountTab], current: str = "") -> None:
        """Show other counts or other tabs. The current one stays unless `current` names another."""
        here = current or self.current
        with QSignalBlocker(self):
            while self.count() > len(tabs):
                self.removeTab(self.count() - 1)
            while self.count() < len(tabs):
                self.addTab("")
            self._tabs = tuple(tabs)
            for index, tab in enumerate(tabs):
                self.setTabText(index, tab.name.replace("&", "&&"))
                self.setAccessibleTabName(index, f"{tab.name}, {tab.figure}" if tab.figure else tab.name)
            self.setCurrentIndex(max(0, self._index(here)))
        self.updateGeometry()
        self.update()

    @property
    def current(self) -> str:
        """The key of the current tab, "" where there is none."""
        index = self.currentIndex()
        return self._tabs[index].key if 0 <= index < len(self._tabs) else ""

    @property
    def shown(self) -> tuple[CountTab, ...]:
        """The tabs as they were given."""
        return self._tabs

    def go_round(self, steps: int) -> None:
        """To the next (1) or previous (-1) tab, round the end: what Ctrl+Tab does."""
        if self._tabs:
            self.setCurrentIndex((self.currentIndex() + steps) % len(self._tabs))

    def _index(self, key: str) -> int:
        return next((index for index, tab in enumerate(self._tabs) if tab.key == key), -1)

    def _tell(self, index: int) -> None:
        if 0 <= index < len(self._tabs):
            self.picked.emit(self._tabs[index].key)

    def tabSizeHint(self, index: int) -> QSize:
        height = self.look.px("control.height") + 4
        if index >= len(self._tabs):
            return QSize(0, height)
        tab = self._tabs[index]
        width = self.look.width(tab.name, "strong")
        if tab.figure:
            width += self.look.width(tab.figure, "small_strong") + self.look.px("space.s")
        return QSize(int(width + 2 * self.look.px(f"space.{self._pad}")) + 1, height)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for index, tab in enumerate(self._tabs):
            self._paint_tab(painter, QRectF(self.tabRect(index)), tab, index == self.currentIndex())

    def _paint_tab(self, painter: QPainter, rect: QRectF, tab: CountTab, here: bool) -> None:
        look = self.look
        inner = rect.adjusted(look.px(f"space.{self._pad}"), 0, 0, -2)
        tone = "accent.text" if here else "text.soft"
        x = draw_runs(painter, inner, (Run(tab.name, "strong" if here else "body", tone),), look)
        if tab.figure:
            tone = f"{tab.meaning}.fg" if tab.meaning and tab.count else tone
            figure = QRectF(x + look.px("space.s"), inner.top(), rect.right() - x, inner.height())
            draw_runs(painter, figure, (Run(tab.figure, "small_strong", tone),), look)
        if here:
            edge = look.px("space.s")
            painter.fillRect(
                QRectF(rect.left() + edge, rect.bottom() - 2, rect.width() - 2 * edge, 3), look.color("accent.fill")
            )

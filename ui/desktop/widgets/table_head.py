"""The names of a table's columns; an arrow and stronger ink mark the column that sorts."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView

from .dressed import Dressed
from .runs import Run, draw_runs


class TableHead(Dressed, QHeaderView):
    """Painted from tokens. `first_pad`, `pad`: tokens of the space before the words of the first and of the other
    columns.
    """

    picked = Signal(int)
    """The section that was pressed with the mouse."""

    def __init__(self, *, first_pad: str = "space.l", pad: str = "space.s") -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._pads = (first_pad, pad)
        self._sorted, self._descending, self._first = -1, False, 0
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.dress()

    def prepare(self) -> None:
        self.setFixedHeight(self.look.px("control.height"))

    def show_sort(self, section: int, descending: bool = False) -> None:
        """Mark the column by which the rows stand; -1 marks none."""
        self._sorted, self._descending = section, descending
        self.viewport().update()

    def show_first(self, section: int) -> None:
        """Which column stands at the left edge: its words start where the page's title does."""
        self._first = section
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        section = self.logicalIndexAt(event.position().toPoint())
        if section >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.picked.emit(section)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        look, here = self.look, section == self._sorted
        name = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        painter.save()
        painter.fillRect(rect, look.color("surface.panel"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("line.soft"))
        words = name + ("" if not here else " ↓" if self._descending else " ↑")
        inner = QRectF(rect).adjusted(look.px(self._pads[section != self._first]), 0, 0, 0)
        draw_runs(painter, inner, (Run(words, "small_strong", "accent.text" if here else "text.soft"),), look)
        painter.restore()

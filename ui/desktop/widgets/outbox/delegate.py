"""Painting of a line: state at the left, what and why in the middle, the next step at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.desktop.theme import Look
from ui.desktop.widgets.button import draw_face, face_width
from ui.desktop.widgets.progress import draw_bar
from ui.desktop.widgets.runs import Run, draw_runs
from ui.desktop.widgets.status import draw_status

from .rows import Columns, OutboxRow

if TYPE_CHECKING:
    from .view import OutboxList

ROW = Qt.ItemDataRole.UserRole
HEIGHT = 52
SELECTED = QStyle.StateFlag.State_Selected
Index = QModelIndex | QPersistentModelIndex


class OutboxDelegate(QStyledItemDelegate):
    """No widget a row: the button of the next step is painted, and the list makes it work."""

    def __init__(self, view: OutboxList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, self._view.look.grown(HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, row = self._view.look, index.data(ROW)
        rect = QRectF(option.rect)
        here = bool(option.state & SELECTED)
        columns = Columns.of(int(rect.width()), look)
        painter.save()
        painter.fillRect(rect, look.color("surface.select" if here else "surface.panel"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.color("line.hair"))
        if here:
            painter.fillRect(
                QRectF(rect.left(), rect.top(), look.px("stroke.marker"), rect.height()), look.color("accent.fill")
            )
        draw_status(painter, _cell(rect, columns.state), row.status, look)
        _middle(painter, _cell(rect, columns.middle), row, look)
        for place, text in ((columns.hour, row.hour), (columns.tries, row.tries)):
            if place:
                draw_runs(painter, _cell(rect, place), (Run(text, "body", "text.soft"),), look)
        if row.step:
            keys = "Enter" if here and self._view.hasFocus() else ""
            draw_face(painter, step_box(rect, row, keys, look), keys, row.step, look, primary=bool(keys))
        painter.restore()


def _cell(rect: QRectF, place: tuple[int, int]) -> QRectF:
    return QRectF(rect.left() + place[0], rect.top(), place[1], rect.height())


def step_box(rect: QRectF, row: OutboxRow, keys: str, look: Look) -> QRectF:
    """Where the button of the next step stands: at the right edge of its column."""
    columns = Columns.of(int(rect.width()), look)
    width, height = face_width(keys, row.step, look), look.px("control.height_small")
    return QRectF(rect.left() + sum(columns.step) - width, round(rect.center().y() - height / 2), width, height)


def _middle(painter: QPainter, rect: QRectF, row: OutboxRow, look: Look) -> None:
    """What and of which case above; why it is where it is below, beside the bar of a transfer."""
    half = rect.height() / 2
    what = [Run("↳  ", "strong", "text.hint")] if row.child else []
    what += [Run(row.what, "strong", "text.strong"), Run(f"   {row.about}", "small", "text.soft")]
    draw_runs(painter, QRectF(rect.left(), rect.top() + 4, rect.width(), half - 2), what, look)
    below = QRectF(rect.left(), rect.top() + half - 1, rect.width(), half - 3)
    if row.share is not None:
        width, height = min(look.grown(180), rect.width() / 3), look.grown(6)
        draw_bar(painter, QRectF(below.left(), round(below.center().y() - height / 2), width, height), row.share, look)
        below.setLeft(below.left() + width + look.px("space.s"))
    draw_runs(painter, below, (Run(row.reason, "small", "text.soft"),), look)

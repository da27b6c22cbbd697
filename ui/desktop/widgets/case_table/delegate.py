"""Painting of a cell. The current row has a tint and a bar at its left; the view adds the focus ring."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.desktop.theme import Look
from ui.desktop.theme.icons import paint_icon
from ui.desktop.widgets.badge import badge_width, draw_badge
from ui.desktop.widgets.clock import draw_clock
from ui.desktop.widgets.runs import Run, draw_runs
from ui.desktop.widgets.status import draw_status
from ui.desktop.widgets.tick import draw_tick
from ui.words import _

from .columns import COLUMNS
from .model import CaseModel, Index
from .rows import CaseRow

if TYPE_CHECKING:
    from .view import CaseTable

Paint = Callable[[QPainter, QRectF, CaseRow, Look], object]
SELECTED = QStyle.StateFlag.State_Selected


class CaseDelegate(QStyledItemDelegate):
    """One painter a column; every one gets the row itself, never a model index more than once."""

    def __init__(self, table: CaseTable, model: CaseModel) -> None:
        super().__init__(table)
        self._table, self._model = table, model
        self._first = -1
        self.whole = True
        """The service has a column: a mark that the type says is left out and the address stands in the body's size."""
        self._paints: dict[str, Paint] = {
            "number": _number, "short": _short, "person": self._person, "address": self._address, "service": _service,
            "status": lambda p, r, row, look: draw_status(p, r, row.status, look),
            "clock": lambda p, r, row, look: draw_clock(p, r, row.clock, look), "who": _who,
        }  # fmt: skip

    def show_columns(self, columns: list[str]) -> None:
        """Which columns are there now."""
        self._first, self.whole = COLUMNS.index(columns[0]), "service" in columns

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, row, section = self._table.look, self._model.row(index.row()), index.column()
        rect = QRectF(option.rect)
        here = bool(option.state & SELECTED)
        painter.save()
        painter.fillRect(rect, look.color("surface.select" if here else "surface.panel"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.color("line.hair"))
        pad = look.px("space.l" if section == self._first else "space.s")
        inner = rect.adjusted(pad, 0, -look.px("space.s"), 0)
        if row is None:
            _placeholder(painter, inner, section, look)
        elif COLUMNS[section] == "mark":
            draw_tick(painter, inner.left() + 1, inner.center().y(), row.key in self._model.marks, look)
        else:
            self._paints[COLUMNS[section]](painter, inner, row, look)
        if here and section == self._first:
            painter.fillRect(
                QRectF(rect.left(), rect.top(), look.px("stroke.marker"), rect.height()), look.color("accent.fill")
            )
        painter.restore()

    def _person(self, painter: QPainter, rect: QRectF, row: CaseRow, look: Look) -> None:
        marks = [mark for mark in row.marks if not (mark.in_type and self.whole)]
        taken = sum(badge_width(mark.word, look) + 6 for mark in marks)
        while marks and taken > rect.width() * 0.55:
            taken -= badge_width(marks.pop().word, look) + 6
        x = draw_runs(painter, rect.adjusted(0, 0, -taken, 0), (Run(row.person, "strong", "text.strong"),), look)
        for mark in marks:
            x = draw_badge(painter, x + 6, rect, mark.word, look, mark.meaning)

    def _address(self, painter: QPainter, rect: QRectF, row: CaseRow, look: Look) -> None:
        """Whole in a small window too: there it is set in the smaller role, the same in every row."""
        draw_runs(painter, rect, (Run(row.address, "body" if self.whole else "small", "text.soft"),), look)


def _placeholder(painter: QPainter, rect: QRectF, section: int, look: Look) -> None:
    """A quiet bar where words will stand."""
    if COLUMNS[section] in ("number", "short", "person", "address"):
        high = look.px("space.s")
        width = min(rect.width(), look.grown(60 if COLUMNS[section] in ("number", "short") else 130))
        painter.fillRect(QRectF(rect.left(), rect.center().y() - high / 2, width, high), look.color("surface.sunken"))


def _number(painter: QPainter, rect: QRectF, row: CaseRow, look: Look) -> None:
    draw_runs(
        painter, rect, (Run(row.prefix[-5:], "small", "text.soft"), Run(row.number, "strong", "text.strong")), look
    )


def _short(painter: QPainter, rect: QRectF, row: CaseRow, look: Look) -> None:
    draw_runs(
        painter,
        rect,
        (Run(row.number, "strong", "text.strong"), Run(f"  {row.service_short}", "small", "text.soft")),
        look,
    )


def _service(painter: QPainter, rect: QRectF, row: CaseRow, look: Look) -> None:
    draw_runs(painter, rect, (Run(row.service), Run(f"  {row.kind}", "small", "text.soft")), look)


def _who(painter: QPainter, rect: QRectF, row: CaseRow, look: Look) -> None:
    if row.present:
        side = look.px("control.icon_small")
        paint_icon(painter, QRectF(rect.left(), rect.center().y() - side / 2, side, side), "eye", "info.solid", look)
        rect = rect.adjusted(side + 6, 0, 0, 0)
    tone = "text.strong" if row.mine else "text.soft" if row.who else "text.hint"
    draw_runs(painter, rect, (Run(row.who or _("свободна"), "strong" if row.mine else "body", tone),), look)

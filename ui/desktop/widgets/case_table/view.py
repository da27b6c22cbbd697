"""The table itself: one line a case, keyboard first, never a sideways scroll."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.desktop.widgets.dressed import Dressed
from ui.desktop.widgets.table_head import TableHead
from ui.words import _

from .columns import COLUMNS, columns_for
from .delegate import CaseDelegate
from .model import CaseModel
from .rows import CaseRow, RowSource


class CaseTable(Dressed, QTableView):
    """↑ ↓ PgUp PgDn Home End go, Enter opens, Space marks. Letters and digits are left to the screen (search,
    answers).
    """

    opened = Signal(object)
    """The `CaseRow` to open."""
    current_changed = Signal(object)
    """The current `CaseRow`, or None while it is on its way."""
    sort_wanted = Signal(str)
    """The name of the column whose head was pressed."""

    def __init__(self, *, can_mark: bool = True) -> None:
        """`can_mark`: rows can be chosen with Space for an act on many of them at once."""
        super().__init__()
        self._can_mark = can_mark
        self.rows = CaseModel()
        self.rows.setParent(self)
        self._key: Hashable | None = None
        self._keep: tuple[int, int] | None = None
        self._columns: dict[str, int] = {}
        self.setModel(self.rows)
        self._delegate = CaseDelegate(self, self.rows)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setAccessibleName(_("Преписки"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._head = TableHead()
        self._head.picked.connect(lambda section: self.sort_wanted.emit(COLUMNS[section]))
        self.setHorizontalHeader(self._head)
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.rows.shown.connect(self._settle)
        self.rows.page_arrived.connect(self._arrived)
        self.dress()

    def prepare(self) -> None:
        height = self.look.px("density.compact.row")
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self._columns = {}
        self._fit()

    def show_source(self, source: RowSource) -> None:
        """Show these rows; the current case stays current if it is among the first of them, else the first one is."""
        self._keep = None
        self.rows.show_source(source)

    def refresh(self) -> None:
        """Ask again for what is shown: the current case and the place of the scroll bar stay."""
        self._keep = (self.currentIndex().row(), self.verticalScrollBar().value())
        self.rows.refresh(self.currentIndex().row())

    def show_sort(self, column: str, descending: bool = False) -> None:
        """Mark by which column the rows stand; "" for an order that has no column."""
        shown = {"number": "short"} if "short" in self._columns else {"short": "number"}
        self._head.show_sort(COLUMNS.index(shown.get(column, column)) if column else -1, descending)

    @property
    def current(self) -> CaseRow | None:
        """The row under the bar."""
        index = self.currentIndex()
        return self.rows.row(index.row()) if index.isValid() else None

    def go_to(self, row: int) -> None:
        """Make a row current and bring it into view; out of range goes to the nearest end."""
        count = self.rows.rowCount()
        if not count:
            return
        index = self.rows.index(min(count - 1, max(0, row)), self._anchor)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    @property
    def _anchor(self) -> int:
        """A column that is always shown: the current cell stands in it, so that hiding columns never hides the
        focus.
        """
        return COLUMNS.index("person")

    def _settle(self) -> None:
        """After other rows have come: the same case again, else the one now in its place, else the first."""
        place = self.rows.place_of(self._key) if self._key is not None else -1
        row, top = self._keep or (0, None)
        if top is not None:
            self.verticalScrollBar().setValue(top)
        self._keep = None
        self.go_to(place if place >= 0 else row)

    def _moved(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = self.rows.row(current.row()) if current.isValid() else None
        if row is not None:
            self._key = row.key
        self.current_changed.emit(row)

    def _arrived(self, start: int, size: int) -> None:
        """The current row may have been a placeholder until now."""
        at = self.currentIndex().row()
        if start <= at < start + size:
            self._moved(self.currentIndex(), self.currentIndex())

    def _fit(self) -> None:
        """Show what the width holds."""
        columns = columns_for(self.width() / self.look.scale, self._can_mark)
        if columns == self._columns:
            return
        self._columns = columns
        self._delegate.show_columns(list(columns))
        for section, name in enumerate(COLUMNS):
            self.setColumnHidden(section, name not in columns)
            width = columns.get(name, 0)
            self._head.setSectionResizeMode(
                section,
                QHeaderView.ResizeMode.Fixed if width or name not in columns else QHeaderView.ResizeMode.Stretch,
            )
            if width:
                self.setColumnWidth(section, self.look.grown(width))
        self._head.show_first(COLUMNS.index(next(iter(columns))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if row is not None and not event.isAutoRepeat():
                self.opened.emit(row)
        elif event.key() == Qt.Key.Key_Space and self._can_mark:
            self.rows.toggle(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Home:
            self.go_to(0)
        elif event.key() == Qt.Key.Key_End:
            self.go_to(self.rows.rowCount() - 1)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) or (event.text() and event.text().isprintable()):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.go_to(index.row())
            if COLUMNS[index.column()] == "mark":
                self.rows.toggle(index.row())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        row = self.rows.row(index.row()) if index.isValid() else None
        if row is not None and COLUMNS[index.column()] != "mark":
            self.opened.emit(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ring of the current row is drawn once over the whole row, so that no cell cuts it."""
        super().paintEvent(event)
        if not self.hasFocus() or not self.currentIndex().isValid():
            return
        painter = QPainter(self.viewport())
        painter.setPen(self.look.pen("focus.ring", self.look.px("stroke.focus")))
        cell = self.visualRect(self.currentIndex())
        painter.drawRect(QRectF(0, cell.top(), self.viewport().width(), cell.height()).adjusted(1, 1, -1, -1))

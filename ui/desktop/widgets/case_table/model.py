"""The model: a window onto the rows of a source. It asks for what is looked at and shows placeholders until it
comes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Hashable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from shiboken6 import isValid

from ui.desktop.widgets.text import plain_tip

from .columns import COLUMNS, heading, spoken
from .rows import CaseRow, RowSource

PAGE = 64
"""Rows of one request: about three windows high."""
KEPT = 24
"""Pages held; the one not looked at for longest goes first."""
CAP = 50
"""How many rows can be marked at once."""
ROW = Qt.ItemDataRole.UserRole
MARKED = Qt.ItemDataRole.UserRole + 1
Index = QModelIndex | QPersistentModelIndex


class CaseModel(QAbstractTableModel):
    """Shows one `RowSource`. Another source (a filter, a search) replaces the rows only when its first page is
    here, so the table never flashes white between two keystrokes.
    """

    shown = Signal()
    """A source's first page is on screen."""
    page_arrived = Signal(int, int)
    """First row and number of rows that have just replaced placeholders."""
    marks_changed = Signal(int)
    cap_met = Signal(int)
    """A row could not be marked: the cap."""

    def __init__(self) -> None:
        super().__init__()
        self._source: RowSource | None = None
        self._generation = 0
        self._pages: OrderedDict[int, tuple[CaseRow, ...]] = OrderedDict()
        self._asked: set[int] = set()
        self._wanted: list[int] = []
        self._count = 0
        self._marked: dict[Hashable, None] = {}
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(0)
        self._ask.timeout.connect(self._request)

    # Where rows come from

    def show_source(self, source: RowSource) -> None:
        """Show other rows from the top. Marks are kept by key: a filter does not lose a choice."""
        self._source = source
        self._load(0)

    def refresh(self, around: int = 0) -> None:
        """Ask the same source again; the old rows stay until the new ones near row `around` are here."""
        if self._source is not None:
            self._load(max(0, around) // PAGE)

    def _load(self, page: int) -> None:
        assert self._source is not None
        self._generation += 1
        generation, count, rows = self._generation, _Late(), _Late()

        def take(part: _Late, value: object) -> None:
            part.value = value
            if generation == self._generation and isValid(self) and count.value is not None and rows.value is not None:
                self._swap(count.value, page, tuple(rows.value))

        self._source.page(page * PAGE, None, PAGE, lambda found: take(rows, found))
        self._source.count(lambda number: take(count, number))

    def _swap(self, count: int, page: int, rows: tuple[CaseRow, ...]) -> None:
        """The end that a page shows is truer than a count that was taken a moment apart."""
        self.beginResetModel()
        self._pages.clear()
        self._asked.clear()
        self._wanted.clear()
        known = page * PAGE + len(rows)
        self._count = known if rows and len(rows) < PAGE else max(count, known) if rows else min(count, page * PAGE)
        self._pages[page] = rows
        self.endResetModel()
        self.shown.emit()

    def row(self, at: int) -> CaseRow | None:
        """The row, or None while it is on its way (and asks for it)."""
        page, place = divmod(at, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            self._want(page)
            return None
        self._pages.move_to_end(page)
        return rows[place] if place < len(rows) else None

    def _want(self, page: int) -> None:
        if page not in self._asked and page not in self._wanted:
            self._wanted.append(page)
            self._ask.start()

    def _request(self) -> None:
        """Ask for what the last painting missed; pages wanted earlier and scrolled past are forgotten."""
        if self._source is None:
            return
        generation = self._generation
        for page in self._wanted[-3:]:
            self._asked.add(page)
            before = self._pages.get(page - 1)
            after = before[-1].key if before else None
            self._source.page(page * PAGE, after, PAGE, partial(self._take, generation, page))
        self._wanted.clear()

    def _take(self, generation: int, page: int, rows: Sequence[CaseRow]) -> None:
        if generation != self._generation or not isValid(self):
            return
        self._asked.discard(page)
        self._pages[page] = tuple(rows)
        while len(self._pages) > KEPT:
            self._pages.popitem(last=False)
        last = min(self._count, (page + 1) * PAGE) - 1
        if last >= page * PAGE:
            self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, len(COLUMNS) - 1))
            self.page_arrived.emit(page * PAGE, len(rows))

    def place_of(self, key: Hashable) -> int:
        """Where a row stands among those that are here; -1 if it is not."""
        for page, rows in self._pages.items():
            for place, row in enumerate(rows):
                if row.key == key:
                    return page * PAGE + place
        return -1

    # Marked rows

    @property
    def marked(self) -> tuple[Hashable, ...]:
        """Keys of the marked rows in the order of marking."""
        return tuple(self._marked)

    @property
    def marks(self) -> Collection[Hashable]:
        """The same for quick asking; not to be kept."""
        return self._marked

    def toggle(self, at: int) -> None:
        """Mark or unmark a row; past the cap it says so and marks nothing."""
        row = self.row(at)
        if row is None:
            return
        if row.key in self._marked:
            del self._marked[row.key]
        elif len(self._marked) >= CAP:
            self.cap_met.emit(CAP)
            return
        else:
            self._marked[row.key] = None
        self.dataChanged.emit(self.index(at, 0), self.index(at, 0))
        self.marks_changed.emit(len(self._marked))

    def unmark_all(self) -> None:
        if self._marked:
            self._marked.clear()
            self.dataChanged.emit(self.index(0, 0), self.index(max(0, self._count - 1), 0))
            self.marks_changed.emit(0)

    # What Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return heading(COLUMNS[section]) if orientation == Qt.Orientation.Horizontal else section + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == ROW:
            return self.row(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            row = self.row(index.row())
            if row is None:
                return ""
            words = spoken(row, COLUMNS[index.column()], row.key in self._marked)
            return plain_tip(words) if role == Qt.ItemDataRole.ToolTipRole else words
        if role == MARKED:
            row = self.row(index.row())
            return row is not None and row.key in self._marked
        return None


class _Late:
    """An answer that may not be here yet."""

    value: Any = None

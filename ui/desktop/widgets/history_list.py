"""What happened to a case, newest first, by both clocks: the office's and the server's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.words import _

from .dressed import Dressed
from .runs import Run, draw_runs
from .status import Status, draw_status
from .text import plain_tip

ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """`office`: when it was done, by the office's clock; `server`: when the centre recorded it, "" while it has
    not. `who`: a person, the citizen, a register. `status`: where the act is.
    """

    key: str
    office: str
    server: str
    who: str
    what: str
    status: Status
    note: str = ""

    @property
    def clocks(self) -> str:
        """„в центъра 10:40:03“, or that it is not there yet."""
        return _("в центъра {when}").format(when=self.server) if self.server else _("още не е в центъра")

    @property
    def spoken(self) -> str:
        return ". ".join(
            part
            for part in (f"{self.office}, {self.who}: {self.what}", self.note, self.status.word, self.clocks)
            if part
        )


class HistoryList(Dressed, QListView):
    """A list that is only read; ↑ ↓ go through it."""

    def __init__(self, entries: Sequence[HistoryEntry] = ()) -> None:
        super().__init__()
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_Entry(self))
        self.setAccessibleName(_("История на преписката"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.dress()
        self.show_entries(entries)

    def show_entries(self, entries: Sequence[HistoryEntry]) -> None:
        """Show the history as it is now."""
        here = self.currentIndex().row()
        self._model.clear()
        for entry in entries:
            item = QStandardItem(entry.spoken)
            item.setData(entry, ENTRY)
            item.setToolTip(plain_tip(entry.spoken))
            self._model.appendRow(item)
        if entries and here >= 0:
            self.setCurrentIndex(self._model.index(min(here, len(entries) - 1), 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            painter.setPen(self.look.pen("focus.ring", self.look.px("stroke.focus")))
            painter.drawRect(QRectF(self.visualRect(self.currentIndex())).adjusted(1, 1, -1, -1))


class _Entry(QStyledItemDelegate):
    """Two lines: when, what and who; then by which clocks, and where it is."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = self.parent()
        assert isinstance(view, HistoryList)
        return QSize(200, view.look.grown(52))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        view = self.parent()
        assert isinstance(view, HistoryList)
        look, entry, rect = view.look, index.data(ENTRY), QRectF(option.rect)
        here = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, look.color("surface.select" if here else "surface.panel"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.color("line.hair"))
        inner = rect.adjusted(look.px("space.l"), 4, -look.px("space.l"), -4)
        when, half = look.grown(110), inner.height() / 2
        upper = QRectF(inner.left(), inner.top(), inner.width(), half)
        lower = upper.translated(0, half)
        draw_runs(
            painter, QRectF(upper.left(), upper.top(), when - 8, half), (Run(entry.office, "label", "text.soft"),), look
        )
        words = (Run(entry.what, "strong", "text.strong"), Run(f"   {entry.who}", "small", "text.soft"))
        draw_runs(painter, upper.adjusted(when, 0, 0, 0), words, look)
        right = draw_status(painter, lower.adjusted(when, 0, 0, 0), entry.status, look, "small")
        note = "   ".join(part for part in (entry.clocks, entry.note) if part)
        draw_runs(
            painter,
            QRectF(right + look.px("space.m"), lower.top(), lower.right() - right - look.px("space.m"), half),
            (Run(note, "small", "text.soft"),),
            look,
        )
        painter.restore()

"""Who takes part in the case, and what is known of each: person × identity, signature, consent, document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from ui.desktop.theme import Look
from ui.words import N_, _

from .dressed import Dressed
from .runs import Run, draw_runs
from .status import Status, draw_status, status_width
from .table_head import TableHead
from .text import plain_tip

HEADS = (N_("Лице"), N_("Самоличност"), N_("Подпис"), N_("Съгласие"), N_("Документ"))
VALUE = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class PartyView:
    """A person of the case. `masked`: the ЕГН as it may be shown (`841203••••`). `cells`: identity, signature,
    consent, document.
    """

    key: str
    name: str
    role: str
    masked: str
    cells: tuple[Status, Status, Status, Status]
    notes: tuple[str, str, str, str] = ("", "", "", "")
    """More on each cell, for its tooltip and for a screen reader."""


class _Model(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.parties: tuple[PartyView, ...] = ()

    def rowCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self.parties)

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return _(HEADS[section]) if orientation == Qt.Orientation.Horizontal else self.parties[section].name
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        party, at = self.parties[index.row()], index.column() - 1
        if role == VALUE:
            return party if at < 0 else party.cells[at]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if at < 0:
                return f"{party.name}, {party.role}, {party.masked}"
            return ". ".join(part for part in (party.cells[at].word, party.notes[at]) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(f"{party.name}, {party.role}" if at < 0 else party.notes[at] or party.cells[at].word)
        return None


class _Cell(QStyledItemDelegate):
    """Paints with the look of its table."""

    @property
    def look(self) -> Look:
        table = self.parent()
        assert isinstance(table, PartyMatrix)
        return table.look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect = self.look, QRectF(option.rect)
        here = bool(option.state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.fillRect(rect, look.color("surface.select" if here else "surface.panel"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), look.color("line.hair"))
        value = index.data(VALUE)
        if isinstance(value, Status):
            draw_status(painter, rect.adjusted(look.px("space.xs"), 0, -2, 0), value, look, "small")
        else:
            self._person(painter, rect.adjusted(look.px("space.l"), 0, -4, 0), value)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        value = index.data(VALUE)
        width = status_width(value, self.look, "small") if isinstance(value, Status) else 0
        return QSize(int(width) + self.look.px("space.m"), 0)

    def _person(self, painter: QPainter, rect: QRectF, party: PartyView) -> None:
        """Two lines where there is height for two, else one."""
        detail = (Run(party.role, "small", "text.soft"), Run(f"  {party.masked}", "small", "text.soft"))
        name = Run(party.name, "strong", "text.strong")
        if rect.height() < 40 * self.look.scale:
            draw_runs(painter, rect, (name, Run("  "), *detail), self.look)
            return
        half = rect.height() / 2
        draw_runs(painter, rect.adjusted(0, 3, 0, -half + 2), (name,), self.look)
        draw_runs(painter, rect.adjusted(0, half - 1, 0, -3), detail, self.look)


class PartyMatrix(Dressed, QTableView):
    """A real table: a screen reader says row and column of every cell, arrows go from cell to cell, Tab leaves.
    Its height is what its people need; `roomy` gives each person two lines."""

    opened = Signal(str, int)
    """Enter or a double click on a cell: the key of the person and the column (0 person, 1 identity, 2 signature, 3
    consent, 4 document).
    """

    def __init__(self, parties: Sequence[PartyView] = (), *, roomy: bool = True) -> None:
        super().__init__()
        self._roomy = roomy
        self._model = _Model()
        self._model.setParent(self)
        self.setModel(self._model)
        self.setAccessibleName(_("Лица по преписката"))
        self.setItemDelegate(_Cell(self))
        self.setHorizontalHeader(TableHead(first_pad="space.l", pad="space.xs"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.activated.connect(self._open)
        self.dress()
        self.show_parties(parties)

    def show_parties(self, parties: Sequence[PartyView]) -> None:
        """Show these people; the current cell stays where it was."""
        here = self.currentIndex()
        self._model.beginResetModel()
        self._model.parties = tuple(parties)
        self._model.endResetModel()
        self.prepare()
        if here.isValid():
            self.setCurrentIndex(self._model.index(min(here.row(), len(parties) - 1), here.column()))

    def keys(self) -> tuple[str, ...]:
        """The keys of the people, in the order of the rows."""
        return tuple(party.key for party in self._model.parties)

    def set_roomy(self, roomy: bool) -> None:
        """Two lines a person, or one where the window is low."""
        self._roomy = roomy
        self.prepare()

    def prepare(self) -> None:
        head = self.horizontalHeader()
        height = self.look.px("density.comfortable.row") + self.look.grown(6 if self._roomy else 0)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        head.setFixedHeight(self.look.px("control.height_small"))
        head.setMinimumSectionSize(self.look.grown(84))
        if self._model.parties:
            head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setFixedHeight(head.height() + height * len(self._model.parties))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self._model.parties[index.row()].key, index.column())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        if event.text() and event.key() != Qt.Key.Key_Space:
            event.ignore()  # digits and letters belong to the screen, not to a search in the table
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            painter.setPen(self.look.pen("focus.ring", self.look.px("stroke.focus")))
            painter.drawRect(QRectF(self.visualRect(self.currentIndex())).adjusted(1, 1, -2, -2))

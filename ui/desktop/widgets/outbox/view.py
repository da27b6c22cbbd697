"""The list itself: column names above, lines painted by a delegate, Enter does the next step of the current line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from ui.desktop.widgets.dressed import Dressed
from ui.desktop.widgets.layout import Rule, column
from ui.desktop.widgets.runs import Run, draw_runs
from ui.desktop.widgets.text import plain_tip
from ui.words import _

from .delegate import ROW, Index, OutboxDelegate, step_box
from .rows import Columns, OutboxRow


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[OutboxRow, ...] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row.reason)
        return None

    def show_rows(self, rows: tuple[OutboxRow, ...]) -> None:
        """The same lines with other states are changed in place: only another set of lines is a new list."""
        if [row.key for row in rows] == [row.key for row in self.rows]:
            changed = [at for at, (old, new) in enumerate(zip(self.rows, rows, strict=True)) if old != new]
            self.rows = rows
            if changed:
                self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()


class OutboxList(Dressed, QListView):
    """↑ ↓ go, Enter does the next step. The current line stays the same line when others come and go."""

    step_wanted = Signal(str)
    """Key of the line whose next step a person wants."""
    current_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._model = _Model()
        self._model.setParent(self)
        self.setModel(self._model)
        self.setItemDelegate(OutboxDelegate(self))
        self.setAccessibleName(_("Изходящи"))
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.selectionModel().currentChanged.connect(lambda *_moved: self.current_changed.emit(self.current_key))
        self.dress()

    def prepare(self) -> None:
        self.scheduleDelayedItemsLayout()

    def show_rows(self, rows: Sequence[OutboxRow]) -> None:
        """Show the lines as they are now."""
        key, place = self.current_key, self.currentIndex().row()
        self._model.show_rows(tuple(rows))
        if not rows:
            return
        at = next((at for at, row in enumerate(rows) if row.key == key), min(max(0, place), len(rows) - 1))
        self.setCurrentIndex(self._model.index(at))

    @property
    def current_key(self) -> str:
        index = self.currentIndex()
        return self._model.rows[index.row()].key if index.isValid() and index.row() < len(self._model.rows) else ""

    def _do(self, row: OutboxRow) -> None:
        if row.step:
            self.step_wanted.emit(row.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            if index.isValid() and not event.isAutoRepeat():
                self._do(index.data(ROW))
        elif event.text() and event.text().isprintable():
            event.ignore()  # letters and digits belong to the screen
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            row = index.data(ROW)
            keys = "Enter" if index == self.currentIndex() and self.hasFocus() else ""
            if row.step and step_box(QRectF(self.visualRect(index)), row, keys, self.look).contains(event.position()):
                self._do(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            painter.setPen(self.look.pen("focus.ring", self.look.px("stroke.focus")))
            painter.drawRect(QRectF(self.visualRect(self.currentIndex())).adjusted(1, 1, -1, -1))


class _Heads(Dressed, QWidget):
    """Column names over their columns, also where a scroll bar takes room from the lines."""

    def __init__(self, lines: OutboxList) -> None:
        super().__init__()
        self._lines = lines
        self.dress()
        lines.verticalScrollBar().rangeChanged.connect(lambda *_range: self.update())

    def prepare(self) -> None:
        self.setFixedHeight(self.look.px("control.height_small"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), self.look
        columns = Columns.of(self._lines.viewport().width(), look)
        heads = (
            (columns.state, _("Състояние")),
            (columns.middle, _("Какво и защо")),
            (columns.hour, _("Записано")),
            (columns.tries, _("Опити")),
        )
        for place, words in heads:
            if place:
                draw_runs(
                    painter,
                    QRectF(place[0], 0, place[1], self.height()),
                    (Run(words, "small_strong", "text.soft"),),
                    look,
                )
        last = _("Следваща стъпка")
        width = look.width(last, "small_strong") + 1
        draw_runs(
            painter,
            QRectF(sum(columns.step) - width, 0, width, self.height()),
            (Run(last, "small_strong", "text.soft"),),
            look,
        )


class OutboxPanel(QFrame):
    """Column names and list together; `list` is what takes the focus."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self.list = OutboxList()
        self.setLayout(column(_Heads(self.list), Rule(), (self.list, 1), gap=""))
        self.setFocusProxy(self.list)

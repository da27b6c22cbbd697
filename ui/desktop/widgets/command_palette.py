"""Ctrl+K: every command by its name, with its key beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.desktop.theme import Look
from ui.desktop.theme.icons import paint_icon
from ui.words import _

from .dressed import Dressed
from .keys import KeyCap, cap_size, draw_cap
from .layout import Rule, column, row
from .runs import Run, draw_runs
from .text import Text

COMMAND = Qt.ItemDataRole.UserRole
LINES = 9
"""How many commands are seen at once."""


@dataclass(frozen=True)
class CommandView:
    """`group`: where it belongs („Преписка 4483“); `note`: what it would do now; `why_not`: why it is closed."""

    key: str
    words: str
    icon: str = "right"
    keys: str = ""
    group: str = ""
    note: str = ""
    why_not: str = ""


class CommandPalette(Dressed, QFrame):
    """The panel for an `Overlay`. The screen filters: `query_changed` out, `show_commands` in."""

    query_changed = Signal(str)
    chosen = Signal(str)
    """Key of the command to run; never a closed one."""

    def __init__(self, commands: Sequence[CommandView] = ()) -> None:
        super().__init__()
        self.setAccessibleName(_("Команди"))
        self.edit = QLineEdit()
        self.edit.setAccessibleName(_("Команда или търсене"))
        self.edit.setPlaceholderText(_("Напишете какво искате да направите"))
        self.edit.textChanged.connect(self.query_changed)
        self.edit.installEventFilter(self)
        self._model = QStandardItemModel(self)
        self.list = _List()
        self.list.setModel(self._model)
        self.list.clicked.connect(self._choose)
        hint = row(
            KeyCap("↑"),
            KeyCap("↓"),
            Text(_("избор"), "small", "soft"),
            KeyCap("Enter"),
            Text(_("изпълни"), "small", "soft"),
            1,
            Text(_("Пишете и на латиница: „varni“"), "small", "soft"),
            margin=("l", "s", "l", "m"),
        )
        self.setLayout(
            column(
                row((self.edit, 1), KeyCap("Esc"), gap="m", margin=("m", "m", "m", "s")),
                (self.list, 1),
                Rule(),
                hint,
                gap="",
            )
        )
        self.setFocusProxy(self.edit)
        self.dress()
        self.show_commands(commands)

    def prepare(self) -> None:
        self.edit.setFont(self.look.font("heading"))
        self.edit.setMinimumHeight(self.look.px("control.height_large"))
        self.list.setFixedHeight((self.look.px("control.height") + 2) * LINES)

    def show_commands(self, commands: Sequence[CommandView]) -> None:
        """Show what fits the query; the first is chosen."""
        self._model.clear()
        group = ""
        for command in commands:
            item = QStandardItem(command.words)
            item.setEditable(False)
            item.setData((command, command.group if command.group != group else ""), COMMAND)
            said = ", ".join(part for part in (command.words, command.keys, command.note, command.why_not) if part)
            item.setData(said, Qt.ItemDataRole.AccessibleTextRole)
            self._model.appendRow(item)
            group = command.group
        if commands:
            self.list.setCurrentIndex(self._model.index(0, 0))

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            command, _group = index.data(COMMAND)
            if not command.why_not:
                self.chosen.emit(command.key)

    def eventFilter(self, _edit: QObject, event: QEvent) -> bool:
        """The hand stays in the field: arrows move in the list, Enter runs."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        at = self.list.currentIndex().row()
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(min(self._model.rowCount() - 1, max(0, at + step)), 0))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.currentIndex())
            return True
        return False


class _List(Dressed, QListView):
    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Команди"))
        self.setProperty("surface", "raised")
        self.setUniformItemSizes(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Line(self))
        self.dress()


class _Line(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, self._look.px("control.height") + 2)

    @property
    def _look(self) -> Look:
        view = self.parent()
        assert isinstance(view, _List)
        return view.look

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look, rect = self._look, QRectF(option.rect)
        command, group = index.data(COMMAND)
        here = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, look.color("surface.select" if here else "surface.raised"))
        side, edge, gap = look.px("control.icon_small"), look.px("space.l"), look.px("space.m")
        ink = "text.disabled" if command.why_not else "text.soft"
        paint_icon(
            painter, QRectF(rect.left() + edge, rect.center().y() - side / 2, side, side), command.icon, ink, look
        )
        right = rect.right() - edge
        if command.keys:
            right -= cap_size(command.keys, look).width()
            draw_cap(painter, right, rect.center().y(), command.keys, look)
            right -= gap
        if group:
            right -= look.width(group, "micro") + 1
            draw_runs(
                painter,
                QRectF(right, rect.top(), look.width(group, "micro") + 2, rect.height()),
                (Run(group, "micro", "text.soft"),),
                look,
            )
            right -= gap
        left = rect.left() + edge + side + gap
        words = Run(command.words, "strong" if here else "body", "text.disabled" if command.why_not else "text.strong")
        note = Run(f"   {command.why_not or command.note}", "small", "text.soft")
        draw_runs(painter, QRectF(left, rect.top(), right - left, rect.height()), (words, note), look)
        painter.restore()

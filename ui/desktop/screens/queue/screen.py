"""The clerk's home: what is waiting, in the order in which it is due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from operator_app.domain.lifecycle import State
from operator_app.ports.sync_store import Changed
from operator_app.services.views import Filter, QueueRow, Tab
from ui.desktop.screen import KeyLine, Room, Screen
from ui.desktop.trace import trace
from ui.desktop.views import next_case
from ui.desktop.widgets.button import KeyButton
from ui.desktop.widgets.case_table.rows import CaseRow
from ui.desktop.widgets.case_table.view import CaseTable
from ui.desktop.widgets.edits import SearchEdit
from ui.desktop.widgets.empty import EmptyState
from ui.desktop.widgets.header import Header
from ui.desktop.widgets.layout import Fixed, Rule, column, frame, row
from ui.desktop.widgets.speech import announce
from ui.desktop.widgets.tabs import CountTabs
from ui.desktop.widgets.text import Text
from ui.words import _

from . import rows
from .memory import Memory
from .source import Found, QueueSource

WHOLE = 1180  # px at 100 %: from here on the head has room for the office and a wide search
BURST_MS = 50  # many pages of the feed are one look at the rows
TYPING_MS = 60  # a fast typist's next letter comes within this; only the last one asks


class QueueScreen(Screen):
    """Keeps its filter, its current row and its place while rows come and go below it."""

    place = "queue"

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._memory = Memory(room, self)
        self._filter = Filter()
        self._found = Found(0)
        self._source: QueueSource | None = None
        self._stale = True
        self._build()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self._search)
        self._burst = QTimer(self)
        self._burst.setSingleShot(True)
        self._burst.setInterval(BURST_MS)
        self._burst.timeout.connect(self._ask_again)
        self._memory.recall(self._recalled)

    # --- parts ------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.search = SearchEdit(_("Търсене в опашката"), _("Номер, име, адрес, последни цифри"))
        self.search.bind(self)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.next = KeyButton(_("Следваща преписка"), "F2", "primary")
        self.next.clicked.connect(self._next)
        self.next.bind(self)
        self.header = Header(_("Опашка"), self.search, self.next)
        self.tabs = CountTabs(rows.tabs({}), self._filter.tab, name=_("Изгледи на опашката"))
        self.tabs.picked.connect(lambda tab: self._change(tab=Tab(tab)))
        self.sort = KeyButton("", "F6", size="small")
        self.sort.clicked.connect(lambda: self._change(sort=rows.next_sort(self._filter.sort), descending=False))
        self.sort.bind(self)
        self.shown = Text(role="small", tone="soft")
        self.table = CaseTable(can_mark=False)
        self.table.opened.connect(self._open)
        self.table.sort_wanted.connect(self._sort_by)
        self.table.rows.shown.connect(self._settled)
        self.empty = EmptyState(rows.empty(self._filter))
        self.body = QStackedWidget()
        self.body.addWidget(self.table)
        self.body.addWidget(frame(column(self.empty), surface="panel"))
        tools = Fixed(row(self.sort, 1, self.shown, margin=("l", "", "l", "")), 48)
        tabs = column(row(self.tabs, 1, margin=("xs", "", "s", "")), Rule(), gap="")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(frame(column(self.header, tabs, tools, (self.body, 1), gap=""), surface="panel"))
        self.setFocusProxy(self.table)
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            self._bind(keys).activated.connect(lambda step=step: self.tabs.go_round(step))
        self._bind("Shift+F6").activated.connect(lambda: self._change(descending=not self._filter.descending))

    def _bind(self, keys: str) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        return shortcut

    def keys(self) -> list[KeyLine]:
        return [
            KeyLine("F2", _("Поеми и отвори следващата преписка")),
            KeyLine("Enter", _("Отвори преписката, без да я поемате")),
            KeyLine("↑ ↓", _("Друга преписка")),
            KeyLine("PgUp PgDn", _("Страница от списъка нагоре, надолу")),
            KeyLine("Home End", _("Първата, последната преписка")),
            KeyLine("F3", _("Търсене; ↓ минава в списъка, Esc изчиства")),
            KeyLine("Ctrl+Tab", _("Следващ изглед; с Shift – предишен")),
            KeyLine("F6", _("Друга подредба")),
            KeyLine("Shift+F6", _("Обратна подредба")),
        ]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        look = self.search.look
        wide = self.width() >= look.grown(WHOLE)
        self.search.setFixedWidth(look.grown(460 if wide else 330))
        note = _("Район „{name}“").format(name=self.room.who.office_name) if wide else ""
        self.header.show_title(_("Опашка"), note)

    # --- coming and going -------------------------------------------------------------------------------------------

    def enter(self, argument: str = "") -> None:
        self.table.setFocus()
        if self._source is None or self._stale:
            self._ask_again()

    def leave(self) -> None:
        self._burst.stop()
        self._memory.keep(self._filter)

    def refresh(self, changed: Changed) -> None:
        if not changed.cases and not changed.outbox:
            return
        self._stale = True
        if self.isVisible() and not self._burst.isActive():
            self._burst.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↓ in the search goes to the rows; Enter there opens the current one."""
        if self.search.hasFocus() and event.key() == Qt.Key.Key_Down:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.search.hasFocus() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            here = self.table.current
            if here is not None and not event.isAutoRepeat() and not self._typing.isActive():
                self._open(here)
        else:
            super().keyPressEvent(event)

    # --- what is shown ----------------------------------------------------------------------------------------------

    def _recalled(self, kept: Filter) -> None:
        """The filter of last time, unless the clerk was quicker."""
        if self._filter == Filter() != kept:
            self._filter = kept
            self.tabs.show_tabs(self.tabs.shown, kept.tab)
            self._ask_new()

    def _search(self) -> None:
        self._change(text=self.search.text())

    def _sort_by(self, column_name: str) -> None:
        sort = rows.COLUMN_SORTS.get(column_name)
        if sort is not None:
            self._change(sort=sort, descending=sort is self._filter.sort and not self._filter.descending)

    def _change(self, **parts: object) -> None:
        changed = replace(self._filter, **parts)  # type: ignore[arg-type]
        if changed != self._filter:
            self._filter = changed
            self.tabs.show_tabs(self.tabs.shown, changed.tab)
            self._ask_new()

    def _ask_new(self) -> None:
        """Other rows: the source of the old filter is closed, so that its answers come to nothing."""
        if self._source is not None:
            self._source.close()
        self.room.course.filter = self._filter
        self._source = QueueSource(self.room, self._filter, self._counted, self.room.tell, self)
        self._stale = False
        self.sort.say(rows.sort_words(self._filter))
        self.table.show_sort(rows.SORT_COLUMNS.get(self._filter.sort, ""), self._filter.descending)
        self.table.show_source(self._source)

    def _ask_again(self) -> None:
        """The same rows as they are now; the current one and the scroll bar stay."""
        if self._source is None:
            self._ask_new()
            return
        self._stale = False
        self.table.refresh()

    def _ask_counts(self) -> None:
        desk, who = self.room.desk, self.room.who
        self.room.bridge.run(self, desk.reader, lambda: desk.queue.counts(who), self._show_counts, self.room.tell)

    def _show_counts(self, counts: Mapping[Tab, int]) -> None:
        self.tabs.show_tabs(rows.tabs(counts), self._filter.tab)

    def _counted(self, found: Found) -> None:
        self._found = found
        if found.counts is not None:
            self._show_counts(found.counts)
        else:
            self._ask_counts()

    def _settled(self) -> None:
        """The first page of a filter is here."""
        count = self.table.rows.rowCount()
        self.body.setCurrentIndex(0 if count else 1)
        self.empty.show_view(rows.empty(self._filter))
        self.shown.setText(rows.shown_words(max(count, self._found.count), self._found.capped, self._filter))
        if not count and self.table.hasFocus():
            self.search.setFocus()
        trace("painted", screen="queue", rows=count)

    # --- opening ----------------------------------------------------------------------------------------------------

    def _open(self, chosen: CaseRow) -> None:
        self.room.go("review", str(chosen.key))

    def _next(self) -> None:
        """F2: the next case that can be worked on, claimed and open in one key."""
        desk, who, chosen = self.room.desk, self.room.who, self._filter
        here = str(self.table.current.key) if self.table.current is not None else ""

        def find() -> QueueRow | None:
            return next_case.pick(lambda key, size: desk.queue.page(chosen, key, size, who), here)

        self.room.bridge.run(self, desk.reader, find, self._found_next, self.room.tell)

    def _found_next(self, found: QueueRow | None) -> None:
        if found is None:
            words = _("Тук няма преписка за работа: нова и свободна или ваша.")
            self.shown.setText(words)
            announce(self, words, urgent=True)
            return
        if found.state is not State.SUBMITTED:
            self.room.go("review", found.id)
            return
        desk, who = self.room.desk, self.room.who

        def claim() -> str:
            return desk.write(lambda: desk.cases.claim(found.id, who))

        self.room.bridge.run(self, desk.writer, claim, lambda _op: self.room.go("review", found.id), self.room.tell)

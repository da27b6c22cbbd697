"""The outbox screen: banner with the forecast, tabs with counts, the list."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout

from operator_app.domain.errors import Told
from operator_app.ports.sync_store import Changed, OutboxState
from operator_app.services.views import LineStatus, OutboxRow, Undo
from ui.desktop.screen import KeyLine, Room, Screen
from ui.desktop.trace import trace
from ui.desktop.widgets.banner import Banner, BannerView
from ui.desktop.widgets.button import KeyButton
from ui.desktop.widgets.empty import EmptyState, EmptyView
from ui.desktop.widgets.header import Header
from ui.desktop.widgets.layout import column, frame
from ui.desktop.widgets.outbox.view import OutboxPanel
from ui.desktop.widgets.tabs import CountTab, CountTabs
from ui.words import _

from . import lines
from .question import LettingBe

MOST = 500
TICK_MS = 500


class OutboxScreen(Screen):
    """Keeps the current line while others come and go."""

    place = "outbox"

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self._rows: tuple[OutboxRow, ...] = ()
        self._line = LineStatus(online=room.who.online, since=None)
        self._tab = lines.Tab.ALL
        self._build()
        self._tick = QTimer(self)
        self._tick.timeout.connect(self._show)

    def _build(self) -> None:
        self.send = KeyButton(_("Изпрати сега"), "Ctrl+Enter")
        self.send.clicked.connect(self.room.desk.sync_now)
        self.send.bind(self)
        self.leave_be = KeyButton(_("Остави без последици"), "F8")
        self.leave_be.clicked.connect(self._ask_to_let_be)
        self.leave_be.refused.connect(self.room.say)
        self.leave_be.bind(self)
        self.banner = Banner(BannerView("info", " "))
        self.question = LettingBe()
        self.question.agreed.connect(self._let_be)
        self.question.closed.connect(self._close_question)
        self.tabs = CountTabs(self._tab_views(), lines.Tab.ALL, name=_("Изгледи на изходящите"))
        self.tabs.picked.connect(self._pick)
        self.panel = OutboxPanel()
        self.panel.list.step_wanted.connect(self._step)
        self.panel.list.current_changed.connect(lambda _key: self._show_way())
        self.empty = EmptyState(
            EmptyView(
                "s-ok", _("Тук няма нищо."), _("Всяко ваше действие се появява тук, докато центърът го потвърди.")
            )
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        bar = frame(column(self.banner, self.question, margin=("l", "xs", "l", "s")))
        for part in (Header(_("Изходящи"), self.leave_be, self.send), bar, self.tabs):
            layout.addWidget(part)
        layout.addWidget(self.panel, 1)
        layout.addWidget(self.empty, 1)
        self.setFocusProxy(self.panel)

    def _tab_views(self) -> list[CountTab]:
        n = lines.counts(self._rows)
        return [
            CountTab(lines.Tab.ALL, _("Всички днес"), n[lines.Tab.ALL]),
            CountTab(
                lines.Tab.NEED_YOU, _("Искат вас"), n[lines.Tab.NEED_YOU], "warning" if n[lines.Tab.NEED_YOU] else ""
            ),
            CountTab(lines.Tab.WAIT, _("Чакат"), n[lines.Tab.WAIT]),
            CountTab(lines.Tab.DONE, _("Потвърдени"), n[lines.Tab.DONE]),
        ]

    def enter(self, argument: str = "") -> None:
        self._ask()
        self.panel.list.setFocus()

    def leave(self) -> None:
        self._tick.stop()
        self._close_question()

    def refresh(self, changed: Changed) -> None:
        if changed.outbox and self.isVisible():
            self._ask()

    def line(self, status: LineStatus) -> None:
        self._line = status
        if self.isVisible():
            self._show()

    def keys(self) -> list[KeyLine]:
        return [
            KeyLine("↑ ↓", _("Друго действие")),
            KeyLine("Enter", _("Следващата стъпка на реда")),
            KeyLine("F8", _("Остави без последици действие, което не е влязло")),
            KeyLine("Ctrl+Enter", _("Изпрати сега")),
            KeyLine("Ctrl+Tab", _("Друг изглед на списъка")),
        ]

    def _ask(self) -> None:
        desk = self.room.desk
        self.room.bridge.run(self, desk.reader, lambda: tuple(desk.outbox.rows(MOST)), self._arrived, self.room.tell)

    def _arrived(self, rows: tuple[OutboxRow, ...]) -> None:
        self._rows = rows
        self._show()

    def _pick(self, tab: str) -> None:
        self._tab = lines.Tab(tab)
        self._show()

    def _show(self) -> None:
        now = self.room.desk.clock.now()
        self.banner.show_view(lines.forecast(self._rows, self._line))
        self.tabs.show_tabs(self._tab_views(), self._tab)
        waiting = [row.op for row in sorted(self._rows, key=lambda r: r.made_at) if row.state in lines.WAIT]
        places = {op: number for number, op in enumerate(waiting, 1)}
        found = [row for row in self._rows if lines.belongs(row, self._tab)]
        shown = sorted(found, key=lambda row: not lines.needs_you(row))  # what asks for a person stands first
        self.panel.list.show_rows([lines.line(row, now, places.get(row.op, 0), self._line) for row in shown])
        self._show_way()
        self.panel.setVisible(bool(shown))
        self.empty.setVisible(not shown)
        if any(row.state is OutboxState.RESTING for row in self._rows):
            self._tick.start(TICK_MS)
        else:
            self._tick.stop()
        trace("outbox_screen", waiting=len(waiting), rows=len(shown))

    def _row(self, op: str) -> OutboxRow | None:
        return next((row for row in self._rows if row.op == op), None)

    def _step(self, op: str) -> None:
        """The next step of a line: take it back, or open its case."""
        row = self._row(op)
        if row is None:
            return
        if row.undo is Undo.NOTHING:
            self.room.go("review", row.case)
            return
        desk = self.room.desk
        self.room.bridge.run(
            self, desk.writer, lambda: desk.outbox.undo(op), lambda _changed: self._ask(), self.room.tell
        )

    # --- letting an act be ------------------------------------------------------------------------------------------

    def _show_way(self) -> None:
        """Only what did not go in can be let be; a question about a line that is gone is gone with it."""
        row = self._row(self.panel.list.current_key)
        self.leave_be.close_way(
            "" if row is not None and lines.failed(row) else _("Само за действие, което не е влязло.")
        )
        asked = self._row(self.question.op) if self.question.op else None
        if self.question.op and (asked is None or not lines.failed(asked)):
            self._close_question()

    def _ask_to_let_be(self) -> None:
        """There is no taking it back, so what it does is said first; a second key agrees."""
        row = self._row(self.panel.list.current_key)
        if row is not None and lines.failed(row):
            self.banner.hide()
            self.question.ask(row.op, lines.letting_be(row, self._rows))

    def _close_question(self) -> None:
        had_focus = self.question.agree.hasFocus() or self.question.back.hasFocus()
        self.question.close_up()
        self.banner.show()
        if had_focus:
            self.panel.list.setFocus()

    def _let_be(self, op: str) -> None:
        desk = self.room.desk

        def done(_changed: object) -> None:
            self._close_question()
            self.room.say(_("Оставено без последици."))
            trace("set_aside")
            self._ask()

        def failed(error: Told) -> None:
            self._close_question()
            self.room.tell(error)

        self.room.bridge.run(self, desk.writer, lambda: desk.outbox.set_aside(op), done, failed)

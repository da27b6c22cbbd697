"""Shows screens and knows nothing of what is in them; keeps the status line true and the undo strip alive."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent

from operator_app.domain.errors import Told
from operator_app.ports.sync_store import Changed
from operator_app.services.views import LineStatus, Operator, OutboxCounts, OutboxRow, Undo
from ui.desktop.bridge import Bridge
from ui.desktop.devices import letters
from ui.desktop.screen import KeyLine, Room, Screen
from ui.desktop.trace import trace
from ui.desktop.widgets.banner import BannerView
from ui.desktop.widgets.rail import Place, Rail
from ui.desktop.widgets.speech import announce
from ui.desktop.widgets.status_line import Environment, StatusLine, StatusView
from ui.desktop.widgets.undo_strip import UndoStrip
from ui.desktop.widgets.window_frame import WindowFrame
from ui.words import _, formats, sentences

from . import keys, palette, strip
from .line import held
from .stage import Stage

Make = Callable[[Room], Screen]
STRIP_ROWS = 4
TICK_MS = 250  # while something rests; else every ten seconds for the clock
IDLE_MS = 10_000


class Window(WindowFrame):
    """`makers`: a screen by its place, made when it is first shown."""

    sign_in_wanted = Signal()
    sign_out_wanted = Signal()

    def __init__(self, desk, bridge: Bridge, who: Operator, makers: Mapping[str, Make]) -> None:  # type: ignore[no-untyped-def]
        self._environment = Environment(desk.environment.value)
        rail, undo, status = Rail(), UndoStrip(), StatusLine(StatusView(environment=self._environment))
        super().__init__(self._environment, rail, undo, status)
        self._rail, self._undo, self._status_line = rail, undo, status
        self.desk, self.bridge, self.who = desk, bridge, who
        self.room = Room(desk, bridge, who, self.go, self.tell, self.say, self.take_scan, self.back, self.behind)
        self._makers = dict(makers)
        self._screens: dict[str, Screen] = {}
        self._trail: list[str] = []
        self._line = LineStatus(online=who.online, since=None)
        self._counts = OutboxCounts(0, 0, 0)
        self._asking = self._asked_again = False
        self._recent: tuple[OutboxRow, ...] = ()
        self._inbox: tuple[list[str], str] = ([], "")
        self.stage = Stage()
        self.show_screen(self.stage)
        self.stage.sign_in_wanted.connect(self.sign_in_wanted)
        rail.picked.connect(self._visit)
        undo.undo_wanted.connect(self._take_back)
        self.setAcceptDrops(True)
        self._tick = QTimer(self)
        self._tick.timeout.connect(self._ticked)
        self._bind_keys()
        self._unsubscribe = desk.subscribe(lambda changed: bridge.post(self, lambda: self.refresh(changed)))
        self._unwatch = desk.watch_line(lambda line: bridge.post(self, lambda: self.show_line(line)))
        self._show_status()
        self._ask_outbox()

    # --- places -----------------------------------------------------------------------------------------------------

    @property
    def here(self) -> Screen:
        return self._screens[self._trail[-1]]

    def go(self, place: str, argument: str = "") -> None:
        """Show a screen; Esc there comes back here."""
        if self._trail:
            self.here.leave()
        if place in self._trail:
            del self._trail[self._trail.index(place) :]
        self._trail.append(place)
        screen = self._screens.get(place)
        if screen is None:
            screen = self._screens[place] = self._makers[place](self.room)
            screen.line(self._line)
        self.stage.show_screen(screen)
        self._show_rail()
        screen.enter(argument)
        trace("screen", screen=place)

    def _visit(self, place: str) -> None:
        """By key or from the rail: what is scanned belongs to the case that is open here, or to none."""
        self.go(place, self._open_case() if place == "scan" else "")

    def back(self) -> None:
        """Esc: first what lies over the screen, then the screen before."""
        if self.stage.tells:
            self.stage.clear()
        elif len(self._trail) > 1:
            self.go(self._trail[-2])
        elif self._trail != ["queue"]:
            self.go("queue")

    def behind(self) -> str:
        """Where Esc leads from here, as the button that carries it says."""
        place = self._trail[-2] if len(self._trail) > 1 else "queue"
        return next((one.word for one in self._places() if one.key == place), _("Назад"))

    def _places(self) -> list[Place]:
        asks = self._counts.need_you or self._counts.waiting
        return [
            Place("queue", "queue", _("Опашка"), 0, "Ctrl+1"),
            Place("scan", "scan", _("Сканирай"), 0, "Ctrl+2"),
            Place("outbox", "outbox", _("Изходящи"), asks, "Ctrl+3"),
        ]

    def _show_rail(self) -> None:
        here = self._trail[-1] if self._trail else "queue"
        self._rail.show_places(self._places(), "queue" if here == "review" else here)

    # --- keys -------------------------------------------------------------------------------------------------------

    def _bind_keys(self) -> None:
        for place in self._places():
            keys.bind(self, place.keys, partial(self._visit, place.key))
        keys.bind(self, "F1", self._show_keys)
        keys.bind(self, "F7", partial(self._visit, "scan"))
        keys.bind(self, "Ctrl+Z", self._take_back_last)
        keys.bind(self, "Ctrl+K", self._show_palette)
        keys.bind(self, "Ctrl+F4", self.sign_out_wanted.emit)
        if self.desk.can_cut_line:
            keys.bind(self, "Ctrl+F12", self._cut)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nobody inside had a use for (as a shortcut it would be one of two where a card has its own, and Qt
        fires neither); and Ctrl with a letter under a layout in which Qt does not find the letter.
        """
        pressed = letters.chord(event, QGuiApplication.platformName())
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            if not event.isAutoRepeat():
                self.back()
        elif pressed == "Ctrl+Z":
            self._take_back_last()
        elif pressed == "Ctrl+K":
            self._show_palette()
        else:
            super().keyPressEvent(event)

    def global_keys(self) -> list[KeyLine]:
        lines = [
            KeyLine("F1", _("Клавиши")),
            KeyLine("F3", _("Търсене")),
            KeyLine("F7", _("Сканирай")),
            KeyLine("Ctrl+Z", _("Върни последното действие")),
            KeyLine("Ctrl+K", _("Команди")),
            KeyLine("Esc", _("Назад")),
            *(KeyLine(place.keys, place.word) for place in self._places()),
            KeyLine("Ctrl+F4", _("Излез; неизпратеното остава тук")),
        ]
        if self.desk.can_cut_line:
            lines.append(KeyLine("Ctrl+F12", _("Прекъсни или върни линията (само в пробната среда)")))
        return lines

    def _show_keys(self) -> None:
        title = _("Клавиши")
        keys.show_keys(self, title, self.here.keys(), self.global_keys())

    def _show_palette(self) -> None:
        """Ctrl+K: every place and every act of the window by its name."""
        acts: dict[str, tuple[KeyLine, Callable[[], None]]] = {
            place.key: (KeyLine(place.keys, place.word), partial(self.go, place.key)) for place in self._places()
        }
        acts["undo"] = (KeyLine("Ctrl+Z", _("Върни последното действие")), self._take_back_last)
        acts["keys"] = (KeyLine("F1", _("Клавиши")), self._show_keys)
        acts["leave"] = (KeyLine("Ctrl+F4", _("Излез; неизпратеното остава тук")), self.sign_out_wanted.emit)
        if self.desk.can_cut_line:
            words = _("Прекъсни или върни линията (само в пробната среда)")
            acts["cut"] = (KeyLine("Ctrl+F12", words), self._cut)
        palette.open_palette(self, acts, self.here.keys())

    # --- what is said -----------------------------------------------------------------------------------------------

    def tell(self, error: Told) -> None:
        """One sentence with a next step; it stays until the person closes it."""
        said = sentences.told(error.code, error.params)
        self.stage.tell(BannerView("warning", said.what, said.next_step))
        announce(self, str(said), urgent=True)
        trace("told", code=error.code)

    def tell_bug(self, error: Exception) -> None:
        """A part of the program failed; the rest goes on."""
        view = BannerView(
            "danger",
            _("Тази част на програмата спря. Записаното не е загубено."),
            _("Продължете с друго; ако се повтори, обадете се на поддръжката."),
        )
        self.stage.tell(view)
        trace("bug", kind=type(error).__name__)

    def say(self, words: str) -> None:
        announce(self, words)

    def show_line(self, line: LineStatus) -> None:
        was = self._line.online
        self._line = line
        self._show_status()
        self.stage.hold(held(line))
        for screen in self._screens.values():
            screen.line(line)
        if was != line.online:
            trace("line", online=line.online)

    def _show_status(self) -> None:
        since = ""
        if not self._line.online:
            since = formats.time(self._line.since) if self._line.since else formats.time(self.desk.clock.now())
        view = StatusView(
            since=since,
            waiting=self._counts.waiting,
            trouble=self._counts.need_you,
            environment=self._environment,
            office=_("Район „{name}“").format(name=self.who.office_name),
            operator=self.who.name,
            moment=formats.today_line(self.desk.clock.now()),
        )
        self._status_line.show_view(view)

    # --- the outbox -------------------------------------------------------------------------------------------------

    def refresh(self, changed: Changed) -> None:
        if changed.outbox or changed.cases:
            self._ask_outbox()
        for screen in list(self._screens.values()):
            screen.refresh(changed)

    def _ask_outbox(self) -> None:
        """One question at a time: while a page is being pulled there are many reasons to ask."""
        if self._asking:
            self._asked_again = True
            return
        self._asking, self._asked_again = True, False

        def ask() -> tuple[OutboxCounts, tuple[OutboxRow, ...]]:
            return self.desk.outbox.counts(), tuple(self.desk.outbox.recent(STRIP_ROWS))

        self.bridge.run(self, self.desk.reader, ask, self._show_outbox, self._outbox_unknown)

    def _outbox_unknown(self, error: Told) -> None:
        """The store could not be read: said once; the next change, or the clock's, asks again."""
        self._asking = False
        self.tell(error)

    def _show_outbox(self, answer: tuple[OutboxCounts, tuple[OutboxRow, ...]]) -> None:
        self._counts, self._recent = answer
        self._asking = False
        if self._asked_again:
            self._ask_outbox()
        self._show_rail()
        self._show_status()
        self._ticked()
        trace(
            "outbox",
            waiting=self._counts.waiting,
            need_you=self._counts.need_you,
            receipted=self._counts.receipted_today,
        )

    def _ticked(self) -> None:
        now = self.desk.clock.now()
        views = strip.acts(self._recent, now, self.desk.rest_seconds)
        self._undo.show_acts(views)
        self._tick.start(TICK_MS if any(view.rest for view in views) else IDLE_MS)
        if not any(view.rest for view in views):
            self._show_status()

    def _take_back(self, op: str) -> None:
        """Undo: the newest that can be; the screen that shows its case refreshes itself."""
        self.bridge.run(self, self.desk.writer, lambda: self.desk.outbox.undo(op), self._taken_back, self.tell)

    def _take_back_last(self) -> None:
        """Ctrl+Z: what can be taken back is asked of the store and not of the strip, which may be a moment behind."""

        def undo() -> object:
            rows = self.desk.outbox.recent(STRIP_ROWS)
            op = next((row.op for row in rows if row.undo is not Undo.NOTHING), None)
            return self.desk.outbox.undo(op) if op else None

        self.bridge.run(self, self.desk.writer, undo, self._taken_back, self.tell)

    def _taken_back(self, changed: object) -> None:
        if changed is None:
            self.say(_("Няма какво да се върне."))
            return
        self.say(_("Взето обратно."))
        trace("undone")

    # --- scans and files --------------------------------------------------------------------------------------------

    def scanned(self, readings: list[str]) -> None:
        """A code came from a scanner. The screen deals with it, or the card opens with the open case as its context."""
        if self._trail and self.here.scan(readings):
            return
        self._inbox = (readings, self._open_case())
        self.go("scan", "inbox")

    def take_scan(self) -> tuple[list[str], str]:
        """What was scanned last and the case that was open then; it is handed over once."""
        taken, self._inbox = self._inbox, ([], "")
        return taken

    def _open_case(self) -> str:
        return str(getattr(self.here, "case_id", "")) if self._trail else ""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self._trail:
            self.go("scan", self._open_case())
            drop = getattr(self.here, "take", None)
            if drop is not None:
                drop(event.mimeData())
                event.acceptProposedAction()

    def _cut(self) -> None:
        self.desk.cut_line(not self.desk.line_is_cut)

    def close_down(self) -> None:
        """The operator leaves: no screen is asked again."""
        self._tick.stop()
        self._unsubscribe()
        self._unwatch()
        if self._trail:
            self.here.leave()

"""The scan screen: waits for a code, shows its card, keeps the earlier ones of this session by kind and outcome."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from operator_app.domain.errors import Told
from operator_app.evidence.verdicts import Proof, Verdict
from operator_app.formats.seal_claims import ConsentClaims
from ui.desktop.devices import letters
from ui.desktop.devices.paste import PasteAndDrop, Received
from ui.desktop.screen import KeyLine, Room, Screen
from ui.desktop.trace import trace
from ui.desktop.widgets.button import KeyButton
from ui.desktop.widgets.empty import EmptyState, EmptyView
from ui.desktop.widgets.header import Header
from ui.desktop.widgets.layout import Fixed, Rule, column, frame, row
from ui.desktop.widgets.scan_card import ScanCard
from ui.desktop.widgets.status import Status, StatusChip
from ui.desktop.widgets.text import OneLine, Text
from ui.words import _, formats

from . import card

EARLIER = 8
CARD = 620


@dataclass(frozen=True)
class Judged:
    """A verdict with what it fits: found out on the reader lane, beside the window."""

    verdict: Verdict
    context: card.Context
    known_case: str
    source: str


class ScanScreen(Screen):
    """`case_id`: the case that was open when the scan came; a consent can be put into it with one key."""

    place = "scan"

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.case_id = ""
        self._judged: Judged | None = None
        self._card: ScanCard | None = None
        self._earlier: list[tuple[str, Status, str]] = []
        self._taker = PasteAndDrop(partial(room.bridge.run, self, room.desk.pool), self)
        self._taker.received.connect(self._received)
        self._taker.failed.connect(self._no_code)
        self._build()

    def _build(self) -> None:
        ready = StatusChip(Status("s-ok", _("Четецът е готов – сканирайте от всеки екран"), "success"), "small")
        file, paste = KeyButton(_("Файл"), "Ctrl+O"), KeyButton(_("Постави"), "Ctrl+V")
        file.clicked.connect(self._choose_file)
        paste.clicked.connect(self._taker.paste)
        for button in (file, paste):
            button.bind(self)
        text = _("Сканирайте код, пуснете файл тук или поставете снимка. Проверява се на място, без мрежа.")
        self.empty = EmptyState(EmptyView("scan", _("Очаквам код"), text))
        self.place_of_card = column((self.empty, 1), 0, gap="")
        self.list = column(gap="")
        below = frame(
            column(
                Text(_("По-рано в тази сесия"), "small_strong", "soft"),
                self.list,
                gap="xs",
                margin=("l", "s", "l", "m"),
            ),
            surface="panel",
        )
        below.hide()
        self.below = below
        middle = frame(row(1, frame(self.place_of_card), 1, gap="", margin=("l", "s", "l", "l")), surface="canvas")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(Header(_("Сканирай"), ready, file, paste))
        layout.addWidget(middle, 1)
        layout.addWidget(below)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # --- coming and going -------------------------------------------------------------------------------------------

    def enter(self, argument: str = "") -> None:
        """`inbox`: a scan waits in the window; anything else is the id of the case that is open, empty for none."""
        if argument == "inbox":
            readings, self.case_id = self.room.inbox()
            if readings:
                self._judge(readings, _("Четец"))
                return
        else:
            self.case_id = argument
        self._clear_card()
        self.setFocus()

    def scan(self, readings: list[str]) -> bool:
        self._judge(readings, _("Четец"))
        return True

    def keys(self) -> list[KeyLine]:
        return [
            KeyLine("Enter", _("Направи каквото пише на картата")),
            KeyLine("Ctrl+O", _("Код от файл (снимка или PDF)")),
            KeyLine("Ctrl+V", _("Код от поставена снимка или текст")),
            KeyLine("Esc", _("Затвори картата")),
        ]

    # --- where codes come from --------------------------------------------------------------------------------------

    def take(self, data: QMimeData) -> None:
        """Dropped files, a pasted picture or a pasted text."""
        self._taker.take(data)

    def _received(self, received: Received) -> None:
        if received.text:
            self._judge([received.data.decode("utf-8", "replace").strip()], _("Поставен текст"))
        else:
            self._find_codes(received.data)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+O and Ctrl+V under a layout in which Qt does not find the letter."""
        pressed = letters.chord(event, QGuiApplication.platformName())
        if pressed == "Ctrl+O":
            self._choose_file()
        elif pressed == "Ctrl+V":
            self._taker.paste()
        else:
            super().keyPressEvent(event)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, _("Код от файл"))
        dialog.setNameFilter(_("Снимки и PDF (*.png *.jpg *.jpeg *.pdf *.txt)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self._taker.take_file(Path(name)))
        dialog.open()

    def _find_codes(self, data: bytes) -> None:
        desk = self.room.desk

        def codes() -> list[str | bytes]:
            from operator_app.evidence.pictures import codes_in

            return list(codes_in(data, desk.pdf))

        def found(payloads: list[str | bytes]) -> None:
            self._judge(payloads, _("Файл или снимка"))

        self.room.bridge.run(self, desk.pool, codes, found, self._no_code)

    def _no_code(self, error: Told) -> None:
        self._clear_card()
        self.room.tell(error)

    # --- verdict and card -------------------------------------------------------------------------------------------

    def _judge(self, payloads: list[str | bytes] | list[str], source: str) -> None:
        desk, case_id, who = self.room.desk, self.case_id, self.room.who

        def judge() -> Judged:
            verdict = desk.scans.judge(payloads, case_id or None, who)
            context, known = card.Context(), ""
            if case_id:
                context = card.Context(case_id, desk.cases.number_of(case_id))
            number = verdict.case_number if isinstance(verdict, Proof) else card.other_case(verdict)
            if number:
                known = desk.cases.find(number) or ""
            return Judged(verdict, context, known, source)

        self.room.bridge.run(self, desk.reader, judge, self._show, self.room.tell)

    def _show(self, judged: Judged) -> None:
        self._judged = judged
        now = self.room.desk.clock.now()
        self._remember_earlier(judged.verdict, formats.time(now))
        self._clear_card(keep=True)
        made = ScanCard(card.view(judged.verdict, judged.context, now, judged.source, bool(judged.known_case)))
        made.be_wide(CARD)
        made.acted.connect(self._act)
        self.empty.hide()
        self.place_of_card.insertWidget(0, made, 1)
        self._card = made
        QTimer.singleShot(0, made, lambda: self._stands(made, type(judged.verdict).__name__))

    def _stands(self, made: ScanCard, worth: str) -> None:
        """The card is laid out and shown: only now can it take the focus, and with it the keys."""
        made.setFocus()
        trace("verdict", worth=worth)

    def _act(self, action: str) -> None:
        judged = self._judged
        if action == card.RECORD and judged is not None:
            self._record(judged)
        elif action == card.OPEN and judged is not None:
            self.room.go("review", judged.known_case)
        elif action == card.CLOSE and self.case_id:
            self.room.go("review", self.case_id)
        else:
            self._clear_card()
            self.setFocus()

    def _record(self, judged: Judged) -> None:
        """The consent becomes an operation of the open case; then back to it."""
        verdict, case_id = judged.verdict, judged.context.case_id
        assert isinstance(verdict, Proof)
        assert isinstance(verdict.body, ConsentClaims)
        desk, who, role = self.room.desk, self.room.who, verdict.body.role

        def accept() -> object:
            return desk.scans.accept(verdict, case_id, role, who)

        def accepted(_changed: object) -> None:
            self._clear_card()
            self.room.say(_("Съгласието е записано."))
            trace("consent_recorded")
            self.room.go("review", case_id)

        self.room.bridge.run(self, desk.writer, accept, accepted, self.room.tell)

    def _clear_card(self, *, keep: bool = False) -> None:
        if self._card is not None:
            self.place_of_card.removeWidget(self._card)
            self._card.deleteLater()
            self._card = None
        self.empty.setVisible(True)
        if not keep:
            self._judged = None

    def _remember_earlier(self, verdict: Verdict, hour: str) -> None:
        status, text = card.summary(verdict)
        self._earlier = [(hour, status, text), *self._earlier][:EARLIER]
        while self.list.count():
            item = self.list.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for at, state, words in self._earlier[1:4]:
            when = Fixed(row(Text(at, "small", "soft"), 1), 44, across=True)
            chip = Fixed(row(StatusChip(state, "small"), 1), 150, across=True)
            self.list.addWidget(frame(column(Rule(), row(when, chip, OneLine(words, "small"), 1), gap="xs")))
        self.below.setVisible(len(self._earlier) > 1)

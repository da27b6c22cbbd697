"""A screen on a real desk: an encrypted store with cases of a tiny centre, real services and lanes, the real bridge."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from PIL import Image, ImageDraw
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from operator_app.domain.bodies import Claimed, FeeRequested, Filed, PaymentReceived, RegistersAnswered
from operator_app.domain.case import Case, Channel
from operator_app.domain.environment import Environment
from operator_app.domain.errors import Told
from operator_app.evidence.pdf import PdfReader
from operator_app.formats import canonical
from operator_app.ports.sync_store import Changed, WantedDocument
from operator_app.services.acts import Acts
from operator_app.services.cases import Cases
from operator_app.services.documents import Documents
from operator_app.services.drafts import Drafts
from operator_app.services.identifiers import Identifiers
from operator_app.services.lanes import Lane
from operator_app.services.outbox import Outbox
from operator_app.services.queue import Queue
from operator_app.services.scans import Scans
from operator_app.services.views import Operator
from operator_app.storage.store import Store
from tests import builders as b
from tests import desk as stored
from tests.clocks import SetClock
from tests.tiny_centre import TinyCentre
from ui.desktop.bridge import Bridge
from ui.desktop.screen import Room, Screen

T = TypeVar("T")
CLERK = replace(stored.WHO, office_name="Средец")


class StageDesk:
    """What a screen needs of `ui.compose.Desk`, without line and keys."""

    def __init__(self, store: Store, clock: SetClock, environment: Environment) -> None:
        self.store, self.clock, self.environment = store, clock, environment
        self.writer, self.reader, self.pool = Lane("writer"), Lane("reader"), Lane("pictures")
        acts = Acts(store)
        self.queue, self.cases, self.outbox = Queue(store), Cases(acts), Outbox(acts)
        self.documents, self.drafts, self.identifiers = Documents(acts), Drafts(store), Identifiers(acts)
        self.scans, self.pdf = Scans(acts), PdfReader()
        self.heard: list[Callable[[Changed], None]] = []

    def write(self, job: Callable[[], tuple[T, Changed]]) -> T:
        value, changed = job()
        self.changed(changed)
        return value

    def changed(self, changed: Changed) -> None:
        for one in self.heard:
            one(changed)

    def close(self) -> None:
        for lane in (self.pool, self.reader, self.writer):
            lane.close()
        self.pdf.close()


@dataclass
class Stage:
    """The screen's room, and what it asked of the window."""

    desk: StageDesk
    centre: TinyCentre
    bridge: Bridge
    who: Operator
    went: list[tuple[str, str]] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    bugs: list[Exception] = field(default_factory=list)

    def room(self) -> Room:
        return Room(
            self.desk,  # type: ignore[arg-type]
            self.bridge,
            self.who,
            lambda place, argument="": self.went.append((place, argument)),
            self.told.append,
            self.said.append,
            lambda: ([], ""),
            lambda: self.went.append(("back", "")),
            lambda: "Опашка",
        )

    def show(self, screen: Screen, qtbot: Any, size: tuple[int, int] = (1348, 840)) -> QWidget:
        """In a window of its own, listening to the desk as the real window does."""
        qtbot.addWidget(screen)
        screen.resize(*size)
        self.desk.heard.append(lambda changed: self.bridge.post(screen, lambda: screen.refresh(changed)))
        screen.show()
        screen.activateWindow()
        qtbot.waitUntil(screen.isActiveWindow)
        return screen

    def pull(self) -> None:
        """Take what is new at the centre, as the sync lane would."""
        changed = self.desk.writer.call(lambda: stored.pull(self.desk.store, self.centre))
        self.desk.changed(changed)

    def push(self) -> None:
        self.desk.clock.advance(timedelta(minutes=1))
        changed = self.desk.writer.call(lambda: stored.push(self.desk.store, self.centre))
        self.desk.changed(changed)

    def case(self, number: str) -> Case:
        """The case as it is projected here, by its last digits."""
        found = next(one for one in self.centre.cases.values() if one.number.endswith(number))
        return self.desk.reader.call(lambda: self.desk.cases.open(found.id, self.who)).case

    def id_of(self, number: str) -> str:
        return next(one.id for one in self.centre.cases.values() if one.number.endswith(number))


@cache
def prepared(environment: Environment) -> tuple[dict[str, bytes], TinyCentre]:
    """The files of a profile with a few cases, made once for all tests of a process, and the centre they came from."""
    centre = TinyCentre()
    few_cases(centre)
    with TemporaryDirectory() as name:
        folder = Path(name)
        with stored.opened(folder, SetClock(b.NOON), environment=environment) as store:
            stored.pull(store, centre)
            put_papers(store, centre)
        files = {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    return files, centre


@contextmanager
def stage(folder: Path, *, environment: Environment = Environment.SANDBOX, who: Operator = CLERK) -> Iterator[Stage]:
    files, taken = prepared(environment)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    centre, clock = deepcopy(taken), SetClock(b.NOON)
    with stored.opened(folder, clock, environment=environment) as store:
        desk, bridge = StageDesk(store, clock, environment), Bridge()
        made = Stage(desk, centre, bridge, who)
        bridge.bug.connect(made.bugs.append)
        try:
            yield made
            assert made.bugs == []
        finally:
            bridge.close()
            desk.close()


NAMES = (
    ("4461", "Стоян", "Къосев"), ("4483", "Елица", "Пейчева"), ("4485", "Николай", "Бояджиев"),
    ("4486", "Йоана", "Гърбова"), ("4470", "Десислава", "Илиева"), ("4472", "Георги", "Манчев"),
    ("4474", "Теодора", "Ангелова"), ("4455", "Иван", "Драганов"),
)  # fmt: skip


def few_cases(centre: TinyCentre) -> None:
    """Owners, a tenant without consent, one of another clerk's, one paid for; 4461 is the oldest."""
    for days, (number, given, family) in enumerate(NAMES):
        centre.at = b.later(days=-7 + days // 2)
        who = b.party("applicant", b.person(given, family, date(1980 + days, 3, 4), days + 1), signed=True)
        permanent = days % 3 == 0
        filed = tenant(who) if number == "4483" else Filed(
            "", "2079" if permanent else "2107", "owner", Channel.COUNTER if number == "4485" else Channel.PORTAL,
            (who,), {"address": b.address(flat=str(days + 1)), "previous_address": b.address("68134-17", "Младост")},
            (b.document("application" if permanent else "address_card"), b.document("title_deed")),
        )  # fmt: skip
        made = Filed(f"РСЦ26-ГР94-{number}", *list(vars(filed).values())[1:])
        centre.file(f"case-{number}", made, registers=number != "4474")
    centre.act("registers.answered", RegistersAnswered(()), "case-4474", b.SYSTEM)
    centre.at = b.NOON
    centre.act("case.claimed", Claimed("clerk2", "Втори Служител"), "case-4455")
    centre.act("case.claimed", Claimed("clerk1", "Първа Служителка"), "case-4472", b.CLERK)
    fee = b.service("2107").fee_on(b.NOON.date())
    assert fee is not None
    centre.act("decision.fee_requested", FeeRequested(fee.amount), "case-4472", b.CLERK)
    centre.act("payment.received", PaymentReceived("paid", b.NOON, "1"), "case-4472", b.SYSTEM)


def tenant(who: Any) -> Filed:
    owner = b.party("owner", b.person("Стоян", "Собственик", date(1959, 4, 17), 4))
    return Filed(
        "", "2107", "tenant", Channel.PORTAL, (who, owner),
        {"address": b.address(), "previous_address": b.address("68134-17", "Младост", "14")},
        (
            b.document("address_card"),
            b.document("tenancy", valid_from="2026-01-01", valid_until="2027-01-01"),
            b.document("title_deed"),
        ),
    )  # fmt: skip


@cache
def paper(words: str, pages: int = 2) -> bytes:
    """A small PDF with a few grey lines."""
    sheets = []
    for _page in range(pages):
        sheet = Image.new("L", (620, 877), 255)
        draw = ImageDraw.Draw(sheet)
        for line in range(30):
            draw.rectangle((80, 140 + line * 20, 80 + 300 + (line * 37) % 160, 145 + line * 20), fill=120)
        draw.text((80, 90), words, fill=0)
        sheets.append(sheet)
    file = io.BytesIO()
    sheets[0].save(file, "PDF", save_all=True, append_images=sheets[1:])
    return file.getvalue()


def put_papers(store: Store, centre: TinyCentre) -> None:
    """The papers of every case but 4486 are here; the deed of 4485 is broken."""
    sync = stored.sync_store(store)
    for case in centre.cases.values():
        for document in case.documents:
            if case.number.endswith("4486"):
                continue
            data = (
                b"%PDF-1.4 broken"
                if case.number.endswith("4485") and document.kind == "title_deed"
                else paper(document.kind)
            )
            put_paper(sync, case.id, document.id, data)


def put_paper(sync: Any, case: str, document: str, data: bytes) -> Changed:
    wanted = WantedDocument(case, document, 0)
    return sync.put_part(wanted, 0, data, len(data), canonical.digest(data), "application/pdf")


def press(*keys: Any, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Keys, and texts letter by letter, to whatever has the focus."""
    for key in keys:
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        if isinstance(key, str):
            write(widget, key)
        else:
            QTest.keyClick(widget, key, modifier)


def write(widget: QWidget, text: str) -> None:
    """As under the bg layout. (QTest.keyClicks ends the process at a letter that is not ASCII.)"""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))

"""Whole windows of the gallery: the large parts in the places where screens put them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ui.desktop.widgets.button import KeyButton
from ui.desktop.widgets.case_table.view import CaseTable
from ui.desktop.widgets.check_list import CheckList
from ui.desktop.widgets.clock import ClockLabel
from ui.desktop.widgets.command_palette import CommandPalette, CommandView
from ui.desktop.widgets.decision_bar import Decision, DecisionBar, DecisionView
from ui.desktop.widgets.document.view import DocumentView, PageMark, PageWanted
from ui.desktop.widgets.document.viewer import DocumentViewer
from ui.desktop.widgets.edits import FilterChip, SearchEdit
from ui.desktop.widgets.header import Header
from ui.desktop.widgets.history_list import HistoryEntry, HistoryList
from ui.desktop.widgets.key_sheet import KeyGroup, KeySheet
from ui.desktop.widgets.layout import Fixed, Rule, column, frame, row
from ui.desktop.widgets.outbox.view import OutboxPanel
from ui.desktop.widgets.overlay import Overlay
from ui.desktop.widgets.party_matrix import PartyMatrix
from ui.desktop.widgets.rail import Rail
from ui.desktop.widgets.scan_card import ScanCard
from ui.desktop.widgets.status import Status
from ui.desktop.widgets.status_line import Environment, StatusLine, StatusView
from ui.desktop.widgets.tabs import CountTab, CountTabs
from ui.desktop.widgets.text import OneLine
from ui.desktop.widgets.undo_strip import UndoStrip
from ui.desktop.widgets.window_frame import WindowFrame

from . import samples, samples_acts, samples_case
from .paper import paper
from .samples import say


def window(
    here: str, screen: QWidget, environment: Environment = Environment.WORK, since: str = "", strip: bool = True
) -> WindowFrame:
    """Everything around a screen."""
    status = StatusView(
        since,
        3,
        environment,
        say("Район „Средец“ · гише 2", "Sredets district · desk 2"),
        "Ралица Дончева",
        say("пн 23.11.2026 г.  10:42", "Mon 23 Nov 2026  10:42"),
    )
    made = WindowFrame(
        environment, Rail(samples.places(), here), UndoStrip(samples_acts.acts()) if strip else None, StatusLine(status)
    )
    made.show_screen(screen)
    return made


def queue(environment: Environment = Environment.WORK, since: str = "") -> QWidget:
    names = say(
        "Нови,Мои,Чакат гражданина,Чакат плащане,За вписване,Изтичат,Всички открити,Приключени",
        "New,Mine,Await citizen,Await payment,To register,Due soon,All open,Closed",
    ).split(",")
    counts = (14, 6, 9, 4, 2, 5, 24816, None)
    tabs = CountTabs(
        [CountTab(str(at), name, counts[at], "warning" if at == 5 else "") for at, name in enumerate(names)], "6"
    )
    search = SearchEdit(
        say("Търсене в опашката", "Search the queue"),
        say("Номер, име, адрес, последни цифри", "Number, name, address, last digits"),
    )
    head = Header(
        say("Опашка", "Queue"),
        (search, 1),
        KeyButton(say("Следваща преписка", "Next case"), "F2", "primary"),
        note=say("Район „Средец“", "Sredets district"),
    )
    chips = row(
        FilterChip(say("Изтичат до утре", "Due by tomorrow"), on=True, drawing="star"),
        FilterChip(say("Услуга: всички", "Service: all"), opens=True),
        FilterChip(say("Тип заявител: всички", "Applicant: all"), opens=True),
        1,
        OneLine(say("22 от 38 · по срок", "22 of 38 · by term"), "small", "soft"),
        margin=("l", "", "l", ""),
    )
    table = CaseTable()
    table.show_source(samples.SampleRows(24816))
    table.rows.toggle(2)
    table.go_to(1)
    table.show_sort("clock")
    screen = frame(
        column(head, row(tabs, 1, margin=("xs", "", "s", "")), Rule(), Fixed(chips, 46), (table, 1), gap=""),
        surface="panel",
    )
    screen.setFocusProxy(table)
    return window("queue", screen, environment, since, strip=environment is Environment.WORK)


def review() -> QWidget:
    title = Fixed(
        row(
            KeyButton(say("Опашка", "Queue"), "Esc", "quiet", size="small"),
            OneLine("РСЦ26-ГР94-4483", "title", "strong", least=160),
            OneLine(say("настоящ адрес · родител за дете", "current address · parent for a child"), "body", "soft"),
            1,
            ClockLabel(samples.today()),
            KeyButton(say("Предишна", "Previous"), "Shift+F2", size="small"),
            KeyButton(say("Следваща", "Next"), "F2", size="small"),
            gap="m",
            margin=("s", "", "l", ""),
        ),
        52,
    )
    checks = CheckList()
    checks.show_checks(samples_case.checks())
    checks.go_to("c5", focus=False)
    tabs = CountTabs(
        [
            CountTab("c", say("Проверки", "Checks"), 2, "warning"),
            CountTab("t", say("Разговор", "Messages"), 1),
            CountTab("h", say("История", "History")),
        ]
    )
    left = frame(
        column(
            PartyMatrix(samples_case.parties(), roomy=False),
            row(tabs, 1, margin=("xs", "", "l", "")),
            Rule(),
            (checks, 1),
            gap="",
        ),
        surface="panel",
    )
    halves = row((left, 55), Rule(vertical=True), (_document(), 45), gap="")
    bar = DecisionBar(_decisions())
    screen = frame(column(title, Rule(), (halves, 1), Rule(), bar, gap=""), surface="panel")
    screen.setFocusProxy(checks)
    return window("queue", screen, strip=False)


def _document() -> DocumentViewer:
    viewer = DocumentViewer()

    def deliver(wanted: PageWanted) -> None:
        viewer.take_page(wanted, paper(wanted.width, say("ДОГОВОР ЗА НАЕМ", "TENANCY CONTRACT")))

    viewer.page_wanted.connect(deliver)
    scanned = Status(
        "s-info", say("Сканирано копие, без електронен подпис", "Scanned copy, no electronic signature"), "info"
    )
    viewer.show_documents(
        [
            DocumentView(
                "rent",
                say("Договор за наем", "Tenancy contract"),
                4,
                scanned,
                say("качено на 22.11.2026 г.", "uploaded 22 Nov 2026"),
            ),
            DocumentView("consent", say("Съгласие", "Consent"), 1),
            DocumentView("deed", say("Нотариален акт", "Title deed"), 3),
        ]
    )
    viewer.go_to("rent", 1, [PageMark(1, 0.1, 0.3, 0.8, 0.08, say("Проверка 5", "Check 5"))])
    return viewer


def _decisions() -> DecisionView:
    why = say("Първо решете двете проверки", "Settle both checks first")
    return DecisionView(
        Status("s-warn", say("Остават 2 проверки", "2 checks left"), "warning"),
        say("Вписването чака тях; връщането е готово.", "Registering waits for them; returning is ready."),
        (
            Decision("return", "F5", say("Върни с указания", "Return with instructions"), "primary"),
            Decision("fee", "F6", say("Поискай такса", "Ask for the fee"), why_not=why),
            Decision("register", "F8", say("Впиши", "Register"), why_not=why),
            Decision("refuse", "F9", say("Откажи регистрацията", "Refuse registration"), "danger"),
            Decision("pass", "F10", say("Препрати", "Pass on")),
        ),
    )


def scan() -> QWidget:
    cards = row(*((ScanCard(view), 1) for view in samples_acts.scans()), gap="l", margin=("l", "", "l", "l"))
    history = HistoryList(
        [
            HistoryEntry(
                "1",
                "23.11. 10:41",
                "10:41:07",
                "Ралица Дончева",
                say("Приложено съгласие", "Consent attached"),
                Status("s-ok", say("потвърдено", "receipted"), "success"),
            ),
            HistoryEntry(
                "2",
                "23.11. 10:42",
                "",
                say("вие", "you"),
                say("Върнато с указания", "Returned"),
                Status("s-saved", say("записано тук", "saved here"), "offline"),
            ),
        ]
    )
    head = Header(
        say("Сканирай", "Scan"), KeyButton(say("Файл", "File"), "Ctrl+O"), KeyButton(say("Постави", "Paste"), "Ctrl+V")
    )
    return window("scan", frame(column(head, (cards, 3), (history, 1), gap=""), surface="canvas"), strip=False)


def outbox(environment: Environment = Environment.WORK) -> QWidget:
    panel = OutboxPanel()
    panel.list.show_rows(samples_acts.outbox())
    panel.list.setCurrentIndex(panel.list.model().index(1, 0))
    head = Header(say("Изходящи", "Outbox"), KeyButton(say("Изпрати сега", "Send now"), "Ctrl+Enter"))
    screen = frame(column(head, (panel, 1), gap=""), surface="panel")
    screen.setFocusProxy(panel)
    return window("outbox", screen, environment)


def keys() -> QWidget:
    groups = [
        KeyGroup(
            say("Решение", "Decision"),
            (
                ("F5", say("Върни с указания", "Return")),
                ("F8", say("Впиши", "Register")),
                ("Ctrl+Z", say("Върни последното", "Undo the last")),
            ),
        ),
        KeyGroup(
            say("Проверки", "Checks"),
            (("↑ ↓", say("Друга проверка", "Another check")), ("1", say("Да", "Yes")), ("2", say("Не", "No"))),
        ),
        KeyGroup(
            say("Документ", "Document"),
            (("PgUp PgDn", say("Страница", "Page")), ("Ctrl+Tab", say("Друг документ", "Another document"))),
        ),
    ]
    made = queue()
    made.sheet = partial(Overlay, made, KeySheet(say("Преписка", "Case"), groups), 980, 0.12)  # type: ignore[attr-defined]
    return made


def palette() -> QWidget:
    commands = [
        CommandView(
            "r", say("Върни с указания", "Return with instructions"), "return", "F5", say("Преписка 4483", "Case 4483")
        ),
        CommandView(
            "u",
            say("Върни последното действие", "Undo the last act"),
            "undo",
            "Ctrl+Z",
            note=say("тръгва след 6 сек.", "leaves in 6 sec"),
        ),
        CommandView(
            "f",
            say("Поискай такса", "Ask for the fee"),
            "euro",
            "F6",
            why_not=say("Първо решете двете проверки", "Settle both checks first"),
        ),
    ]
    made = queue()
    made.sheet = partial(Overlay, made, CommandPalette(commands), 640)  # type: ignore[attr-defined]
    return made


WINDOWS: dict[str, Callable[[], QWidget]] = {
    "queue": queue,
    "queue-offline": partial(queue, since="10:31"),
    "queue-training": partial(queue, Environment.TRAINING),
    "queue-sandbox": partial(queue, Environment.SANDBOX),
    "review": review,
    "scan": scan,
    "outbox": outbox,
    "keys": keys,
    "palette": palette,
}

"""Invented people and cases for the pictures; no ЕГН here is a valid one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from ui.desktop.widgets.badge import Mark
from ui.desktop.widgets.case_table.rows import CaseRow
from ui.desktop.widgets.clock import LegalClock, Pace
from ui.desktop.widgets.rail import Place
from ui.desktop.widgets.status import Status
from ui.words import formats, language


def say(bg: str, en: str) -> str:
    """A sample in the language of the picture."""
    return en if language() == "en" else bg


def new() -> Status:
    return Status("s-new", say("Ново", "New"), "info")


def review() -> Status:
    return Status("s-eye", say("В преглед", "In review"))


def days(count: int, until: str, share: float) -> LegalClock:
    return LegalClock(
        Pace.RUNNING, formats.work_days(count), say(f"до {until}", f"by {until.partition('.')[0]} Nov"), share
    )


def today() -> LegalClock:
    return LegalClock(Pace.TODAY, say("днес", "today"), say("до 17:00", "by 17:00"))


def stopped() -> LegalClock:
    return LegalClock(Pace.STOPPED, say("спрян", "stopped"), say("до 24.11.", "until 24 Nov"))


def late() -> LegalClock:
    return LegalClock(Pace.OVERDUE, say("просрочено", "overdue"), say("20.11.", "20 Nov"))


def statuses() -> tuple[Status, ...]:
    return (
        new(),
        review(),
        Status("s-return", say("Чака гражданина", "Awaits citizen")),
        Status("s-euro", say("Чака плащане", "Awaits payment")),
        Status("s-euro", say("Платено, за вписване", "Paid, to register"), "success"),
        Status("s-saved", say("Решено, записано тук", "Decided, saved here"), "offline"),
        Status("s-warn", say("Иска вас: конфликт", "Needs you: conflict"), "warning", loud=True),
        Status("s-stop", say("Не е прието", "Not accepted"), "danger", loud=True),
        Status("s-offline", say("Без връзка от 10:31", "Offline since 10:31"), "offline", loud=True),
    )


PEOPLE = (
    ("4461", "Стоян Къосев", "ул. „Хан Крум“ № 26, ет. 1, ап. 2", "К. Вътев", 1),
    ("4483", "Елица Пейчева", "ул. „Любен Каравелов“ № 38, ет. 3, ап. 8", "вие", 1),
    ("4485", "Николай Бояджиев", "бул. „Патриарх Евтимий“ № 64, ет. 5, ап. 14", "", 0),
    ("4486", "Йоана Гърбова", "ул. „Солунска“ № 45, вх. Б, ет. 2, ап. 5", "", 0),
    ("4470", "Десислава Илиева", "ул. „Неофит Рилски“ № 17, ет. 4, ап. 11", "вие", 6),
    ("4472", "Георги Манчев", "ул. „Ангел Кънчев“ № 9, ет. 2, ап. 4", "вие", 4),
    ("4474", "Теодора Ангелова", "ул. „Уилям Гладстон“ № 52, ет. 3, ап. 7", "вие", 5),
    ("4455", "Иван Драганов", "ул. „6-ти септември“ № 21, ет. 1", "Т. Стамова", 1),
    ("4458", "Мария Велкова", "ул. „Граф Игнатиев“ № 31, ет. 2, ап. 5", "", 0),
    ("4460", "Пламен Събев", "ул. „Шишман“ № 24, ет. 6, ап. 19", "К. Вътев", 3),
    ("4462", "Ралица Минева", "ул. „Парчевич“ № 42, ет. 1, ап. 1", "вие", 2),
    ("4465", "Асен Тонев", "бул. „Васил Левски“ № 70, ет. 4, ап. 12", "", 0),
)


def case_row(at: int) -> CaseRow:
    """Any number of rows, made from a few people."""
    number, person, address, who, state = PEOPLE[at % len(PEOPLE)]
    marks = {
        1: (Mark(say("дете", "child"), in_type=True), Mark(say("съобщение", "message"), "info")),
        4: (Mark(say("пълномощник", "proxy"), in_type=True),),
    }
    clocks = (
        late(),
        today(),
        today(),
        today(),
        days(1, "24.11.", 0.14),
        days(2, "25.11.", 0.28),
        days(4, "27.11.", 0.57),
        stopped(),
    )
    permanent = at % 3 == 0
    return CaseRow(
        at,
        "РСЦ26-ГР94-",
        number if at < len(PEOPLE) else f"{3000 + at}",
        "23.11. 09:14",
        person,
        marks.get(at % len(PEOPLE), ()),
        address,
        say("Постоянен", "Permanent") if permanent else say("Настоящ", "Current"),
        say("пост.", "perm.") if permanent else say("наст.", "curr."),
        (say("Собственик", "Owner"), say("Наемател", "Tenant"), say("Родител", "Parent"))[at % 3],
        statuses()[state],
        clocks[at % len(clocks)],
        say("вие", "you") if who == "вие" else who,
        who == "вие",
        at % 7 == 0,
    )


class SampleRows:
    """A source that answers at once."""

    def __init__(self, count: int) -> None:
        self._count = count

    def count(self, deliver: Callable[[int], None]) -> None:
        deliver(self._count)

    def page(
        self, start: int, after_key: Hashable | None, size: int, deliver: Callable[[Sequence[CaseRow]], None]
    ) -> None:
        deliver([case_row(at) for at in range(start, min(self._count, start + size))])


def places() -> tuple[Place, ...]:
    return (
        Place("queue", "queue", say("Опашка", "Queue"), keys="Ctrl+1"),
        Place("intake", "counter", say("На гише", "Counter"), keys="Ctrl+2"),
        Place("hours", "calendar", say("Часове", "Visits")),
        Place("scan", "scan", say("Сканирай", "Scan")),
        Place("outbox", "outbox", say("Изходящи", "Outbox"), 3),
        Place("conflict", "conflict", say("Конфликти", "Conflicts"), 1),
        Place("figures", "chart", say("Справки", "Figures")),
        Place("rollout", "city", say("Райони", "Districts")),
        Place("diagnostics", "pulse", say("Диагностика", "Diagnostics"), keys="F12", at_foot=True),
    )

"""Invented people and cases for the pictures; no ЕГН here is a valid one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from ui.desktop.widgets.answer import Answer
from ui.desktop.widgets.badge import Mark
from ui.desktop.widgets.case_table.rows import CaseRow
from ui.desktop.widgets.check_view import CheckView
from ui.desktop.widgets.clock import LegalClock, Pace
from ui.desktop.widgets.outbox.rows import OutboxRow
from ui.desktop.widgets.party_matrix import PartyView
from ui.desktop.widgets.rail import Place
from ui.desktop.widgets.scan_card import CardAction, ScanView, Worth
from ui.desktop.widgets.status import Status
from ui.desktop.widgets.undo_strip import ActView
from ui.words import formats, language


def say(bg: str, en: str) -> str:
    """A sample in the language of the picture."""
    return en if language() == "en" else bg


def new() -> Status:
    return Status("s-new", say("Ново", "New"), "info")


def review() -> Status:
    return Status("s-eye", say("В преглед", "In review"))


def days(count: int, until: str, share: float) -> LegalClock:
    return LegalClock(Pace.RUNNING, formats.work_days(count), say(f"до {until}", f"by {until}"), share)


def today() -> LegalClock:
    return LegalClock(Pace.TODAY, say("днес", "today"), say("до 17:00", "by 17:00"))


def stopped() -> LegalClock:
    return LegalClock(Pace.STOPPED, say("спрян", "stopped"), say("до 24.11.", "until 24 Nov"))


def late() -> LegalClock:
    return LegalClock(Pace.OVERDUE, say("просрочено", "overdue"), say("20.11.", "20 Nov"))


def statuses() -> tuple[Status, ...]:
    return (
        new(), review(), Status("s-return", say("Чака гражданина", "Awaits citizen")), Status("s-euro", say("Чака плащане", "Awaits payment")),
        Status("s-euro", say("Платено, за вписване", "Paid, to register"), "success"),
        Status("s-saved", say("Решено, записано тук", "Decided, saved here"), "offline"),
        Status("s-warn", say("Иска вас: конфликт", "Needs you: conflict"), "warning", loud=True),
        Status("s-stop", say("Не е прието", "Not accepted"), "danger", loud=True),
        Status("s-offline", say("Без връзка от 10:31", "Offline since 10:31"), "offline", loud=True),
    )  # fmt: skip


PEOPLE = (
    ("4461", "Стоян Къосев", "ул. „Хан Крум“ № 26, ет. 1, ап. 2", "К. Вътев", 1), ("4483", "Елица Пейчева", "ул. „Любен Каравелов“ № 38, ет. 3, ап. 8", "вие", 1),
    ("4485", "Николай Бояджиев", "бул. „Патриарх Евтимий“ № 64, ет. 5, ап. 14", "", 0), ("4486", "Йоана Гърбова", "ул. „Солунска“ № 45, вх. Б, ет. 2, ап. 5", "", 0),
    ("4470", "Десислава Илиева", "ул. „Неофит Рилски“ № 17, ет. 4, ап. 11", "вие", 6), ("4472", "Георги Манчев", "ул. „Ангел Кънчев“ № 9, ет. 2, ап. 4", "вие", 4),
    ("4474", "Теодора Ангелова", "ул. „Уилям Гладстон“ № 52, ет. 3, ап. 7", "вие", 5), ("4455", "Иван Драганов", "ул. „6-ти септември“ № 21, ет. 1", "Т. Стамова", 1),
    ("4458", "Мария Велкова", "ул. „Граф Игнатиев“ № 31, ет. 2, ап. 5", "", 0), ("4460", "Пламен Събев", "ул. „Шишман“ № 24, ет. 6, ап. 19", "К. Вътев", 3),
    ("4462", "Ралица Минева", "ул. „Парчевич“ № 42, ет. 1, ап. 1", "вие", 2), ("4465", "Асен Тонев", "бул. „Васил Левски“ № 70, ет. 4, ап. 12", "", 0),
)  # fmt: skip


def case_row(at: int) -> CaseRow:
    """Any number of rows, made from a few people."""
    number, person, address, who, state = PEOPLE[at % len(PEOPLE)]
    marks = {1: (Mark(say("дете", "child"), in_type=True), Mark(say("съобщение", "message"), "info")), 4: (Mark(say("пълномощник", "proxy"), in_type=True),)}
    clocks = (late(), today(), today(), today(), days(1, "24.11.", 0.14), days(2, "25.11.", 0.28), days(4, "27.11.", 0.57), stopped())
    permanent = at % 3 == 0
    return CaseRow(
        at, "РСЦ26-ГР94-", number if at < len(PEOPLE) else f"{3000 + at}", "23.11. 09:14", person, marks.get(at % len(PEOPLE), ()), address,
        say("Постоянен", "Permanent") if permanent else say("Настоящ", "Current"), say("пост.", "perm.") if permanent else say("наст.", "curr."),
        (say("Собственик", "Owner"), say("Наемател", "Tenant"), say("Родител", "Parent"))[at % 3], statuses()[state],
        clocks[at % len(clocks)], say("вие", "you") if who == "вие" else who, who == "вие", at % 7 == 0,
    )  # fmt: skip


class SampleRows:
    """A source that answers at once."""

    def __init__(self, count: int) -> None:
        self._count = count

    def count(self, deliver: Callable[[int], None]) -> None:
        deliver(self._count)

    def page(self, start: int, after_key: Hashable | None, size: int, deliver: Callable[[Sequence[CaseRow]], None]) -> None:
        deliver([case_row(at) for at in range(start, min(self._count, start + size))])


def good(word: str) -> Status:
    return Status("s-ok", word, "success")


def parties() -> tuple[PartyView, ...]:
    none = Status("s-none", say("не се иска", "not needed"))
    return (
        PartyView("1", "Елица Пейчева", say("заявител, майка", "applicant, mother"), "841203••••", (good(say("еАвт, високо", "eAuth, high")), good(say("КЕП, валиден", "QES, valid")), none, good(say("приложен", "attached")))),
        PartyView("2", "Борис Пейчев", say("дете, 9 г.", "child, 9"), "174119••••", (good(say("по НБД", "by NBD")), Status("s-none", say("под 14 г.", "under 14")), none, none)),
        PartyView("3", "Мартин Пейчев", say("друг родител", "other parent"), "820604••••", (good(say("по НБД", "by NBD")), Status("s-none", say("няма", "none")), Status("s-stop", say("липсва", "missing"), "danger", loud=True), Status("s-none", say("няма", "none")))),
        PartyView("4", "Стоян Къосев", say("собственик", "owner"), "590417••••", (good(say("от КЕП", "from QES")), good(say("КЕП, валиден", "QES, valid")), good(say("чл. 92, ал. 3", "art. 92(3)")), good(say("нот. акт", "title deed")))),
    )  # fmt: skip


def checks() -> tuple[CheckView, ...]:
    settled = (
        (1, say("Самоличност на заявителя", "Identity of the applicant"), say("еАвт, високо ниво; името съвпада с НБД", "eAuth, high level; the name matches NBD"), say("Вход", "Sign-in")),
        (2, say("Родство между заявителя и детето", "Kinship of applicant and child"), say("Справка за родственост: майка", "Kinship register: mother"), say("Справка", "Register")),
        (4, say("Адресът е в НКНПА", "The address is in NKNPA"), say("намерен точно, район „Средец“", "found exactly, Sredets district"), "НКНПА"),
        (6, say("Съгласието е от собственик", "The consent is an owner's"), say("Имотен регистър: ½ идеална част", "Property register: ½ share"), say("Нот. акт, стр. 1", "Title deed, p. 1")),
        (7, say("КЕП е валиден при подписването", "QES valid when signed"), "21.11.2026, 18:42", say("Декларация", "Declaration")),
        (8, say("Брой лица на адреса", "People at the address"), say("с това заявление 4 от 8 допустими", "with this one 4 of 8 allowed"), say("Справка", "Register")),
    )  # fmt: skip
    opened = (
        CheckView("c3", 3, say("Съгласие на другия родител", "Consent of the other parent"), Answer.NO,
                  say("Няма декларация от Мартин Пейчев и няма съдебно решение за родителските права.", "No declaration by Martin Peychev and no court decision on parental rights."),
                  say("чл. 99, ал. 2 и 3 ЗГР", "art. 99(2)–(3) CRA"), say("вие, 10:38", "you, 10:38"), by_machine=False, confirmed=False, needs_person=True,
                  instruction=say("Приложете съгласие на бащата, подписано с КЕП или пред служител, или съдебно решение за родителските права.", "Attach the father's consent, signed with a QES or before a clerk, or a court decision on parental rights.")),
        CheckView("c5", 5, say("Договорът за наем е в сила и е за жилище", "The tenancy contract is in force and for a dwelling"), Answer.UNCLEAR,
                  say("Жилище: да (чл. 4). Срокът изтича след 8 дни, на 01.12.2026 г.; анекс няма.", "Dwelling: yes (art. 4). The term ends in 8 days, on 1 Dec 2026; no annex."),
                  say("чл. 92, ал. 2, т. 2 ЗГР", "art. 92(2)(2) CRA"), say("по датите в договора", "by the contract's dates"), say("Договор за наем, стр. 2", "Tenancy contract, p. 2"), needs_person=True),
    )  # fmt: skip
    return opened + tuple(CheckView(f"c{n}", n, title, Answer.YES, reason, evidence=where) for n, title, reason, where in settled)


def acts() -> tuple[ActView, ...]:
    return (
        ActView("a", "10:42", say("Върнато с указания, 4483", "Returned, 4483"), Status("s-saved", say("тръгва след 4 сек.", "leaves in 4 sec"), "offline"), can_undo=True, rest=0.7),
        ActView("b", "10:41", say("Поискана такса, 4487", "Fee asked, 4487"), Status("s-saved", say("записано тук", "saved here"), "offline")),
        ActView("c", "10:39", say("Вписан адрес, 4472", "Registered, 4472"), Status("s-ok", say("потвърдено – вече не се връща", "receipted – cannot be undone"), "success")),
        ActView("d", "10:36", say("Върнато с указания, 4470", "Returned, 4470"), Status("conflict", say("конфликт", "conflict"), "warning")),
    )  # fmt: skip


def outbox() -> tuple[OutboxRow, ...]:
    return (
        OutboxRow("1", statuses()[7], say("Препратено към район „Лозенец“", "Passed to Lozenets"), "4451", say("Център: адресът е в район „Средец“, не в „Лозенец“. Решението ви стои тук.", "Centre: the address is in Sredets, not in Lozenets. Your decision stays here."), "10:29", "1", say("Поправи и изпрати", "Mend and send")),
        OutboxRow("2", Status("conflict", say("Конфликт", "Conflict"), "warning", loud=True), say("Върнато с указания", "Returned with instructions"), "4470", say("К. Вътев е променил същата преписка в 10:34, докато нямаше линия.", "K. Vatev changed the same case at 10:34 while there was no line."), "10:36", "1", say("Сравни", "Compare")),
        OutboxRow("3", Status("s-send", say("Прието без файла", "Accepted, file missing"), "info"), say("Вписан настоящ адрес", "Current address registered"), "4474", say("Разписка № 118-40279. Удостоверение се издава, щом пристигне и договорът.", "Receipt № 118-40279. The certificate is issued when the contract arrives too."), "10:33", "1"),
        OutboxRow("4", Status("s-send", say("Изпраща се", "Sending"), "info"), say("Договор за наем.pdf", "Tenancy contract.pdf"), "4474", say("1,5 от 2,4 MB · още около 10 сек.", "1.5 of 2.4 MB · about 10 sec left"), "10:33", "1", share=0.62, child=True),
        OutboxRow("5", Status("s-saved", say("Записано тук", "Saved here"), "offline"), say("Върнато с указания", "Returned with instructions"), "4483", say("Тръгва след 6 сек. Дотогава можете да я върнете.", "Leaves in 6 sec. Until then you can take it back."), "10:42", "–", say("Върни", "Undo")),
        OutboxRow("6", Status("s-ok", say("Потвърдено", "Receipted"), "success"), say("Вписан настоящ адрес", "Current address registered"), "4472", say("Разписка на центъра № 118-40277 от 10:40:03.", "Receipt of the centre № 118-40277 of 10:40:03."), "10:39", "1"),
    )  # fmt: skip


def places() -> tuple[Place, ...]:
    return (
        Place("queue", "queue", say("Опашка", "Queue"), keys="Ctrl+1"), Place("intake", "counter", say("На гише", "Counter"), keys="Ctrl+2"), Place("hours", "calendar", say("Часове", "Visits")),
        Place("scan", "scan", say("Сканирай", "Scan")), Place("outbox", "outbox", say("Изходящи", "Outbox"), 3), Place("conflict", "conflict", say("Конфликти", "Conflicts"), 1),
        Place("figures", "chart", say("Справки", "Figures")), Place("rollout", "city", say("Райони", "Districts")), Place("diagnostics", "pulse", say("Диагностика", "Diagnostics"), keys="F12", at_foot=True),
    )  # fmt: skip


def scans() -> tuple[ScanView, ...]:
    proof = ScanView(
        Worth.PROOF, say("Съгласие на собственик, от портала", "Owner's consent, from the portal"),
        say("Стоян Къосев е съгласен Борис Пейчев да се регистрира на ул. „Любен Каравелов“ № 38, ап. 8.", "Stoyan Kyosev agrees that Boris Peychev registers at 38 Lyuben Karavelov St, flat 8."),
        ((say("Подписал", "Signed by"), "Стоян Къосев"), (say("Кога", "When"), "21.11.2026 г., 18:42"), (say("Чий е печатът", "Whose seal"), say("Столична община, ключ 2026-03", "Sofia Municipality, key 2026-03")), (say("Важи до", "Valid until"), "21.12.2026 г.")),
        say("Подхожда ли тук", "Does it fit here"), (good(say("Подписът е верен", "The signature is right")), good(say("За преписка 4483 е", "It is for case 4483")), good(say("Не е ползван досега", "Not used before"))),
        effect_title=say("Ако натиснете Enter", "If you press Enter"), effect=say("Влиза в преписката; проверка 6 става „да“.", "It joins the case; check 6 becomes yes."),
        source=say("Четец, 10:41:07 · проверено тук, без мрежа", "Scanner, 10:41:07 · checked here, offline"),
        actions=(CardAction("attach", say("Приложи към 4483", "Attach to 4483"), "Enter", "primary"), CardAction("close", say("Затвори", "Close"), "Esc", "quiet")),
    )  # fmt: skip
    number = ScanView(
        Worth.NO_PROOF, say("Номер за проследяване от портала", "Tracking number of the portal"),
        say("Това е номерът на преписка 4485. Показва за коя преписка идва човекът, но не и кой е той.", "This is the number of case 4485. It says for which case a person comes, not who they are."),
        ((say("Преписка", "Case"), "РСЦ26-ГР94-4485"), (say("Състояние", "State"), say("ново, свободна", "new, free"))), say("Преди да говорите по преписката", "Before you talk about the case"),
        (Status("s-ask", say("Вижте документ за самоличност", "See an identity document"), "warning"),), source=say("Четец, 10:39:52", "Scanner, 10:39:52"),
        actions=(CardAction("open", say("Отвори 4485", "Open 4485"), "Enter", "primary"), CardAction("close", say("Затвори", "Close"), "Esc", "quiet")),
    )  # fmt: skip
    refused = ScanView(
        Worth.REFUSED, say("Представя се за съгласие на собственик", "Claims to be an owner's consent"),
        say("Подписът не съвпада със съдържанието: кодът е повреден или подправен.", "The signature does not match the content: the code is damaged or forged."),
        ((say("Твърди, че е от", "Claims to be from"), say("Столична община, ключ 2026-03", "Sofia Municipality, key 2026-03")), (say("Преписка", "Case"), say("нищо не е променено", "nothing was changed"))),
        say("Какво да направите", "What to do"), steps=(say("Сканирайте от екрана на телефона, не от снимка или разпечатка.", "Scan from the telephone's screen, not from a picture or a print."), say("Помолете гражданина да отвори нов код.", "Ask the citizen to open a new code.")),
        source=say("Камера, 10:37:15", "Camera, 10:37:15"),
        actions=(CardAction("again", say("Сканирай пак", "Scan again"), "Enter"), CardAction("report", say("Съобщи за кода", "Report the code"), "F7", "danger")),
    )  # fmt: skip
    return proof, number, refused

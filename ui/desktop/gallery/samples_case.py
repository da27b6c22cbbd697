"""An invented case: its people and its checks."""

from __future__ import annotations

from ui.desktop.widgets.answer import Answer
from ui.desktop.widgets.check_view import CheckView
from ui.desktop.widgets.party_matrix import PartyView
from ui.desktop.widgets.status import Status

from .samples import say


def good(word: str) -> Status:
    return Status("s-ok", word, "success")


def parties() -> tuple[PartyView, ...]:
    none = Status("s-none", say("не се иска", "not needed"))
    return (
        PartyView(
            "1",
            "Елица Пейчева",
            say("заявител, майка", "applicant, mother"),
            "841203••••",
            (
                good(say("еАвт, високо", "eAuth, high")),
                good(say("КЕП, валиден", "QES, valid")),
                none,
                good(say("приложен", "attached")),
            ),
        ),
        PartyView(
            "2",
            "Борис Пейчев",
            say("дете, 9 г.", "child, 9"),
            "174119••••",
            (good(say("по НБД", "by NBD")), Status("s-none", say("под 14 г.", "under 14")), none, none),
        ),
        PartyView(
            "3",
            "Мартин Пейчев",
            say("друг родител", "other parent"),
            "820604••••",
            (
                good(say("по НБД", "by NBD")),
                Status("s-none", say("няма", "none")),
                Status("s-stop", say("липсва", "missing"), "danger", loud=True),
                Status("s-none", say("няма", "none")),
            ),
        ),
        PartyView(
            "4",
            "Стоян Къосев",
            say("собственик", "owner"),
            "590417••••",
            (
                good(say("от КЕП", "from QES")),
                good(say("КЕП, валиден", "QES, valid")),
                good(say("чл. 92, ал. 3", "art. 92(3)")),
                good(say("нот. акт", "title deed")),
            ),
        ),
    )


def checks() -> tuple[CheckView, ...]:
    settled = (
        (
            1,
            say("Самоличност на заявителя", "Identity of the applicant"),
            say("еАвт, високо ниво; името съвпада с НБД", "eAuth, high level; the name matches NBD"),
            say("Вход", "Sign-in"),
        ),
        (
            2,
            say("Родство между заявителя и детето", "Kinship of applicant and child"),
            say("Справка за родственост: майка", "Kinship register: mother"),
            say("Справка", "Register"),
        ),
        (
            4,
            say("Адресът е в НКНПА", "The address is in NKNPA"),
            say("намерен точно, район „Средец“", "found exactly, Sredets district"),
            "НКНПА",
        ),
        (
            6,
            say("Съгласието е от собственик", "The consent is an owner's"),
            say("Имотен регистър: ½ идеална част", "Property register: ½ share"),
            say("Нот. акт, стр. 1", "Title deed, p. 1"),
        ),
        (
            7,
            say("КЕП е валиден при подписването", "QES valid when signed"),
            "21.11.2026, 18:42",
            say("Декларация", "Declaration"),
        ),
        (
            8,
            say("Брой лица на адреса", "People at the address"),
            say("с това заявление 4 от 8 допустими", "with this one 4 of 8 allowed"),
            say("Справка", "Register"),
        ),
    )
    opened = (
        CheckView(
            "c3",
            3,
            say("Съгласие на другия родител", "Consent of the other parent"),
            Answer.NO,
            say(
                "Няма декларация от Мартин Пейчев и няма съдебно решение за родителските права.",
                "No declaration by Martin Peychev and no court decision on parental rights.",
            ),
            say("чл. 99, ал. 2 и 3 ЗГР", "art. 99(2)–(3) CRA"),
            say("вие, 10:38", "you, 10:38"),
            by_machine=False,
            confirmed=False,
            needs_person=True,
            instruction=say(
                "Приложете съгласие на бащата, подписано с КЕП или пред служител, или решение на съда.",
                "Attach the father's consent, signed with a QES or before a clerk, or a court decision.",
            ),
        ),
        CheckView(
            "c5",
            5,
            say("Договорът за наем е в сила и е за жилище", "The tenancy contract is in force and for a dwelling"),
            Answer.UNCLEAR,
            say(
                "Жилище: да (чл. 4). Срокът изтича след 8 дни, на 01.12.2026 г.; анекс няма.",
                "Dwelling: yes (art. 4). The term ends in 8 days, on 1 Dec 2026; no annex.",
            ),
            say("чл. 92, ал. 2, т. 2 ЗГР", "art. 92(2)(2) CRA"),
            say("по датите в договора", "by the contract's dates"),
            say("Договор за наем, стр. 2", "Tenancy contract, p. 2"),
            needs_person=True,
        ),
    )
    return opened + tuple(
        CheckView(f"c{n}", n, title, Answer.YES, reason, evidence=where) for n, title, reason, where in settled
    )

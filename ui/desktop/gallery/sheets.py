"""The pages of the gallery: a function a page, each gives the widget to be grabbed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.desktop.widgets.account_list import AccountList, AccountView
from ui.desktop.widgets.answer import Answer, AnswerBox
from ui.desktop.widgets.badge import Badge
from ui.desktop.widgets.banner import Banner, BannerView
from ui.desktop.widgets.button import KeyButton
from ui.desktop.widgets.clock import ClockLabel
from ui.desktop.widgets.edits import Choice, FilterChip, SecretEdit
from ui.desktop.widgets.empty import EmptyState, EmptyView
from ui.desktop.widgets.field import Field
from ui.desktop.widgets.focus import FocusRing
from ui.desktop.widgets.gates import Gate, Gates
from ui.desktop.widgets.keys import KeyCap
from ui.desktop.widgets.layout import Rule, card, column, frame, grid, row, scroll
from ui.desktop.widgets.pavers import Pavers
from ui.desktop.widgets.progress import Progress, ProgressView
from ui.desktop.widgets.status import StatusChip
from ui.desktop.widgets.steps import Step, StepList
from ui.desktop.widgets.text import Text
from ui.desktop.widgets.tick import Tick

from . import samples
from .samples import say

MEANINGS = ("success", "info", "warning", "danger", "offline", "training", "sandbox")


def parts() -> QWidget:
    """The small parts side by side."""
    left = column(_states(), _clocks(), _badges(), _answers(), _gates(), 1, gap="m")
    right = column(_buttons(), _fields(), _long(), _nothing(), 1, gap="m")
    inside = frame(
        column(row((left, 1), (right, 1), gap="m"), _banners(), 1, gap="m", margin=("l", "m", "l", "m")),
        surface="canvas",
    )
    return _with_ring(frame(column(scroll(inside), gap=""), surface="canvas"))


def _with_ring(window: QWidget) -> QWidget:
    FocusRing(window)
    return window


def _titled(title: str, content: object) -> QWidget:
    return card(Text(title, "small_strong", "soft"), content)  # type: ignore[arg-type]


def _states() -> QWidget:
    chips = [StatusChip(status) for status in samples.statuses()]
    lines = [row(*chips[at : at + 3], 1, gap="l") for at in (0, 3)]
    return _titled(say("Състояния", "States"), column(*lines, row(*chips[6:], 1)))


def _clocks() -> QWidget:
    first = row(ClockLabel(samples.days(6, "01.12.", 0.86)), ClockLabel(samples.days(1, "24.11.", 0.2)), 1, gap="l")
    second = row(ClockLabel(samples.today()), ClockLabel(samples.late()), ClockLabel(samples.stopped()), 1, gap="l")
    return _titled(say("Законов срок", "Legal term"), column(first, second))


def _badges() -> QWidget:
    unsure = say("текстът се уточнява", "wording to be confirmed")
    badges = (
        Badge(say("дете", "child")),
        Badge(say("съобщение", "message"), "info"),
        Badge(unsure, "warning"),
        KeyCap("F8"),
        KeyCap("Ctrl+K"),
    )
    chips = (
        FilterChip(say("Изтичат до утре", "Due by tomorrow"), on=True, drawing="star"),
        FilterChip(say("Услуга: всички", "Service: all"), opens=True),
    )
    return _titled(
        say("Белези, клавиши, филтри", "Badges, keys, filters"),
        column(row(*badges, 1), row(*chips, Tick(say("Отпечатах ги", "I have printed them"), True), 1)),
    )


def _answers() -> QWidget:
    boxes = [AnswerBox("?", answer) for answer in (Answer.YES, None, Answer.NO, Answer.UNCLEAR)]
    return _titled(
        say("Отговор на проверка", "Answer to a check"),
        column(row(*boxes[:2], 1, gap="xl"), row(*boxes[2:], 1, gap="xl")),
    )


def _gates() -> QWidget:
    gates = Gates([("1", Gate.DONE), ("2", Gate.DONE), ("3", Gate.HALF), ("4", Gate.TODO), ("5", Gate.BLOCKED)])
    steps = StepList(
        [
            Step("a", say("Заявител", "Applicant"), "Елица Пейчева", "done"),
            Step("b", say("Адрес", "Address"), say("кой и откога", "which and since when"), "now"),
            Step("c", say("Документи", "Documents"), say("от скенера", "from the scanner")),
        ]
    )
    return _titled(say("Готовност и стъпки", "Readiness and steps"), column(row(gates, 1), steps))


def _buttons() -> QWidget:
    first = KeyButton(say("Впиши", "Register"), "F8", "primary")
    closed = KeyButton(say("Поискай такса", "Ask for the fee"), "F6")
    closed.close_way(say("Първо решете двете проверки", "Settle both checks first"))
    line = row(
        first,
        KeyButton(say("Върни с указания", "Return"), "F5"),
        KeyButton(say("Откажи", "Refuse"), "F9", "danger"),
        KeyButton(say("Затвори", "Close"), "Esc", "quiet"),
        1,
    )
    more = row(
        closed,
        KeyButton(say("Малък", "Small"), size="small"),
        KeyButton(say("С икона", "With icon"), icon="printer", size="small"),
        1,
    )
    return _titled(say("Бутони", "Buttons"), column(line, more))


def _fields() -> QWidget:
    wrong = Field(say("Договорът е до", "The contract ends"), QLineEdit("31.02.2026"))
    wrong.show_error(
        say("Няма такава дата. Напишете я като 28.02.2027.", "There is no such day. Write it as 28.02.2027.")
    )
    hinted = Field(say("Кадастрален номер", "Cadastral number"), QLineEdit(), say("Не е задължителен.", "Optional."))
    hinted.edit.setPlaceholderText(say("например 68134.100.57", "such as 68134.100.57"))
    secret = SecretEdit()
    secret.setText("dvanadeset")
    choice = Choice()
    choice.addItems(["Район „Средец“, гише 2", "Район „Изгрев“"])
    lower = row((Field(say("Парола", "Password"), secret), 1), (Field(say("Служба", "Office"), choice), 1), gap="m")
    return _titled(say("Полета", "Fields"), column(row((wrong, 1), (hinted, 1), gap="m"), lower))


def _long() -> QWidget:
    view = ProgressView(
        say("Внасяне на адреси", "Importing addresses"),
        0.61,
        say("15 120 от 24 816 реда", "15,120 of 24,816 lines"),
        say("още около 40 сек.", "about 40 sec left"),
    )
    return _titled(say("Дълга работа", "Long work"), Progress(view))


def _nothing() -> QWidget:
    view = EmptyView(
        "s-ok",
        say("Няма нищо за вас", "Nothing for you"),
        say(
            "Всички нови преписки са поети. Следващата идва сама.",
            "All new cases are taken. The next one comes by itself.",
        ),
    )
    return _titled(
        say("Празно място", "Empty place"),
        EmptyState(view, KeyButton(say("Покажи приключените", "Show closed ones"), size="small")),
    )


def _banners() -> QWidget:
    lines = grid("s", "s")
    for at, meaning in enumerate(MEANINGS):
        view = BannerView(
            meaning,
            say("Какво е вярно сега.", "What is true now."),
            say("Какво значи за вас и какво да направите.", "What it means for you and what to do."),
        )
        lines.addWidget(Banner(view), at // 3, at % 3)
        lines.setColumnStretch(at % 3, 1)
    return frame(lines)


def sign_in() -> QWidget:
    """The first page, with the ready accounts of the sandbox."""
    titles = column(
        Text(say("Адресна регистрация", "Address registration"), "display", "chrome_strong"),
        Text(say("Столична община", "Sofia Municipality"), "heading", "chrome"),
        1,
        gap="xs",
        margin="xxl",
    )
    password, code = SecretEdit(), QLineEdit()
    accounts = AccountList(
        [
            AccountView(
                "sredets", "Ралица Дончева", say("служител, „Средец“", "clerk, Sredets"), "sredets-2026", "482913", 0.6
            ),
            AccountView(
                "nachalnik",
                "Пламен Събев",
                say("началник-отдел", "head of department"),
                "nachalnik-2026",
                "104772",
                0.6,
            ),
        ]
    )
    form = column(
        1,
        Text(say("Вход", "Sign in"), "display", "strong"),
        Banner(
            BannerView(
                "success",
                say("Има връзка с централната услуга", "The central service answers"),
                say(
                    "Ако линията падне, на този компютър може да се влиза до 25.11.2026 г., 18:00.",
                    "If the line drops, you can sign in on this computer until 25 Nov 2026, 18:00.",
                ),
            )
        ),
        Field(say("Потребител", "Account"), QLineEdit("r.doncheva")),
        Field(say("Парола", "Password"), password),
        Field(
            say("Код от приложението", "Code of the app"),
            code,
            say(
                "Шестте цифри от телефона. Може и да се постави.",
                "The six figures on the telephone. Pasting works too.",
            ),
        ),
        row(KeyButton(say("Вход", "Sign in"), "Enter", "primary"), 1, margin=("", "s", "", "")),
        accounts,
        1,
        Rule(),
        gap="m",
        margin="xl",
    )
    window = frame(row((Pavers(titles), 40), 1, (frame(form, surface="panel"), 35), 1, gap=""), surface="panel")
    window.setFocusProxy(code)
    return _with_ring(window)


SHEETS: dict[str, Callable[[], QWidget]] = {"parts": parts, "sign-in": sign_in}

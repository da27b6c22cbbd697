"""The sign-in screen. The fields take keys before anything behind them is ready; what is typed is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLineEdit

from operator_app.domain.errors import Told
from ui.backstage import CODE_MISSING, ReadyAccount, Stage, Standing
from ui.desktop.widgets.banner import Banner
from ui.desktop.widgets.button import KeyButton
from ui.desktop.widgets.edits import SecretEdit
from ui.desktop.widgets.field import Field
from ui.desktop.widgets.focus import FocusRing
from ui.desktop.widgets.layout import Box, Rule, column, frame, row, scroll
from ui.desktop.widgets.text import Text
from ui.words import _, language

from . import words
from .accounts import ReadyAccounts
from .pavers import Pavers

PANEL = 480  # px at 100 %


@dataclass(frozen=True)
class Typed:
    """What stands in the fields. Kept in memory alone, while another screen stands in the way of the sign-in."""

    account: str = ""
    password: str = field(default="", repr=False)
    code: str = field(default="", repr=False)


class SignInScreen(QFrame):
    """Emits `wanted(account, password, code)`; whoever owns it tells the outcome by `refused`, `standing` or by
    leaving it.
    """

    wanted = Signal(str, str, str)
    passphrase_wanted = Signal()
    language_wanted = Signal(str)

    def __init__(self, ready: Callable[[], bool]) -> None:
        """`ready`: is there already something behind that can judge a sign-in? Until then Enter waits, and says so."""
        super().__init__()
        self.setProperty("surface", "panel")
        self.setAccessibleName(_("Вход"))
        self._ready, self._waiting = ready, False
        self._standing: Standing | None = None
        self._build()
        self.show_standing(None)

    def _build(self) -> None:
        self.pavers = Pavers()
        self.banner = Banner(words.connection(None))
        self.account = Field(_("Потребител"), _line())
        self.password = Field(_("Парола"), SecretEdit())
        self.code = Field(_("Код от приложението"), _line(), _("Шестте цифри от телефона. Може и да се постави."))
        self.accounts = ReadyAccounts()
        self.button = KeyButton(_("Вход"), "Enter", "primary")
        self.phrase = KeyButton(_("Паролна фраза"), "F8", "quiet")
        other = "English" if language() == "bg" else "Български"
        self.other = KeyButton(other, "F9", "quiet", size="small")
        self.note = Text("", "small", "soft", wrap=True)
        form = column(
            1, Text(_("Вход"), "display", "strong"), self.banner, self.account, self.password, self.code,
            row(self.button, self.phrase, 1, gap="m"), self.note, self.accounts, 1,
            gap="m", margin=("xl", "s", "xl", "s"),
        )  # fmt: skip
        foot = column(Rule(), row(self.other, 1), gap="xs", margin=("xl", "", "xl", "s"))
        half = column((scroll(_middle(form)), 1), _middle(foot), gap="")
        self.setLayout(row((self.pavers, 4), (frame(half, surface="panel"), 6), gap=""))
        self.note.hide()
        self.ring = FocusRing(self)
        self.button.clicked.connect(self._enter)
        self.phrase.clicked.connect(self.passphrase_wanted)
        self.other.clicked.connect(lambda: self.language_wanted.emit("en" if language() == "bg" else "bg"))
        self.accounts.chosen.connect(self._take)
        for edit in (self._account, self._password, self._code):
            edit.returnPressed.connect(self._enter)
        for button in (self.phrase, self.other):
            button.bind(self)
        self.setFocusProxy(self._account)

    @property
    def _account(self) -> QLineEdit:
        return self.account.edit  # type: ignore[return-value]

    @property
    def _password(self) -> QLineEdit:
        return self.password.edit  # type: ignore[return-value]

    @property
    def _code(self) -> QLineEdit:
        return self.code.edit  # type: ignore[return-value]

    def start(self, typed: Typed = Typed()) -> None:
        """Put the focus where typing begins; `typed` was there before, or is remembered from the last time."""
        edits = (self._account, self._password, self._code)
        for edit, text in zip(edits, (typed.account, typed.password, typed.code), strict=True):
            if text:
                edit.setText(text)
        empty = next((edit for edit in edits if not edit.text()), self._password)
        empty.setFocus(Qt.FocusReason.OtherFocusReason)

    def typed(self) -> Typed:
        return Typed(self._account.text(), self._password.text(), self._code.text())

    def show_standing(self, standing: Standing | None) -> None:
        """The line came or went, the vault opened: say so; a sign-in that waited for it goes on."""
        self._standing = standing
        self.banner.show_view(words.banner(standing))
        self.code.setVisible(words.asks_code(standing))
        self.button.say(words.enter_word(standing))
        self.phrase.setVisible(standing is not None and standing.stage is Stage.CLOSED)
        if standing is not None and self._waiting:
            self._waiting = False
            QTimer.singleShot(0, self, self._enter)

    def show_accounts(self, accounts: tuple[ReadyAccount, ...]) -> None:
        self.accounts.show_accounts(accounts)

    def show_note(self, sentence: str) -> None:
        """What holds on this computer and must be said aloud, such as a missing keyring."""
        self.note.setText(sentence)
        self.note.setVisible(bool(sentence))

    def refused(self, error: Told) -> None:
        """One sentence under the field that is to be mended; what was typed stays, but for a wrong password or code."""
        self._busy(False)
        if error.code == CODE_MISSING:
            self.show_note(words.told(error.code, error.params))  # nothing is wrong yet: the vault has just opened
            self._code.setFocus()
            return
        if self._standing is not None and error.code == self._standing.code:
            self._password.setFocus()  # the banner says it, and the button what Enter does now
            return
        name = words.field_of(error.code)
        sentence = words.told(error.code, error.params)
        place = {"account": self.account, "password": self.password, "code": self.code}.get(name)
        if place is None:
            self.note.set_tone("danger")
            self.show_note(sentence)
            self._password.setFocus()
            return
        place.show_error(sentence)
        edit: QLineEdit = place.edit  # type: ignore[assignment]
        if name != "account":
            edit.clear()
        edit.setFocus()

    def done(self) -> None:
        """Signed in: nothing secret stays in the fields."""
        self._busy(False)
        self._password.clear()
        self._code.clear()

    def _take(self, account: ReadyAccount) -> None:
        self._account.setText(account.account)
        self._password.setText(account.password)
        self._code.setText(account.code)
        self._enter()

    def _enter(self) -> None:
        """Enter in a field goes on to the next empty one, and signs in from the last."""
        if not self.button.isEnabled():
            return  # one is under way; a second Enter would spend a try and the code
        for place in (self.account, self.password, self.code):
            place.clear_error()
        self.note.set_tone("soft")
        edits = [self._account, self._password] + ([self._code] if not self.code.isHidden() else [])
        empty = next((edit for edit in edits if not edit.text().strip()), None)
        if empty is not None:
            empty.setFocus()
            return
        if not self._ready():
            self._waiting = True
            self.show_note(_("Влизам веднага щом центърът отговори."))
            return
        self._busy(True)
        code = self._code.text().replace(" ", "") if not self.code.isHidden() else ""
        self.wanted.emit(self._account.text().strip(), self._password.text(), code)

    def _busy(self, busy: bool) -> None:
        self.button.setEnabled(not busy)
        if busy:
            self.show_note(_("Влизам…"))
        elif self.note.text() == _("Влизам…"):
            self.show_note("")


def _middle(parts: Box) -> QFrame:
    panel = frame(parts, surface="panel")
    panel.setFixedWidth(PANEL + 48)
    return frame(row(1, panel, 1, gap=""), surface="panel")


def _line() -> QLineEdit:
    made = QLineEdit()
    made.setMaxLength(256)
    return made

"""The sandbox's ready accounts: one key signs a newcomer in. Shown nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from ui.backstage import ReadyAccount
from ui.desktop.widgets.button import KeyButton
from ui.desktop.widgets.layout import column, frame, row
from ui.desktop.widgets.text import OneLine, Text
from ui.words import _

MOST = 4


def role_word(role: str) -> str:
    """The role in the reader's language; an unknown one as it is."""
    return {
        "clerk": _("служител"),
        "senior": _("старши служител"),
        "administrator": _("администратор"),
        "trainer": _("обучител"),
        "support": _("поддръжка"),
    }.get(role, role)


class ReadyAccounts(QFrame):
    """F1 is the keys everywhere, so the accounts are on F2, F3, F4 and F5."""

    chosen = Signal(object)
    """A `ReadyAccount`, with its code of this moment."""

    def __init__(self) -> None:
        super().__init__()
        self._accounts: tuple[ReadyAccount, ...] = ()
        self._lines = column(gap="xs")
        head = Text(_("Готови потребители на пробната среда"), "small_strong", "accent")
        self.setLayout(column(head, self._lines, gap="xs"))
        self._buttons: list[KeyButton] = []
        self._codes: list[Text] = []
        self.hide()

    def show_accounts(self, accounts: Sequence[ReadyAccount]) -> None:
        """Codes change every half minute; buttons and focus stay as long as the accounts do."""
        same = [a.account for a in accounts[:MOST]] == [a.account for a in self._accounts]
        self._accounts = tuple(accounts[:MOST])
        if not same:
            self._rebuild()
        for text, account in zip(self._codes, self._accounts, strict=True):
            text.setText(_("код {code}").format(code=account.code))
        self.setVisible(bool(self._accounts))

    def _rebuild(self) -> None:
        while self._lines.count():
            item = self._lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        self._buttons, self._codes = [], []
        for place, account in enumerate(self._accounts):
            button = KeyButton(account.name, f"F{place + 2}", size="small")
            button.clicked.connect(lambda _checked=False, at=place: self.chosen.emit(self._accounts[at]))
            button.bind(self.window())
            code = Text("", "small", "soft")
            role = OneLine(role_word(account.role), "small", "soft")
            self._buttons.append(button)
            self._codes.append(code)
            self._lines.addWidget(frame(row(button, role, 1, code, gap="s")))

"""The ready accounts of the sandbox: who they are, their password and the code that is good now. A press fills the
form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy

from ui.words import _

from .dressed import Dressed
from .layout import column
from .progress import draw_bar
from .runs import Run, draw_runs


@dataclass(frozen=True, slots=True)
class AccountView:
    """`code`: the six figures that are good now; `share`: how much of their half minute is left."""

    key: str
    name: str
    role: str
    password: str
    code: str
    share: float = 1.0


class AccountList(QFrame):
    """One line an account, in the order given; ↑ ↓ go from one to another."""

    picked = Signal(str)

    def __init__(self, accounts: Sequence[AccountView] = ()) -> None:
        super().__init__()
        self.setAccessibleName(_("Готови потребители"))
        self._buttons: dict[str, _Account] = {}
        self._lines = column(gap="xs")
        self.setLayout(self._lines)
        self.show_accounts(accounts)

    def show_accounts(self, accounts: Sequence[AccountView]) -> None:
        """Show new codes, as often as they change; lines stay as long as the accounts do."""
        if list(self._buttons) != [account.key for account in accounts]:
            for old in self._buttons.values():
                self._lines.removeWidget(old)
                old.deleteLater()
            self._buttons = {account.key: _Account(account) for account in accounts}
            for key, button in self._buttons.items():
                button.clicked.connect(lambda _checked=False, key=key: self.picked.emit(key))
                self._lines.addWidget(button)
        for account in accounts:
            self._buttons[account.key].show_account(account)


class _Account(Dressed, QPushButton):
    def __init__(self, account: AccountView) -> None:
        super().__init__()
        self._account = account
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.dress()

    def prepare(self) -> None:
        self.setFixedHeight(self.look.grown(48))

    def show_account(self, account: AccountView) -> None:
        self._account = account
        said = _("{name}, {role}: парола {password}, код {code}")
        self.setAccessibleName(
            said.format(name=account.name, role=account.role, password=account.password, code=account.code)
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.look.grown(300), self.look.grown(48))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextChild() if event.key() == Qt.Key.Key_Down else self.focusPreviousChild()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look, account, painter = self.look, self._account, QPainter(self)
        pad, half = look.px("space.m"), self.height() / 2
        code = f"{account.code[:3]} {account.code[3:]}"
        width = look.width(code, "heading") + 2
        right = QRectF(self.width() - pad - width, 0, width, self.height())
        draw_runs(painter, right.adjusted(0, 0, 0, -8), (Run(code, "heading", "text.strong"),), look)
        draw_bar(
            painter, QRectF(right.left(), self.height() - look.grown(11), width, look.grown(4)), account.share, look
        )
        text = QRectF(pad, 3, right.left() - 2 * pad, half - 3)
        draw_runs(
            painter,
            text,
            (Run(account.key, "strong", "text.strong"), Run(f"   {account.name}", "body", "text.body")),
            look,
        )
        below = (
            Run(f"{account.role} · {_('парола')} ", "small", "text.soft"),
            Run(account.password, "small_strong", "text.strong"),
        )
        draw_runs(painter, text.translated(0, half - 5), below, look)

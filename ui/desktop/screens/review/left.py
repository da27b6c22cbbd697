"""The left half: addresses, people, then checks or history; a card of a decision stands in their place while it is
open.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from operator_app.services.views import CaseView
from ui.desktop.widgets.check_list import CheckList
from ui.desktop.widgets.history_list import HistoryList
from ui.desktop.widgets.keys import KeyCap
from ui.desktop.widgets.layout import Rule, column, frame, row
from ui.desktop.widgets.party_matrix import PartyMatrix
from ui.desktop.widgets.tabs import CountTab, CountTabs
from ui.desktop.widgets.text import Text
from ui.words import _

from . import checks, history, matrix
from .card import DecisionCard
from .head import Addresses

CHECKS, HISTORY = "checks", "history"


class Left(QFrame):
    """What is known of the case. It shows and tells; the screen acts."""

    card_closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self.addresses = Addresses()
        self.parties = PartyMatrix()
        self.tabs = CountTabs(name=_("Проверки и история"))
        self.tabs.picked.connect(self.go_to)
        self.checks, self.history = CheckList(), HistoryList()
        self.card: DecisionCard | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.checks)
        self._stack.addWidget(self.history)
        self._legend = frame(row(*_legend(), gap="xs"))
        line = row(self.tabs, 1, self._legend, margin=("xs", "", "l", ""), gap="xs")
        self.setLayout(column(self.addresses, Rule(), self.parties, line, Rule(), (self._stack, 1), gap=""))

    def show_case(
        self, view: CaseView, today: date, drafts: Mapping[str, str], shown: Mapping[str, str], me: str
    ) -> None:
        made = checks.views(view, today, drafts, me)
        self.addresses.show_case(view)
        self.parties.show_parties(matrix.views(view.matrix, view.service, today, shown))
        self.checks.show_checks(made)
        self.history.show_entries(history.entries(view.history, today, me))
        count = sum(check.needs_person for check in made)
        self.tabs.show_tabs(
            [CountTab(CHECKS, _("Проверки"), count or None, "warning"), CountTab(HISTORY, _("История"))]
        )

    def clear(self) -> None:
        """Another case: nothing of this one is left behind."""
        self.close_card()
        self.checks.clear()
        self.history.show_entries(())
        self.go_to(CHECKS, focus=False)

    # Checks or history

    def go_to(self, part: str, *, focus: bool = True) -> None:
        self.close_card()
        self.tabs.show_tabs(self.tabs.shown, part)
        self._stack.setCurrentWidget(self.history if part == HISTORY else self.checks)
        self._legend.setVisible(part == CHECKS)
        if focus:
            self.take_focus()

    def turn(self) -> None:
        """The other of the two, with the focus in it."""
        self.go_to(CHECKS if self.tabs.current == HISTORY else HISTORY)

    def take_focus(self) -> None:
        if self.card is not None:
            self.card.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.tabs.current == HISTORY:
            self.history.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.checks.go_to(self.checks.current)

    @property
    def shows_checks(self) -> bool:
        return self.card is None and self.tabs.current != HISTORY

    # The card of a decision

    def open_card(self, card: DecisionCard) -> None:
        self.close_card()
        self.card = card
        self._stack.addWidget(card)
        self._stack.setCurrentWidget(card)
        self._legend.hide()
        card.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_card(self) -> None:
        """What was written in it is kept as a draft by the screen."""
        card, self.card = self.card, None
        if card is None:
            return
        self._stack.setCurrentWidget(self.history if self.tabs.current == HISTORY else self.checks)
        self._legend.setVisible(self.shows_checks)
        self._stack.removeWidget(card)
        card.hide()
        card.deleteLater()
        self.card_closed.emit()

    # People

    @property
    def party(self) -> str:
        """The role of the person under the cursor; the first one before anybody was chosen."""
        at = max(0, self.parties.currentIndex().row())
        roles = self.parties.keys()
        return roles[at] if at < len(roles) else ""

    def go_to_party(self, role: str) -> None:
        roles: Sequence[str] = self.parties.keys()
        if role in roles:
            self.parties.setCurrentIndex(self.parties.model().index(roles.index(role), 0))
            self.parties.setFocus(Qt.FocusReason.OtherFocusReason)


def _legend() -> list[QWidget]:
    """Which digit gives which answer to the current check."""
    pairs = (("1", _("да")), ("2", _("не")), ("3", _("неясно")))
    return [part for key, word in pairs for part in (KeyCap(key), Text(f"{word}  ", "small", "soft"))]

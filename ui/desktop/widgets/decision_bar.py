"""The bar where a case is decided: what stands in the way, in words, then the keys."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from ui.words import _

from .button import KeyButton
from .dressed import Dressed
from .flow import Flow
from .layout import column, frame, row
from .speech import announce
from .status import Status, StatusChip
from .text import Text

LEAST_WORDS = 150
"""The sentence wraps down to this width before the buttons give way, px at 100 %."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One way to end the work. A way that is closed stays visible and says why in `why_not`. `kind`: "", primary or
    danger.
    """

    key: str
    keys: str
    word: str
    kind: str = ""
    why_not: str = ""


@dataclass(frozen=True)
class DecisionView:
    """`state`: what is in the way, loudly; `sentence`: what that means. At most one decision is primary."""

    state: Status
    sentence: str
    decisions: tuple[Decision, ...]


class DecisionBar(Dressed, QFrame):
    """At the bottom edge of a case. Where words and buttons do not fit beside one another, the words stand above."""

    decided = Signal(str)
    """The key of the decision that was pressed; the screen turns it into an act."""
    refused = Signal(str)
    """The key of a closed way was pressed; why it is closed. It is spoken too."""

    def __init__(self, view: DecisionView, scope: QWidget | None = None) -> None:
        """`scope`: the screen whose keys fire the buttons; without one only presses do."""
        super().__init__()
        self._scope = scope
        self._keys: tuple[tuple[str, str], ...] = ()
        self._buttons: dict[str, KeyButton] = {}
        self._fit = "large"
        self._shortcuts: list[QShortcut] = []
        self.setProperty("surface", "raised")
        self.setAccessibleName(_("Решение"))
        self._state, self._sentence = StatusChip(view.state, "strong"), Text(role="small", tone="soft", wrap=True)
        self._words = frame(column(self._state, self._sentence, gap=""))
        self._flow = Flow(right=True)
        self._places = frame(self._flow)
        self._line = row((self._words, 1), self._places, gap="m", margin=("l", "s", "l", "s"))
        self.setLayout(self._line)
        self.dress()
        self.show_view(view)

    def show_view(self, view: DecisionView) -> None:
        """Show what can be decided now. Buttons stay as long as the ways stay, so that the focus does."""
        self._state.show_status(view.state)
        self._sentence.setText(view.sentence)
        ways = tuple((one.key, one.keys) for one in view.decisions)
        if ways != self._keys:
            self._rebuild(view.decisions)
            self._keys = ways
        for one in view.decisions:
            button = self._buttons[one.key]
            if button.words != one.word:
                button.say(one.word)
            button.wear(one.kind)
            button.close_way(one.why_not)
        self._fold()

    def button(self, key: str) -> KeyButton:
        """The button of one decision."""
        return self._buttons[key]

    def _rebuild(self, decisions: tuple[Decision, ...]) -> None:
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
        for old in self._buttons.values():
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons, self._shortcuts = {}, []
        for one in decisions:
            button = self._buttons[one.key] = KeyButton(one.word, one.keys, one.kind, size=self._fit)
            button.clicked.connect(lambda _checked=False, key=one.key: self.decided.emit(key))
            button.refused.connect(self._say_why)
            if self._scope is not None:
                self._shortcuts.append(button.bind(self._scope))
            self._flow.addWidget(button)
            button.show()  # now, not when the layout has run: the key of a hidden button does nothing

    def _say_why(self, reason: str) -> None:
        announce(self, reason, urgent=True)
        self.refused.emit(reason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Beside the words while they fit, then smaller, then below: the page above needs the height more."""
        if self.width() < 100:
            return
        words = max(self._state.sizeHint().width(), self.look.grown(LEAST_WORDS))
        room = self.width() - words - 3 * self.look.px("space.l")
        less = 2 * (self.look.px("space.m") - self.look.px("space.s")) * len(self._buttons)
        large = self._flow.sizeHint().width() + (less if self._fit == "small" else 0)
        self._fit = "large" if large <= room else "small"
        for button in self._buttons.values():
            button.resize_to(self._fit)
        beside = large - (less if self._fit == "small" else 0) <= room
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._line.direction() != direction:
            self._line.setDirection(direction)
        self._places.setMinimumWidth(self._flow.sizeHint().width() if beside else 0)
        self._line.update()
        self.updateGeometry()

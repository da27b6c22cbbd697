"""What a scanned code is worth: verdict first, then who and when, how we know, what to do now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLayout, QSizePolicy, QWidget

from ui.words import N_, _

from .button import KeyButton
from .flow import Flow
from .layout import Rule, column, frame, grid, row, scroll
from .shape import Shape
from .status import Status, StatusChip
from .text import Text, unbroken_text


class Worth(Enum):
    """The four verdicts: word, shape, meaning."""

    PROOF = (N_("Доказано"), "s-ok", "success")
    NO_PROOF = (N_("Разпознато, нищо не доказва"), "s-info", "info")
    REFUSED = (N_("Не се приема"), "s-stop", "danger")
    UNKNOWN = (N_("Непознат код"), "s-ask", "warning")

    @property
    def word(self) -> str:
        return _(self.value[0])

    @property
    def shape(self) -> str:
        return self.value[1]

    @property
    def meaning(self) -> str:
        return self.value[2]


@dataclass(frozen=True, slots=True)
class CardAction:
    """A button of the card. `kind`: "", primary, danger, quiet."""

    key: str
    word: str
    keys: str = ""
    kind: str = ""
    why_not: str = ""


@dataclass(frozen=True)
class ScanView:
    """`kind`: what the code is or claims to be. `sentence`: what it says, as the registry knows it. `facts`: name
    and value. `tests`: how we know, under `tests_title`. `steps`: what to do when it is refused. `effect`: what the
    first action changes. `source`: where the scan came from and that it was checked here.
    """

    worth: Worth
    kind: str
    sentence: str
    facts: tuple[tuple[str, str], ...] = ()
    tests_title: str = ""
    tests: tuple[Status, ...] = ()
    steps: tuple[str, ...] = ()
    effect_title: str = ""
    effect: str = ""
    source: str = ""
    actions: tuple[CardAction, ...] = ()


BORDER = 4  # px: the hairlines of the card and of its head


class ScanCard(QFrame):
    """The whole card. While it is open it owns its keys; Esc is one of its actions."""

    acted = Signal(str)
    """The key of the action that was chosen."""

    def __init__(self, view: ScanView, *, bind_keys: bool = True) -> None:
        super().__init__()
        self.view = view
        self.setProperty("card", "plain")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(f"{view.worth.word}: {view.sentence}")
        self.setAccessibleDescription(view.kind)
        self.buttons = [self._button(action, bind_keys) for action in view.actions]
        self._head = _head(view)
        self._body = frame(column(*_body(view), 1, gap="s", margin=("l", "m", "l", "")), surface="raised")
        self._body.setMinimumHeight(1)  # as high as its lines are at this width, not as Qt guesses they may become
        self._foot = column(
            Text(view.source, "small", "soft", wrap=True), Flow(*self.buttons), gap="s", margin=("l", "s", "l", "l")
        )
        self.setLayout(column(self._head, (scroll(self._body, view.kind), 1), self._foot, gap=""))
        first = next((button for button in self.buttons if button.isEnabled()), None)
        if first is not None:
            self.setFocusProxy(first)

    def be_wide(self, width: int) -> None:
        """One width, and no taller than what it says; where there is less room, what it says scrolls above the keys."""
        self.setFixedWidth(width)
        parts = (self._head.layout(), self._body.layout(), self._foot)
        self.setMaximumHeight(sum(part.heightForWidth(width) for part in parts if part is not None) + BORDER)

    def _button(self, action: CardAction, bind_keys: bool) -> KeyButton:
        made = KeyButton(action.word, action.keys, action.kind)
        made.close_way(action.why_not)
        made.clicked.connect(lambda: self.acted.emit(action.key))
        if bind_keys and action.keys:
            made.bind(self)
        return made


def _head(view: ScanView) -> QFrame:
    worth = view.worth
    words = column(
        Text(worth.word, "heading", worth.meaning, wrap=True), Text(view.kind, "small", "strong", wrap=True), gap=""
    )
    shape = Shape(worth.shape, f"{worth.meaning}.solid", worth.word, "control.height")
    return frame(row(shape, (words, 1), gap="m", margin=("l", "m", "l", "m")), card=worth.meaning)


def _body(view: ScanView) -> list[QWidget | QLayout]:
    parts: list[QWidget | QLayout] = [Text(unbroken_text(view.sentence), "strong", "strong", wrap=True)]
    if view.facts:
        parts.append(FactsGrid(view.facts))
    if view.tests or view.steps:
        parts += [Rule(), Text(view.tests_title, "small_strong", "soft")]
    if view.tests:
        parts.append(column(*(StatusChip(test, "small") for test in view.tests), gap="hair"))
    for number, line in enumerate(view.steps, 1):
        parts.append(row(column(Text(f"{number}.", "body", "soft"), 1), (Text(line, wrap=True), 1)))
    if view.effect:
        parts += [Rule(), Text(view.effect_title, "small_strong", "soft"), Text(view.effect, wrap=True)]
    return parts


class FactsGrid(QFrame):
    """Name and value in two columns that line up."""

    def __init__(self, facts: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        lines = grid("m", "hair")
        for at, (name, value) in enumerate(facts):
            lines.addWidget(Text(name, "small", "soft"), at, 0, Qt.AlignmentFlag.AlignTop)
            lines.addWidget(Text(unbroken_text(value), wrap=True), at, 1)
        lines.setColumnStretch(1, 1)
        self.setLayout(lines)
        self.setAccessibleName("; ".join(f"{name}: {value}" for name, value in facts))

"""An inline card that asks what a decision still needs: a choice, reasons. It stands in the place of the checks; the
papers stay.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QPlainTextEdit, QWidget

from ui.desktop.widgets.badge import Badge
from ui.desktop.widgets.button import KeyButton
from ui.desktop.widgets.field import Field
from ui.desktop.widgets.keys import KeyCap
from ui.desktop.widgets.layout import Part, column, frame, row, scroll
from ui.desktop.widgets.shape import Shape
from ui.desktop.widgets.speech import announce
from ui.desktop.widgets.text import Text
from ui.desktop.widgets.tick import Tick
from ui.words import _

from .choices import Option

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DecisionCard(QFrame):
    """Digits choose, ↑ ↓ move, Enter decides (Ctrl+Enter inside the reasons), Esc closes and loses nothing."""

    confirmed = Signal(object, str)
    """The keys chosen, in the order of the list, and the reasons."""
    closed = Signal()
    written = Signal(str)
    """The reasons as they stand, at every change."""

    def __init__(
        self,
        title: str,
        confirm: str,
        kind: str,
        *,
        options: Sequence[Option] = (),
        chosen: Collection[str] = (),
        many: bool = False,
        lines: Sequence[str] = (),
        reasons: str | None = None,
        hint: str = "",
        told: tuple[str, str] = ("", ""),
        sample: str = "",
    ) -> None:
        """`many`: more than one option may be chosen, and at least one must. `reasons` None: none are asked. `told`: a
        caption and what the citizen will read. `sample`: a word over all of it where it is no real act.
        """
        super().__init__()
        self.setAccessibleName(title)
        self._many = many
        self._options = tuple(options)
        self._ticks = [Tick(option.words, option.key in chosen) for option in options]
        self._group = QButtonGroup(self)
        self._group.setExclusive(not many)
        for tick in self._ticks:
            self._group.addButton(tick)
            tick.toggled.connect(lambda _on: self._mend())
        close = KeyButton(_("Затвори"), "Esc", "quiet", size="small")
        close.clicked.connect(self.closed)
        head = row(
            (Text(title, "heading", "strong", wrap=True), 1), *([Badge(sample, "warning")] if sample else []), close
        )
        self._error = Text(role="small", tone="danger", wrap=True)
        self._wrong = frame(
            row(column(Shape("s-stop", "danger.solid", size="control.icon_small"), 1), (self._error, 1), gap="xs")
        )
        self._wrong.hide()
        self.reasons = QPlainTextEdit()
        field = Field(_("Мотиви"), self.reasons, hint)
        if reasons is None:
            field.hide()
        self.reasons.setTabChangesFocus(True)
        self.reasons.setFixedHeight(field.look.grown(64))
        self.reasons.setPlainText(reasons or "")
        self.reasons.textChanged.connect(lambda: self.written.emit(self.reasons.toPlainText()))
        self.confirm = KeyButton(confirm, "Enter", kind)
        self.confirm.clicked.connect(self._confirm)
        parts: list[Part] = [*(Text(line, wrap=True) for line in lines), *self._choices(), self._wrong, field]
        inside = frame(column(*parts, 1, gap="s", margin=("l", "s", "l", "s")), surface="panel")
        foot = row(
            (frame(column(*_told(told), gap="")), 1), column(1, self.confirm), gap="m", margin=("l", "s", "l", "s")
        )
        area = scroll(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(frame(column(head, margin=("l", "s", "l", ""))), (area, 1), frame(foot), gap=""))
        self.setProperty("surface", "panel")
        self.setFocusProxy(self._first())

    def _choices(self) -> list[QWidget]:
        made: list[QWidget] = []
        for number, (option, tick) in enumerate(zip(self._options, self._ticks, strict=True), 1):
            tick.setAccessibleDescription(f"{number}. {option.note}")
            badge = [Badge(option.unsure, "warning")] if option.unsure else []
            line = row(KeyCap(str(number)), tick, *badge, 1)
            note = (
                [frame(row((Text(option.note, "small", "soft", wrap=True), 1), margin=("xxl", "", "", "")))]
                if option.note
                else []
            )
            made.append(frame(column(line, *note, gap="hair")))
        return made

    def _first(self) -> QWidget:
        chosen = next((tick for tick in self._ticks if tick.isChecked()), None)
        return chosen or (self._ticks[0] if self._ticks else self.confirm)

    @property
    def chosen(self) -> tuple[str, ...]:
        return tuple(option.key for option, tick in zip(self._options, self._ticks, strict=True) if tick.isChecked())

    def _confirm(self) -> None:
        if self._options and not self.chosen:
            self._say(_("Изберете поне едно основание: с цифрата му или с интервал."))
            return
        self.confirmed.emit(self.chosen, self.reasons.toPlainText().strip())

    def _say(self, words: str) -> None:
        self._error.setText(words)
        self._wrong.show()
        announce(self, words, urgent=True)

    def _mend(self) -> None:
        self._wrong.hide()

    def event(self, event: QEvent) -> bool:
        """Esc belongs to the card before it belongs to the window, and Enter before any button of the screen."""
        mine = (Qt.Key.Key_Escape, *ENTER)
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in mine:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.isAutoRepeat():
            event.accept()
        elif event.key() in ENTER:
            self.confirm.click()
        elif 0 <= number < len(self._ticks):
            self._choose(self._ticks[number])
        elif not (event.text() and event.text().isprintable()):
            event.ignore()

    def _choose(self, tick: Tick) -> None:
        tick.setFocus(Qt.FocusReason.OtherFocusReason)
        tick.setChecked(not tick.isChecked() if self._many else True)

    def show_reasons(self, text: str) -> None:
        """What was written before; words that stand there already are not overwritten."""
        if text and not self.reasons.toPlainText():
            with QSignalBlocker(self.reasons):
                self.reasons.setPlainText(text)


def _told(told: tuple[str, str]) -> list[QWidget]:
    """Beside the key that sends it, where it is seen however long the list is."""
    caption, words = told
    return [Text(caption, "small_strong", "soft"), Text(words, "small", wrap=True)] if words else []

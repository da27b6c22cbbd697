"""Последни действия: the strip where undo lives. It stays; nothing disappears after some seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from ui.words import _

from .button import KeyButton
from .dressed import Dressed
from .layout import Rule, column, frame, row
from .progress import Bar
from .status import Status, StatusChip
from .text import OneLine, Text

MOST = 4


@dataclass(frozen=True)
class ActView:
    """One act. `status` says where it is and, when it can no longer be taken back, that too („потвърдено – вече не
    се връща“). `can_undo`: the button is there. `rest`: what is left of its rest, 0 to 1; None when it does not
    rest.
    """

    key: str
    hour: str
    what: str
    status: Status
    can_undo: bool = False
    rest: float | None = None


class _Act(Dressed, QFrame):
    undo = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._key = ""
        self._hour, self._what = Text(role="small", tone="soft"), OneLine(role="label", least=90)
        self._state, self._rest = StatusChip(Status("s-none", ""), "small"), Bar(width=60)
        self.button = KeyButton(_("Върни"), size="small")
        self.button.clicked.connect(lambda: self.undo.emit(self._key))
        words = column(row(self._hour, self._what, 1, gap="xs"), row(self._state, self._rest, 1, gap="s"), gap="")
        self.line = row(Rule(vertical=True), words, self.button, gap="m")
        self.setLayout(self.line)
        self.dress()

    def show_act(self, act: ActView, is_first: bool) -> None:
        self._key = act.key
        self._hour.setText(act.hour)
        self._what.setText(act.what)
        self._state.show_status(act.status)
        self._rest.setVisible(act.rest is not None)
        self._rest.show_share(act.rest or 0.0, act.status.word)
        if not act.can_undo and self.button.hasFocus():
            self.button.clearFocus()
        self.button.setVisible(act.can_undo)
        self.button.wear_key("Ctrl+Z" if is_first else "")
        self.button.setAccessibleName(_("Върни: {what}").format(what=act.what))
        self.setAccessibleName(f"{act.hour} {act.what}: {act.status.word}")


class UndoStrip(Dressed, QFrame):
    """Newest at the left, as many as the width holds. Ctrl+Z takes back the first that can be taken back."""

    undo_wanted = Signal(str)
    """The key of the act to take back."""

    def __init__(self, acts: Sequence[ActView] = (), scope: QWidget | None = None) -> None:
        """`scope`: the window inside which Ctrl+Z works; fields that are being edited keep their own undo."""
        super().__init__()
        self.setProperty("surface", "raised")
        self.setAccessibleName(_("Последни действия"))
        self._acts: tuple[ActView, ...] = ()
        self._slots = [_Act() for _place in range(MOST)]
        self._none = Text(_("още няма"), "small", "hint")
        for slot in self._slots:
            slot.undo.connect(self.undo_wanted)
            slot.hide()
        title = column(1, Text(_("Последни действия"), "small_strong", "soft"), 1)
        self.setLayout(row(title, self._none, *self._slots, 1, gap="m", margin=("l", "s", "l", "s")))
        self.dress()
        self.show_acts(acts)
        if scope is not None:
            bind_undo(scope, self)

    def prepare(self) -> None:
        self.setFixedHeight(self.look.grown(60))

    def show_acts(self, acts: Sequence[ActView]) -> None:
        """Show the acts as they are now, as often as the rest moves: nothing is rebuilt, so the focus stays."""
        self._acts = tuple(acts[:MOST])
        first = next((act.key for act in self._acts if act.can_undo), None)
        for slot, act in zip(self._slots, self._acts, strict=False):
            slot.show_act(act, act.key == first)
        self._fit()

    def undo_first(self) -> None:
        """What Ctrl+Z does."""
        first = next((act.key for act in self._acts if act.can_undo), None)
        if first is not None:
            self.undo_wanted.emit(first)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Hide the oldest that do not fit; the newest always stays."""
        self._none.setVisible(not self._acts)
        room = self.width() - self.look.grown(170)
        for place, slot in enumerate(self._slots):
            wanted = place < len(self._acts)
            if wanted:
                room -= slot.line.sizeHint().width() + self.look.px("space.m")
            slot.setVisible(wanted and (place == 0 or room >= 0))


def bind_undo(scope: QWidget, strip: UndoStrip) -> None:
    """Ctrl+Z inside `scope`. Text fields take the key first, because they accept it for their own undo."""
    from PySide6.QtGui import QKeySequence, QShortcut

    shortcut = QShortcut(QKeySequence("Ctrl+Z"), scope)
    shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
    shortcut.setAutoRepeat(False)
    shortcut.activated.connect(strip.undo_first)


def undo_frame(strip: UndoStrip) -> QFrame:
    """The strip with its hairline above, as it stands over the status line."""
    return frame(column(Rule(), strip, gap=""))

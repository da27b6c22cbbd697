"""The status line, always there, in the order in which a clerk asks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from ui.words import _, ngettext

from .dressed import Dressed
from .environment_frame import Pretence
from .keys import KeyCap
from .layout import row
from .speech import announce
from .status import Status, StatusChip
from .text import OneLine, Text


class Environment(Enum):
    """Real work, or what kind of pretence."""

    WORK = "work"
    TRAINING = "training"
    SANDBOX = "sandbox"

    @property
    def pretence(self) -> Pretence | None:
        """The frame that a window of this environment wears."""
        return None if self is Environment.WORK else Pretence[self.name]


@dataclass(frozen=True)
class StatusView:
    """`since`: since when there is no line („10:31“), "" while there is one. `waiting`: acts not yet sent;
    `trouble`: how many of them want a person. `office`: office and counter. `moment`: date and hour as written.
    """

    since: str = ""
    waiting: int = 0
    environment: Environment = Environment.WORK
    office: str = ""
    operator: str = ""
    moment: str = ""
    trouble: int = 0

    @property
    def line(self) -> Status:
        if self.since:
            return Status("s-offline", _("Без връзка от {since}").format(since=self.since), "offline", loud=True)
        return Status("s-ok", _("Има връзка"), "success")

    @property
    def waits(self) -> Status:
        if self.trouble:
            words = ngettext("{n} иска вас", "{n} искат вас", self.trouble).format(n=self.trouble)
            return Status("s-warn", words, "warning", loud=True)
        words = ngettext("{n} чака изпращане", "{n} чакат изпращане", self.waiting).format(n=self.waiting)
        return Status("s-saved" if self.waiting else "s-ok", words)

    @property
    def mode(self) -> Status:
        pretence = self.environment.pretence
        if pretence is None:
            return Status("s-seal", _("Реална работа"))
        return Status(pretence.drawing, pretence.word, pretence.meaning, loud=True)


class StatusLine(Dressed, QFrame):
    """Where the width does not hold all, the words beside the keys go first, then the keys, then the office
    shortens.
    """

    def __init__(self, view: StatusView) -> None:
        super().__init__()
        self.setProperty("surface", "sunken")
        self.setAccessibleName(_("Състояние"))
        self._line = StatusChip(view.line, "small_strong")
        self._waits, self._mode = StatusChip(view.waits, "small"), StatusChip(view.mode, "small")
        self._office, self._operator = OneLine(role="small", tone="soft"), OneLine(role="small_strong", least=60)
        self._moment = Text(role="small_strong")
        self._hints = [_Hint("F1", _("Клавиши")), _Hint("Ctrl+K", _("Команди"))]
        parts: tuple[QWidget, ...] = (self._line, self._waits, self._mode)
        ends: tuple[QWidget, ...] = (self._office, self._operator, *self._hints, self._moment)
        self.setLayout(row(*parts, 1, *ends, gap="m", margin=("m", "", "m", "")))
        self.dress()
        self.show_view(view)

    def prepare(self) -> None:
        self.setFixedHeight(self.look.px("shell.status"))

    def show_view(self, view: StatusView) -> None:
        """Show how things stand. A line that comes or goes is spoken."""
        if view.line.loud != self._line.status.loud and self.isVisible():
            announce(self, view.line.word)
        self._line.show_status(view.line)
        self._waits.show_status(view.waits)
        self._mode.show_status(view.mode)
        for text, words in ((self._office, view.office), (self._operator, view.operator), (self._moment, view.moment)):
            text.setText(words)
            text.setVisible(bool(words))
            text.updateGeometry()
        says = (view.line.word, view.waits.word, view.mode.word, view.office, view.operator, view.moment)
        self.setAccessibleDescription(" · ".join(part for part in says if part))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        gap = self.look.px("space.m")
        fixed = [self._line, self._waits, self._mode, self._operator, self._moment]
        room = self.width() - 2 * gap - sum(part.sizeHint().width() + gap for part in fixed if not part.isHidden())
        self._office.setVisible(bool(self._office.text()) and room > self.look.grown(60))
        room -= self._office.sizeHint().width() + gap if not self._office.isHidden() else 0
        caps = sum(hint.cap.sizeHint().width() + gap for hint in self._hints)
        words = sum(hint.words.sizeHint().width() + self.look.px("space.xs") for hint in self._hints)
        for hint in self._hints:
            hint.words.setVisible(room >= words + caps)
            hint.setVisible(room >= caps)


class _Hint(QFrame):
    """A key that is the same everywhere, and what it does."""

    def __init__(self, keys: str, words: str) -> None:
        super().__init__()
        self.cap, self.words = KeyCap(keys), Text(words, "small", "soft")
        self.setLayout(row(self.cap, self.words, gap="xs"))
        self.setAccessibleName(f"{words}: {keys}")

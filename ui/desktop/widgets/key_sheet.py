"""F1: the keys of this screen, grouped by what they do. It can be printed and hung beside the counter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.words import _

from .button import KeyButton
from .keys import KeyCap
from .layout import Fixed, Rule, column, frame, grid, row, scroll
from .text import Text


@dataclass(frozen=True)
class KeyGroup:
    """A title and pairs of keys and what they do. Several keys in one place are parted by a space: `PgUp PgDn`."""

    title: str
    keys: tuple[tuple[str, str], ...]


class KeySheet(QFrame):
    """The panel for an `Overlay`: groups in three columns."""

    closed = Signal()
    print_wanted = Signal()

    def __init__(self, screen: str, groups: Sequence[KeyGroup], *, can_print: bool = False) -> None:
        super().__init__()
        title = _("Клавиши в „{screen}“").format(screen=screen)
        self.setAccessibleName(title)
        close = KeyButton(_("Затвори"), "Esc", size="small")
        close.clicked.connect(self.closed)
        printing = KeyButton(_("Отпечатай"), "Ctrl+P", "quiet", size="small")
        printing.clicked.connect(self.print_wanted)
        printing.setVisible(can_print)
        head = row(Text(title, "title", "strong"), 1, printing, close)
        body = frame(_columns(groups), surface="raised")
        note = Text(
            _("Действат и на кирилица, и на латиница. Имената на клавишите не се превеждат."),
            "small",
            "soft",
            wrap=True,
        )
        self.setLayout(column(head, Rule(), (scroll(body, title), 1), Rule(), note, gap="m", margin="xl"))
        self.setFocusProxy(close)


def _columns(groups: Sequence[KeyGroup]):  # type: ignore[no-untyped-def]
    """Each next group goes into the shortest column."""
    columns: list[list[KeyGroup]] = [[], [], []]
    for group in groups:
        min(columns, key=lambda held: sum(len(one.keys) + 2 for one in held)).append(group)
    lines = grid("xl", "l")
    for at, held in enumerate(columns):
        lines.addLayout(column(*(_block(group) for group in held), 1, gap="l"), 0, at)
        lines.setColumnStretch(at, 1)
    return lines


def _block(group: KeyGroup) -> QWidget:
    lines: list[QWidget] = [Text(group.title, "small_strong", "accent")]
    for keys, does in group.keys:
        caps = Fixed(row(*(KeyCap(key, "text.body") for key in keys.split()), 1, gap="xs"), 124, across=True)
        line = frame(row(caps, (Text(does, wrap=True), 1), gap="s"), name=f"{does}: {keys}")
        line.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        lines.append(line)
    return frame(column(*lines, gap="xs"))

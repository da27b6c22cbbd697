"""The title row of a screen: what it is at the left, what can be done at the right."""

from __future__ import annotations

from .layout import Fixed, Part, row
from .text import OneLine


class Header(Fixed):
    """`parts` stand at the right: a search, buttons; at most one of them is primary."""

    def __init__(self, title: str, *parts: Part, note: str = "") -> None:
        self._title, self._note = OneLine(title, "title", "strong", least=120), OneLine(note, "body", "soft")
        super().__init__(row(self._title, self._note, 1, *parts, gap="m", margin=("l", "", "l", "")), "shell.header")
        self._note.setVisible(bool(note))

    def show_title(self, title: str, note: str = "") -> None:
        self._title.setText(title)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        for line in (self._title, self._note):
            line.updateGeometry()
            line.update()

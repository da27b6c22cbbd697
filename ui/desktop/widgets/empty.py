"""An empty place says why it is empty and what to do; it never just shows white."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from .layout import column, row
from .shape import Shape
from .text import Text


@dataclass(frozen=True)
class EmptyView:
    """A drawing, why it is empty, what to do."""

    shape: str
    title: str
    text: str = ""


class EmptyState(QFrame):
    """In the middle of the place that would hold something; `actions` are buttons of the screen."""

    def __init__(self, view: EmptyView, *actions: QWidget) -> None:
        super().__init__()
        self._shape = Shape(view.shape, "text.hint", size="space.xxl")
        self._title, self._text = Text(role="heading", tone="strong", wrap=True), Text(tone="soft", wrap=True)
        for line in (self._title, self._text):
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        below = [row(1, *actions, 1)] if actions else []
        self.setLayout(column(1, row(1, self._shape, 1), self._title, self._text, *below, 1, gap="s", margin="xl"))
        self.show_view(view)

    def show_view(self, view: EmptyView) -> None:
        self._shape.become(view.shape, "text.hint")
        self._title.setText(view.title)
        self._text.setText(view.text)
        self.setAccessibleName(f"{view.title}. {view.text}")

"""A banner says one thing that holds for the whole screen, and stays until it is no longer true."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QWidget

from .dressed import restyle
from .layout import column, row
from .shape import Shape
from .text import Text

SHAPES = {"success": "s-ok", "warning": "s-warn", "danger": "s-stop", "info": "s-info", "offline": "s-offline",
          "training": "training", "sandbox": "s-eye"}  # fmt: skip


@dataclass(frozen=True)
class BannerView:
    """`meaning`: success, warning, danger, info, offline, training, sandbox. `title`: what holds. `text`: what it
    means for the clerk.
    """

    meaning: str
    title: str
    text: str = ""


class Banner(QFrame):
    """Shape, a sentence, what it means, at most two actions (buttons of the screen)."""

    def __init__(self, view: BannerView, *actions: QWidget) -> None:
        super().__init__()
        if len(actions) > 2:
            raise ValueError("a banner has at most two actions")
        self._shape = Shape("s-info")
        self._title = Text(role="strong", wrap=True)
        self._text = Text(wrap=True)
        self.setLayout(
            row(
                column(self._shape, 1),
                (column(self._title, self._text, gap=""), 1),
                *actions,
                gap="m",
                margin=("m", "s", "m", "s"),
            )
        )
        self.show_view(view)

    def show_view(self, view: BannerView) -> None:
        """Say another thing in the same place."""
        self._shape.become(SHAPES[view.meaning], f"{view.meaning}.solid")
        self._title.setText(view.title)
        self._title.set_tone(view.meaning)
        self._text.setText(view.text)
        self._text.setVisible(bool(view.text))
        restyle(self, "card", view.meaning)
        self.setAccessibleName(f"{view.title} {view.text}".strip())

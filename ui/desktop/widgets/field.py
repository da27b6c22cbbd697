"""A labelled field. The error stands under it, with a shape and the way out, and is part of its description."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPlainTextEdit

from ui.words import _

from .dressed import Dressed, restyle
from .layout import column, row
from .shape import Shape
from .speech import announce
from .text import Text

Edit = QLineEdit | QComboBox | QPlainTextEdit


class Field(Dressed, QFrame):
    """Caption, the control itself (`edit`), then a hint or an error. What was typed stays."""

    def __init__(self, caption: str, edit: Edit, hint: str = "") -> None:
        super().__init__()
        self.edit = edit
        self._hint = hint
        self._caption = Text(caption, "label")
        self._caption.setBuddy(edit)
        edit.setAccessibleName(caption)
        self._note = Text(hint, "small", "soft", wrap=True)
        self._shape = Shape("s-stop", "danger.solid", _("Грешка в полето"), "control.icon_small")
        self._under = QFrame()
        self._under.setLayout(row(column(self._shape, 1), (self._note, 1), gap="xs"))
        self.setLayout(column(self._caption, edit, self._under, 1, gap="xs"))
        self.setFocusProxy(edit)
        self.dress()
        self.clear_error()

    def prepare(self) -> None:
        self.edit.setFont(self.look.font("body"))

    @property
    def error(self) -> str:
        return self._note.text() if self.edit.property("invalid") else ""

    def show_error(self, sentence: str) -> None:
        """Say what is wrong and the way out; a screen reader says it at once."""
        self._say(sentence, True)
        announce(self.edit, sentence, urgent=True)

    def clear_error(self) -> None:
        """The hint comes back."""
        self._say(self._hint, False)

    def set_hint(self, hint: str) -> None:
        self._hint = hint
        if not self.error:
            self.clear_error()

    def _say(self, words: str, wrong: bool) -> None:
        self._note.setText(words)
        self._note.set_tone("danger" if wrong else "soft")
        self._shape.setVisible(wrong)
        self._under.setVisible(bool(words))
        restyle(self.edit, "invalid", wrong)
        self.edit.setAccessibleDescription(words)

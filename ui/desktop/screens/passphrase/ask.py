"""Asks for the device's passphrase: for an operator who has not signed in here before."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit

from operator_app.domain.errors import Told
from ui.desktop.widgets.button import KeyButton
from ui.desktop.widgets.field import Field
from ui.desktop.widgets.focus import FocusRing
from ui.desktop.widgets.layout import column, frame, row
from ui.desktop.widgets.text import Text
from ui.words import _
from ui.words.sentences import sentence


class AskPassphrase(QFrame):
    """Emits `wanted(text)`; `back` returns to the sign-in."""

    wanted = Signal(str)
    back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("surface", "canvas")
        self.setAccessibleName(_("Паролна фраза на компютъра"))
        hint = _("На листа от сейфа на службата. Със или без интервали и тирета.")
        self.field = Field(_("Паролна фраза на компютъра"), QLineEdit(), hint)
        self.button = KeyButton(_("Отключи"), "Enter", "primary")
        back = KeyButton(_("Назад"), "Esc")
        form = column(
            Text(_("Отключване"), "display", "strong"), self.field, row(self.button, back, 1), gap="m", margin="xl"
        )
        card = frame(form, card="plain")
        card.setFixedWidth(620)
        self.setLayout(column(1, row(1, card, 1), 1))
        self.ring = FocusRing(self)
        self._edit.returnPressed.connect(self._enter)
        self.button.clicked.connect(self._enter)
        back.clicked.connect(self.back)
        back.bind(self)
        self.setFocusProxy(self._edit)

    @property
    def _edit(self) -> QLineEdit:
        return self.field.edit  # type: ignore[return-value]

    def refused(self, error: Told) -> None:
        """What was typed stays: one mistyped group is not a reason to type all again."""
        self.button.setEnabled(True)
        self.field.show_error(str(sentence(error.code, error.params)))
        self._edit.setFocus()

    def _enter(self) -> None:
        if not self._edit.text().strip() or not self.button.isEnabled():
            return  # a second Enter while it is judged would cost a second try
        self.field.clear_error()
        self.button.setEnabled(False)
        self.wanted.emit(self._edit.text())

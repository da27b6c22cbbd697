"""Shows the device's passphrase once, at enrolment, for the office's safe."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from operator_app.domain.environment import Environment
from ui.desktop.widgets.banner import Banner, BannerView
from ui.desktop.widgets.button import KeyButton
from ui.desktop.widgets.focus import FocusRing
from ui.desktop.widgets.layout import column, frame, row
from ui.desktop.widgets.text import Text
from ui.words import _


class ShowPassphrase(QFrame):
    """`written`: the person says that it is written down; it is not shown again."""

    written = Signal()

    def __init__(self, passphrase: str, environment: Environment) -> None:
        super().__init__()
        self.setProperty("surface", "canvas")
        self.setAccessibleName(_("Паролна фраза на компютъра"))
        title = _("На този компютър няма системно хранилище за ключове.")
        if environment is Environment.WORK:
            text = _(
                "Затова данните се заключват с тази паролна фраза. "
                "Запишете я на хартия и я приберете в сейфа на службата. Тук не се показва повторно."
            )
        else:
            text = _("Затова данните се заключват с тази паролна фраза. Запишете я; тук не се показва повторно.")
        phrase = Text(passphrase, "title", "strong", wrap=True).selectable()
        phrase.setAccessibleName(_("Паролна фраза: {phrase}").format(phrase=passphrase))
        self.button = KeyButton(_("Записах я"), "Enter", "primary")
        card = frame(
            column(Banner(BannerView("warning", title, text)), phrase, row(self.button, 1), gap="l", margin="xl"),
            card="plain",
        )
        card.setFixedWidth(720)
        self.setLayout(column(1, row(1, card, 1), 1))
        self.ring = FocusRing(self)
        self.button.clicked.connect(self.written)
        self.button.bind(self)
        self.setFocusProxy(self.button)

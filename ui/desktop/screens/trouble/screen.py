"""One sentence with a next step over an otherwise empty window."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from operator_app.domain.errors import Told
from ui.desktop.widgets.banner import Banner, BannerView
from ui.desktop.widgets.button import KeyButton
from ui.desktop.widgets.focus import FocusRing
from ui.desktop.widgets.layout import column, row
from ui.desktop.widgets.text import Text
from ui.words import _, sentences


class TroubleScreen(QFrame):
    """`again`: the person did what was asked and wants to try again."""

    again = Signal()
    leave = Signal()

    def __init__(self, error: Told) -> None:
        super().__init__()
        self.setProperty("surface", "canvas")
        told = sentences.told(error.code, error.params)
        self.setAccessibleName(told.what)
        self.retry = KeyButton(_("Опитай пак"), "F5", "primary")
        close = KeyButton(_("Затвори програмата"), "Esc")
        banner = Banner(BannerView("danger", told.what, told.next_step))
        banner.setMaximumWidth(820)
        banner.setMinimumWidth(620)
        code = Text(_("За поддръжката: {code}").format(code=error.code), "small", "soft").selectable()
        buttons = row(self.retry, close, 1, gap="m")
        self.setLayout(column(1, row(1, column(banner, code, buttons, gap="m"), 1), 1))
        self.ring = FocusRing(self)
        self.retry.clicked.connect(self.again)
        close.clicked.connect(self.leave)
        self.retry.bind(self)
        close.bind(self)
        self.setFocusProxy(self.retry)

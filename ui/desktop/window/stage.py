"""Where a screen stands: a banner over it when something holds for the whole window, the screen below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from ui.desktop.widgets.banner import Banner, BannerView
from ui.desktop.widgets.button import KeyButton
from ui.desktop.widgets.layout import column, frame
from ui.words import _

from .line import Held


class Stage(QFrame):
    """`tell` shows a banner that a person closes; `hold` one that stays as long as it is true."""

    sign_in_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._close = KeyButton(_("Затвори"), "Esc", size="small")
        self._told = Banner(BannerView("warning", " "), self._close)
        self._again = KeyButton(_("Въведи парола и код"), "Ctrl+F2", size="small")
        self._held = Banner(BannerView("warning", " "), self._again)
        self._bars = frame(column(self._held, self._told, gap="s", margin=("l", "s", "l", "s")))
        self._screen: QWidget | None = None
        self._layout = column(self._bars, gap="")
        self.setLayout(self._layout)
        self._close.clicked.connect(self.clear)
        self._again.clicked.connect(self.sign_in_wanted)
        self._again.bind(self)
        self._told.hide()
        self._held.hide()
        self._fit()

    def show_screen(self, screen: QWidget) -> None:
        if screen is self._screen:
            return
        if self._screen is not None:
            self._layout.removeWidget(self._screen)
            self._screen.hide()
        self._screen = screen
        self._layout.addWidget(screen, 1)
        screen.show()
        self.setFocusProxy(screen)

    def tell(self, view: BannerView) -> None:
        self._told.show_view(view)
        self._told.show()
        self._fit()

    @property
    def tells(self) -> bool:
        return not self._told.isHidden()

    def clear(self) -> None:
        """The person has read it."""
        if self._close.hasFocus() and self._screen is not None:
            self._screen.setFocus()
        self._told.hide()
        self._fit()

    def hold(self, held: Held | None) -> None:
        """Something that stays true until it is acted on; None takes it away."""
        if held is not None:
            self._held.show_view(held.view)
            self._again.setVisible(held.asks_sign_in)
        self._held.setVisible(held is not None)
        self._fit()

    def _fit(self) -> None:
        self._bars.setVisible(not (self._told.isHidden() and self._held.isHidden()))

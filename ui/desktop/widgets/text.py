"""Texts by type role and tone. Plain text always: what a citizen typed is never read as markup."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from .dressed import Dressed, restyle
from .runs import Run, draw_runs


class Text(Dressed, QLabel):
    """A label. `role`: display, title, heading, body, strong, label, small, small_strong, micro. `tone`: strong,
    soft, hint, accent, chrome, chrome_strong or a meaning; empty is the body's ink.
    """

    def __init__(self, text: str = "", role: str = "body", tone: str = "", *, wrap: bool = False) -> None:
        super().__init__(text)
        self._role = role
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", tone)
        if wrap:
            self.setWordWrap(True)
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.dress()

    def prepare(self) -> None:
        self.setFont(self.look.font(self._role))

    def set_tone(self, tone: str) -> None:
        restyle(self, "tone", tone)

    def centred(self) -> Text:
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return self

    def selectable(self) -> Text:
        """Can be marked and copied with keyboard and mouse (a code, a number)."""
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        return self


class OneLine(Text):
    """A text that gives way: it ends in „…“ where there is no room, and then its tooltip says the whole."""

    def __init__(self, text: str = "", role: str = "body", tone: str = "", *, least: int = 40) -> None:
        self._least = least
        super().__init__(text, role, tone)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(int(self.look.width(self.text(), self._role)) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self.look.grown(self._least)), super().sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        tone = self.property("tone")
        path = _path(tone) if tone else "text.body"
        is_cut = self.sizeHint().width() > self.width() + 1
        tip(self, self.text() if is_cut else "")
        draw_runs(QPainter(self), QRectF(self.rect()), [Run(self.text(), self._role, path)], self.look)


def _path(tone: str) -> str:
    from ui.desktop.theme.sheet import TONES

    return TONES.get(tone, f"{tone}.fg")


def tip(widget: QWidget, text: str) -> None:
    """A tooltip that wraps and never takes its text for markup."""
    made = plain_tip(text)
    if widget.toolTip() != made:
        widget.setToolTip(made)


def plain_tip(text: str) -> str:
    """The text as Qt's tooltips must get it. (Qt guesses whether a tip is markup: so it is told, and the text is
    escaped.)
    """
    return f"<qt>{escape(text)}</qt>" if text else ""


def unbroken_text(text: str) -> str:
    """A sentence or an address whose `№ 38` and `ет. 3` stay together where it wraps."""
    from ui.words.formats import unbroken

    return unbroken(text)

"""Long work: what, how much, how long still, and a way out. Figures in words beside the bar."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from ui.desktop.theme import Look
from ui.words import _

from .button import KeyButton
from .dressed import Dressed
from .layout import column, row
from .text import OneLine, Text


def draw_bar(painter: QPainter, rect: QRectF, share: float, look: Look, role: str = "accent.fill") -> None:
    """A thin bar: a quiet track, a filled part, nothing at zero. In the contrast theme the track is an outline."""
    radius = rect.height() / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(look.pen("line.control") if look.is_contrast else Qt.PenStyle.NoPen)
    painter.setBrush(look.brush("line.track"))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5) if look.is_contrast else rect, radius, radius)
    if share <= 0:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.brush(role))
    done = QRectF(rect.left(), rect.top(), max(rect.height(), rect.width() * min(1.0, share)), rect.height())
    painter.drawRoundedRect(done, radius, radius)


class Bar(Dressed, QWidget):
    """A share from 0 to 1. The words beside it say the figure, so a screen reader hears `says` or the percentage
    once.
    """

    def __init__(self, share: float = 0.0, says: str = "", *, width: int = 0, role: str = "accent.fill") -> None:
        super().__init__()
        self._share, self._says, self._width, self._role = share, says, width, role
        self.setSizePolicy(
            QSizePolicy.Policy.Fixed if width else QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        )
        self.dress()
        self.show_share(share, says)

    def show_share(self, share: float, says: str = "") -> None:
        self._share = share
        self.setAccessibleName(says or f"{round(share * 100)} %")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.look.grown(self._width or 80), self.look.grown(6))

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_bar(QPainter(self), QRectF(self.rect()), self._share, self.look, self._role)


@dataclass(frozen=True)
class ProgressView:
    """`done`: „12 от 40 файла“; `left`: „още около 20 сек.“; `share`: 0 to 1."""

    what: str
    share: float
    done: str
    left: str = ""


class Progress(QFrame):
    """The whole line, with „Прекъсни“. Bind `stop` in the screen: Esc is its printed key."""

    stopped = Signal()

    def __init__(self, view: ProgressView) -> None:
        super().__init__()
        self._what, self._figures, self._bar = OneLine(role="strong"), Text(role="small", tone="soft"), Bar()
        self.stop = KeyButton(_("Прекъсни"), "Esc", size="small")
        self.stop.clicked.connect(self.stopped)
        words = row(self._what, 1, self._figures, gap="m")
        self.setLayout(row((column(words, self._bar, gap="xs"), 1), self.stop, gap="m"))
        self.show_view(view)

    def show_view(self, view: ProgressView) -> None:
        figures = " · ".join(part for part in (view.done, view.left) if part)
        self._what.setText(view.what)
        self._figures.setText(figures)
        self._bar.show_share(view.share)
        self.setAccessibleName(f"{view.what}: {figures}")

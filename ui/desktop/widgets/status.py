"""How a state is shown: a shape of its own, then a word. Colour only repeats what both already say."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.desktop.theme import Look
from ui.desktop.theme.icons import paint_icon

from .dressed import Dressed
from .runs import Run, draw_runs


@dataclass(frozen=True, slots=True)
class Status:
    """Shape, word and meaning (`success`, `warning`, `danger`, `info`, `training`, `sandbox`, `offline`, or `quiet`
    for what needs no attention). Loud states stand on their tint; only what needs a person today is loud.
    """

    shape: str
    word: str
    meaning: str = "quiet"
    loud: bool = False

    @property
    def ink(self) -> str:
        return "text.soft" if self.meaning == "quiet" else f"{self.meaning}.solid"

    @property
    def tone(self) -> str:
        return "text.body" if self.meaning == "quiet" or not self.loud else f"{self.meaning}.fg"


def status_width(status: Status, look: Look, role: str = "label") -> float:
    """How wide a state stands, px."""
    pad = 2 * look.px("space.s") if status.loud else 0
    return look.px("control.icon_small") + look.px("space.xs") + 2 + look.width(status.word, role) + pad + 1


def draw_status(painter: QPainter, rect: QRectF, status: Status, look: Look, role: str = "label") -> float:
    """Paint shape and word, left and centred in `rect`; return the right edge."""
    icon, gap = look.px("control.icon_small"), look.px("space.xs") + 2
    left, right = rect.left(), min(rect.right(), rect.left() + status_width(status, look, role))
    middle = rect.center().y()
    if status.loud:
        height = min(rect.height(), look.px("control.target_min"))
        pill = QRectF(left, round(middle - height / 2), right - left, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.pen(f"{status.meaning}.line"))
        painter.setBrush(look.brush(f"{status.meaning}.tint"))
        painter.drawRoundedRect(pill.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        left, right = left + look.px("space.s"), right - look.px("space.s")
    paint_icon(painter, QRectF(left, middle - icon / 2, icon, icon), status.shape, status.ink, look)
    words = QRectF(left + icon + gap, rect.top(), right - left - icon - gap, rect.height())
    draw_runs(painter, words, (Run(status.word, role, status.tone),), look)
    return right


class StatusChip(Dressed, QLabel):
    """A state as a widget; a screen reader says its word."""

    def __init__(self, status: Status, role: str = "label") -> None:
        super().__init__(status.word)
        self._status, self._role = status, role
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.dress()

    @property
    def status(self) -> Status:
        return self._status

    def show_status(self, status: Status) -> None:
        if status == self._status:
            return
        self._status = status
        self.setText(status.word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(int(status_width(self._status, self.look, self._role)) + 1, self.look.px("control.target_min"))

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_status(QPainter(self), QRectF(self.rect()), self._status, self.look, self._role)

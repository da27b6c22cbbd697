"""The yellow pavers of the city's centre, laid in herringbone: the only ornament of the program. Drawn once for a size
and kept.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.desktop.theme import Look
from ui.desktop.widgets.dressed import Dressed
from ui.desktop.widgets.layout import column
from ui.desktop.widgets.text import Text
from ui.words import _


class Pavers(Dressed, QWidget):
    """`wake` lets the ornament be drawn: before that only the ground is, because it would double the start."""

    def __init__(self) -> None:
        super().__init__()
        self._awake, self._drawn = False, QPixmap()
        title = Text(_("Адресна регистрация"), "display", "chrome_strong")
        office = Text(_("Гише на районните администрации"), "heading", "chrome")
        city = Text(_("Столична община"), "heading", "chrome")
        self.setLayout(column(title, office, city, 1, gap="xs", margin="xxl"))
        self.dress()

    def prepare(self) -> None:
        self._drawn = QPixmap()

    def wake(self) -> None:
        self._awake = True
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._drawn = QPixmap()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._awake or self.look.is_contrast:
            painter.fillRect(self.rect(), self.look.color("chrome.bg"))
            return
        if self._drawn.isNull():
            ratio = self.devicePixelRatioF()
            self._drawn = QPixmap(self.size() * ratio)
            self._drawn.setDevicePixelRatio(ratio)
            _draw(self._drawn, self.width(), self.height(), self.look)
        painter.drawPixmap(0, 0, self._drawn)


def _draw(onto: QPixmap, width: int, height: int, look: Look) -> None:
    onto.fill(look.color("chrome.bg"))
    painter = QPainter(onto)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.save()
    painter.translate(width / 2, height)
    painter.rotate(45)
    painter.setPen(Qt.PenStyle.NoPen)
    for brick, shade in _bricks(17 * look.scale, max(width, height)):
        painter.setBrush(look.veil("chrome.mark", shade))
        painter.drawRoundedRect(brick, 1.5, 1.5)
    painter.restore()
    fade = QLinearGradient(0, 0, 0, height)
    fade.setColorAt(0.25, look.color("chrome.bg"))
    fade.setColorAt(1.0, look.veil("chrome.bg", 0.25))
    painter.fillRect(0, 0, width, height, fade)
    painter.end()


def _bricks(side: float, reach_px: int) -> Iterator[tuple[QRectF, float]]:
    """Two to one bricks: in row r a lying one starts at column -r, a standing one two columns on."""
    reach = int(reach_px / side)
    for r in range(-reach, reach):
        for k in range(-reach // 3, reach // 3):
            c = 4 * k - r
            for x, y, w, h in ((c, r, 2, 1), (c + 2, r, 1, 2)):
                shade = 0.16 + 0.05 * ((x * 5 + y * 11 + x * y) % 5)
                yield QRectF(x * side, y * side, w * side, h * side).adjusted(1, 1, -1, -1), shade

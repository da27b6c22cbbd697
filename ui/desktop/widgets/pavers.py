"""The yellow pavers of the city's centre, laid in herringbone: the only ornament of the program, on its first page."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QLayout

from .dressed import Dressed

SIDE = 17
"""The short side of a paver, px at 100 %."""


class Pavers(Dressed, QFrame):
    """Plain at first; the ornament comes after the first paint, so that it never makes the start longer."""

    def __init__(self, layout: QLayout | None = None) -> None:
        super().__init__()
        self._picture: QPixmap | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(60)
        self._later.timeout.connect(self._lay_pavers)
        if layout is not None:
            self.setLayout(layout)
        self.dress()

    def prepare(self) -> None:
        self._picture = None

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.color("chrome.bg"))
        if self._picture is not None and self._picture.deviceIndependentSize().toSize() == self.size():
            painter.drawPixmap(0, 0, self._picture)
        elif not self.look.is_contrast:
            self._later.start()

    def _lay_pavers(self) -> None:
        density = self.devicePixelRatioF()
        picture = QPixmap(self.size() * density)
        picture.setDevicePixelRatio(density)
        picture.fill(self.look.color("chrome.bg"))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.save()
        painter.translate(self.width() / 2, self.height())
        painter.rotate(45)
        painter.setPen(Qt.PenStyle.NoPen)
        for brick, shade in self._bricks(self.look.grown(SIDE)):
            painter.setBrush(self.look.veil("chrome.mark", shade))
            painter.drawRoundedRect(brick, 1.5, 1.5)
        painter.restore()
        fade = QLinearGradient(0, 0, 0, self.height())
        fade.setColorAt(0.25, self.look.color("chrome.bg"))
        fade.setColorAt(1.0, self.look.veil("chrome.bg", 0.25))
        painter.fillRect(self.rect(), fade)
        painter.end()
        self._picture = picture
        self.update()

    def _bricks(self, side: float) -> Iterator[tuple[QRectF, float]]:
        """Two to one bricks: in row r a lying one starts at column -r, a standing one two columns on."""
        reach = int(max(self.width(), self.height()) / side)
        for r in range(-reach, reach):
            for k in range(-reach // 3, reach // 3):
                c = 4 * k - r
                for x, y, w, h in ((c, r, 2, 1), (c + 2, r, 1, 2)):
                    shade = 0.16 + 0.05 * ((x * 5 + y * 11 + x * y) % 5)
                    yield QRectF(x * side, y * side, w * side, h * side).adjusted(1, 1, -1, -1), shade

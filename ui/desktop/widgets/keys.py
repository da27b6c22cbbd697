"""Keys on screen: the cap, and what Qt calls the key that is printed on it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.desktop.theme import Look

from .dressed import Dressed
from .runs import Run, draw_runs


def sequences(keys: str) -> list[QKeySequence]:
    """The key sequences of a printed cap. `Enter` is both Return and the Enter of the number pad (Qt takes them for
    two keys).
    """
    return (
        [QKeySequence(keys.replace("Enter", name)) for name in ("Return", "Enter")]
        if "Enter" in keys
        else [QKeySequence(keys)]
    )


def cap_size(keys: str, look: Look) -> QSize:
    """How large the cap of `keys` is."""
    metrics = look.metrics("micro")
    return QSize(int(max(metrics.horizontalAdvance(keys) + 11, metrics.height() + 4)), int(metrics.height() + 4))


def draw_cap(
    painter: QPainter,
    x: float,
    middle: float,
    keys: str,
    look: Look,
    ink: str = "text.soft",
    line: str = "line.control",
) -> float:
    """A key cap with a thicker lower edge; key names are never translated. Returns the right edge."""
    size = cap_size(keys, look)
    box = QRectF(x, round(middle - size.height() / 2), size.width(), size.height()).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(look.pen(line))
    painter.drawRoundedRect(box, 4, 4)
    painter.drawLine(QPointF(box.left() + 3, box.bottom() - 1), QPointF(box.right() - 3, box.bottom() - 1))
    left = box.center().x() - look.width(keys, "micro") / 2
    draw_runs(painter, QRectF(left, box.top() - 0.5, box.width(), box.height()), [Run(keys, "micro", ink)], look)
    return x + size.width()


class KeyCap(Dressed, QLabel):
    """One key or chord, such as `F8` or `Ctrl+K`."""

    def __init__(self, keys: str, ink: str = "text.soft", line: str = "line.control") -> None:
        super().__init__(keys)
        self._ink, self._line = ink, line
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.dress()

    def sizeHint(self) -> QSize:
        return cap_size(self.text(), self.look) + QSize(1, 1)

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        draw_cap(QPainter(self), 0, self.height() / 2, self.text(), self.look, self._ink, self._line)

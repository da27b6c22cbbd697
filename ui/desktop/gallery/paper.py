"""A page that looks like a scanned one: invented lines, never a real document."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

INK, PAPER = QColor("#26292B"), QColor("#F7F4EC")


def paper(width: int, title: str) -> QImage:
    """An A4 page of `width` px with a title and grey lines for text."""
    image = QImage(width, round(width * 297 / 210), QImage.Format.Format_RGB32)
    image.fill(PAPER)
    painter, unit = QPainter(image), width / 620
    font = QFont("Sofia Sans")
    font.setPixelSize(round(20 * unit))
    painter.setFont(font)
    painter.setPen(INK)
    painter.drawText(QRectF(0, 70 * unit, width, 40 * unit), Qt.AlignmentFlag.AlignCenter, title)
    for line in range(34):
        left, length = 70 * unit, (480 if line % 6 != 5 else (120 + 83 * line % 260)) * unit
        painter.fillRect(QRectF(left, (140 + line * 19) * unit, length, 5 * unit), QColor(120, 120, 118))
    painter.end()
    return image

"""Single-ink SVG drawings, painted in a token's colour at the size and density that is asked for.

`currentColor` in a file is the ink, `paper` the mark knocked out of a solid shape. QtSvg and the file are taken up
only when a drawing is first painted; each (drawing, colours, size) is rendered once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from resources import paths

from .look import Look
from .manager import ThemeManager
from .tokens import MEANINGS

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

SOLID = frozenset((*MEANINGS, "accent"))
"""Groups of colours that bring the ink for what stands on them."""


@lru_cache(maxsize=256)
def _drawing(name: str, ink: str, paper: str) -> QSvgRenderer:
    from PySide6.QtSvg import QSvgRenderer

    text = paths.icon(name).read_text("utf-8")
    return QSvgRenderer(QByteArray(text.replace("currentColor", ink).replace("paper", paper).encode()))


@lru_cache(maxsize=512)
def _picture(name: str, ink: str, paper: str, side: int, density: float) -> QPixmap:
    drawing = _drawing(name, ink, paper)
    picture = QPixmap(round(side * density), round(side * density))
    picture.setDevicePixelRatio(density)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    drawing.render(painter, QRectF(0, 0, side, side))
    painter.end()
    return picture


def forget() -> None:
    """Drop what was rendered: before the application object goes, because pixmaps must not outlive it."""
    _picture.cache_clear()
    _drawing.cache_clear()


def paint_icon(painter: QPainter, rect: QRect | QRectF, name: str, role: str, look: Look) -> None:
    """Paint a drawing into a square `rect` in the colour of a token. Raises FileNotFoundError for an unknown name."""
    group = role.partition(".")[0]
    paper = look.hex(f"{group}.on" if group in SOLID else "surface.panel")
    box = QRectF(rect)
    density = painter.device().devicePixelRatioF()
    picture = _picture(name, look.hex(role), paper, round(box.width()), density)
    painter.drawPixmap(QPointF(round(box.left()), round(box.top())), picture)


class _InkEngine(QIconEngine):
    """Asks for the colour at paint time: the icon follows theme, state and density."""

    def __init__(self, name: str, role: str, role_on: str) -> None:
        super().__init__()
        self._name, self._role, self._role_on = name, role, role_on

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        role = self._role_on if state == QIcon.State.On else self._role
        if mode == QIcon.Mode.Disabled:
            role = "text.disabled"
        paint_icon(painter, rect, self._name, role, ThemeManager.current().look)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """`size` is in px of the screen's own density 1, `scale` how many device pixels stand for one."""
        picture = QPixmap(size * scale)
        picture.setDevicePixelRatio(scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return _InkEngine(self._name, self._role, self._role_on)


def icon(name: str, role: str = "text.soft", role_on: str = "") -> QIcon:
    """A QIcon for buttons and actions. Always beside a word, or with an accessible name. Nothing is read before it
    is painted.
    """
    return QIcon(_InkEngine(name, role, role_on or role))

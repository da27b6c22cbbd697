"""The frame and watermark of a window that is not real work: no one may take it for the real one."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from ui.desktop.theme.icons import paint_icon
from ui.words import N_, _

from .dressed import Dressed
from .runs import Run, draw_runs


class Pretence(Enum):
    """What kind of window it is: group of colours, drawing, word, promise, and which way its stripes lean."""

    TRAINING = (
        "training",
        "training",
        N_("ОБУЧЕНИЕ"),
        N_("учебна база – нищо от този прозорец не отива при гражданин и не влиза в регистъра"),
        1,
    )
    SANDBOX = (
        "sandbox",
        "globe",
        N_("ПРОБНА СРЕДА"),
        N_("измислени хора и преписки – нищо от този прозорец не отива при гражданин и не влиза в регистъра"),
        -1,
    )

    @property
    def meaning(self) -> str:
        return self.value[0]

    @property
    def drawing(self) -> str:
        return self.value[1]

    @property
    def word(self) -> str:
        return _(self.value[2])

    @property
    def promise(self) -> str:
        return _(self.value[3])

    @property
    def lean(self) -> int:
        return self.value[4]


class EnvironmentFrame(Dressed, QWidget):
    """Lies over the whole window, lets every click and key through, covers no control: the window keeps `margins`
    free.
    """

    def __init__(self, window: QWidget, pretence: Pretence) -> None:
        super().__init__(window)
        self._pretence, self._clear = pretence, 0
        self._sheet: QPixmap | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(f"{pretence.word}: {pretence.promise}")
        self.dress()
        window.installEventFilter(self)
        self.setGeometry(window.rect())

    def prepare(self) -> None:
        self._sheet = None

    def keep_clear(self, px: int) -> None:
        """How much of the left edge carries no watermark: the rail."""
        self._clear = px
        self.prepare()

    @property
    def margins(self) -> tuple[int, int, int, int]:
        """What the content of the window must leave free: left, top, right, bottom, px."""
        edge = self.look.px("stroke.training")
        return edge, edge + self._strip, edge, edge

    @property
    def _strip(self) -> int:
        return self.look.grown(28)

    def eventFilter(self, window: QObject, event: QEvent) -> bool:
        """Stay over everything, whatever the window puts on top later."""
        if event.type() == QEvent.Type.Resize and isinstance(window, QWidget):
            self._sheet = None
            self.setGeometry(window.rect())
        elif event.type() == QEvent.Type.ChildAdded:
            self.raise_()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture is painted once for a size: children below repaint often and it lies over all of them."""
        density = self.devicePixelRatioF()
        if self._sheet is None or self._sheet.devicePixelRatio() != density:
            self._sheet = QPixmap(self.size() * density)
            self._sheet.setDevicePixelRatio(density)
            self._sheet.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._sheet)
            self._draw(painter)
            painter.end()
        painter = QPainter(self)
        painter.setClipRegion(event.region())
        painter.drawPixmap(0, 0, self._sheet)

    def _draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, top, right, bottom = self.margins
        self._watermark(painter, self.rect().adjusted(left + self._clear, top, -right, -bottom))
        for band in self._bands(left, top):
            self._hatch(painter, band)
        self._title(painter, top)

    def _bands(self, edge: int, top: int) -> Iterator[QRect]:
        w, h = self.width(), self.height()
        yield from (QRect(0, 0, w, top), QRect(0, h - edge, w, edge), QRect(0, 0, edge, h), QRect(w - edge, 0, edge, h))

    def _hatch(self, painter: QPainter, band: QRect) -> None:
        """Slanted stripes: the frame is told by its pattern even where colours are not seen."""
        look, group = self.look, self._pretence.meaning
        painter.save()
        painter.setClipRegion(QRegion(band))
        painter.fillRect(band, look.color(f"{group}.frame"))
        painter.setPen(look.pen(f"{group}.stripe", 5))
        rise = band.height() + 4
        for x in range(band.left() - rise - 8, band.right() + rise + 8, 16):
            low, high = QPointF(x, band.bottom() + 2), QPointF(x + rise, band.top() - 2)
            if self._pretence.lean < 0:
                low, high = QPointF(low.x(), high.y()), QPointF(high.x(), low.y())
            painter.drawLine(low, high)
        painter.restore()

    def _title(self, painter: QPainter, height: int) -> None:
        look, group = self.look, self._pretence.meaning
        runs = (
            Run(self._pretence.word, "strong", f"{group}.frame_on"),
            Run(f"   {self._pretence.promise}", "small", f"{group}.frame_on"),
        )
        side, pad = look.px("control.icon"), look.px("space.m")
        width = min(sum(look.width(run.text, run.role) for run in runs) + side + 3 * pad, self.width())
        plate = QRectF((self.width() - width) / 2, 0, width, height)
        painter.fillRect(plate, look.color(f"{group}.frame"))
        paint_icon(
            painter,
            QRectF(plate.left() + pad, plate.center().y() - side / 2, side, side),
            self._pretence.drawing,
            f"{group}.frame_on",
            look,
        )
        draw_runs(painter, plate.adjusted(2 * pad + side - 2, 0, 0, 0), runs, look)

    def _watermark(self, painter: QPainter, inner: QRect) -> None:
        look = self.look
        if not look.watermark:
            return
        word = self._pretence.word
        font = QFont(look.font("display"))
        font.setPointSizeF(font.pointSizeF() * 2.4)
        painter.save()
        painter.setClipRect(inner)
        painter.setFont(font)
        painter.setPen(look.veil(f"{self._pretence.meaning}.solid", look.watermark))
        across, down = int(QFontMetricsF(font).horizontalAdvance(word)) + 120, look.grown(210)
        painter.translate(inner.center())
        painter.rotate(-24)
        reach = max(inner.width(), inner.height())
        for line, y in enumerate(range(-reach, reach, down)):
            for x in range(-reach - (line % 2) * across // 2, reach, across):
                painter.drawText(QPointF(x, y), word)
        painter.restore()

"""One page: fitted to the width or zoomed, turned, moved with keys and mouse, with the proof of a check marked on
it.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QGuiApplication,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea

from ui.desktop.theme import Look
from ui.desktop.widgets.dressed import Dressed
from ui.desktop.widgets.runs import Run, draw_runs
from ui.words import _

from .view import PageMark

STEPS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
"""Zoom in shares of the fitted width."""
TURN_KEYS = {"xcb": 27, "wayland": 27, "windows": 19}
"""Scan code of the key that is R on the US layout: it turns the page under every layout."""
A4 = 297 / 210


class PageView(Dressed, QAbstractScrollArea):
    """PgUp PgDn change the page (`page_step`), + and − zoom, 0 fits the width, R turns, arrows move. Paper stays
    light in every theme.
    """

    page_step = Signal(int)
    render_wanted = Signal(int)
    """The page is drawn at this width (device px of the upright page), and the picture it has is too coarse or of
    another size.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setProperty("owns_ring", True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(200, 140)
        self._image: QImage | None = None
        self._turned: QImage | None = None
        self._ratio, self._zoom, self._turn, self._asked = A4, 1.0, 0, 0
        self._marks: tuple[PageMark, ...] = ()
        self._message = ""
        self._paper = Look.resolve("light")
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(60)
        self._later.timeout.connect(self._ask)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.valueChanged.connect(self.viewport().update)
        self.dress()

    def prepare(self) -> None:
        self._paper = Look.resolve("light", self.look.scale)

    # What is shown

    def show_page(self, image: QImage | None, marks: tuple[PageMark, ...] = ()) -> None:
        """Show a rendered page, or None while it is on its way. Zoom and turn stay."""
        self._image, self._turned, self._marks, self._message = image, None, marks, ""
        if image is not None and not image.isNull():
            self._ratio = image.height() / image.width()
        self._lay()

    def show_message(self, words: str) -> None:
        """Say why there is no page."""
        self._image, self._turned, self._message = None, None, words
        self._lay()

    def forget_view(self) -> None:
        """Another document: fitted and upright again, at the top."""
        self._zoom, self._turn, self._asked = 1.0, 0, 0
        self.verticalScrollBar().setValue(0)
        self.horizontalScrollBar().setValue(0)

    @property
    def zoom(self) -> float:
        """1.0 is fitted to the width."""
        return self._zoom

    @property
    def turn(self) -> int:
        """Degrees clockwise: 0, 90, 180, 270."""
        return self._turn

    def set_zoom(self, zoom: float) -> None:
        """Zoom around the middle of what is seen."""
        bars = (self.verticalScrollBar(), self.horizontalScrollBar())
        middles = [(bar.value() + bar.pageStep() / 2) / max(1, bar.maximum() + bar.pageStep()) for bar in bars]
        self._zoom = min(STEPS[-1], max(STEPS[0], zoom))
        self._lay()
        for bar, middle in zip(bars, middles, strict=True):
            bar.setValue(round(middle * (bar.maximum() + bar.pageStep()) - bar.pageStep() / 2))

    def zoom_by(self, steps: int) -> None:
        """To the next coarser or finer step."""
        nearest = min(range(len(STEPS)), key=lambda at: abs(STEPS[at] - self._zoom))
        self.set_zoom(STEPS[min(len(STEPS) - 1, max(0, nearest + steps))])

    def rotate(self) -> None:
        """A quarter clockwise."""
        self._turn = (self._turn + 90) % 360
        self._turned = None
        self._lay()

    def show_mark(self) -> None:
        """Scroll to the first mark of the page."""
        if self._marks and self._turn == 0:
            page, mark = self._page_size(), self._marks[0]
            self.verticalScrollBar().setValue(
                round(self._edge + mark.top * page.height() - self.viewport().height() / 3)
            )

    # Geometry, in px of the viewport

    @property
    def _edge(self) -> int:
        return self.look.px("space.l")

    @property
    def _fitted(self) -> int:
        """The room of the scroll bar is always kept, so that a page is not rendered twice when the bar comes."""
        bar = self.verticalScrollBar().sizeHint().width()
        return self.maximumViewportSize().width() - bar - 2 * self._edge

    @property
    def _is_lying(self) -> bool:
        return self._turn in (90, 270)

    def _page_size(self) -> QSize:
        """Of the page as it lies on the desk."""
        fitted = min(max(80, self._fitted), self.look.grown(900))
        width = fitted * self._zoom
        ratio = 1 / self._ratio if self._is_lying else self._ratio
        return QSize(round(width), round(width * ratio))

    def _lay(self) -> None:
        page, port = self._page_size(), self.viewport().size()
        has_page = not self._message
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, page.height() + 2 * self._edge - port.height()) if has_page else 0)
        across.setRange(0, max(0, page.width() + 2 * self._edge - port.width()) if has_page else 0)
        down.setPageStep(port.height())
        across.setPageStep(port.width())
        down.setSingleStep(self.look.grown(40))
        across.setSingleStep(self.look.grown(40))
        self._later.start()
        self.viewport().update()

    def wanted_width(self) -> int:
        """Width of the upright page in device px, as it is drawn now."""
        page = self._page_size()
        return round((page.height() if self._is_lying else page.width()) * self.devicePixelRatioF())

    def _ask(self) -> None:
        wanted = self.wanted_width()
        has = self._image.width() if self._image is not None else 0
        if not self._message and self._asked != wanted and abs(has - wanted) > 2:
            self._asked = wanted
            self.render_wanted.emit(wanted)

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(key), 0)
        turns = key == Qt.Key.Key_R or (
            event.nativeScanCode() and event.nativeScanCode() == TURN_KEYS.get(QGuiApplication.platformName())
        )
        if step:
            self.page_step.emit(step)
        elif text in ("+", "="):
            self.zoom_by(1)
        elif text in ("-", "_"):
            self.zoom_by(-1)
        elif text == "0":
            self.set_zoom(1.0)
        elif turns and not event.modifiers():
            self.rotate()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self.look.color("surface.desk"))
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if self._message:
            self._paint_words(painter, QRectF(self.viewport().rect()), self._message, "text.body")
        else:
            self._paint_page(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self.look.pen("focus.ring", self.look.px("stroke.focus")))
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1))

    def _paint_page(self, painter: QPainter) -> None:
        size, port = self._page_size(), self.viewport().size()
        left = max(self._edge, (port.width() - size.width()) // 2) - self.horizontalScrollBar().value()
        box = QRectF(left, self._edge - self.verticalScrollBar().value(), size.width(), size.height())
        if self._image is None:
            painter.fillRect(box, self._paper.color("surface.canvas"))
            seen = box & QRectF(self.viewport().rect())
            self._paint_words(painter, seen, _("Страницата се отваря…"), "text.soft", self._paper)
        else:
            painter.drawImage(box, self._upright(self._image))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self.look.pen("line.control"))
        painter.drawRect(box)
        for mark in self._marks:
            self._paint_mark(painter, box, mark)

    def _upright(self, image: QImage) -> QImage:
        if self._turned is None:
            self._turned = image.transformed(QTransform().rotate(self._turn)) if self._turn else image
        return self._turned

    def _paint_words(self, painter: QPainter, rect: QRectF, words: str, tone: str, look: Look | None = None) -> None:
        look = look or self.look
        painter.setFont(look.font("body"))
        painter.setPen(look.color(tone))
        painter.drawText(
            rect.adjusted(24, 24, -24, -24), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words
        )

    def _paint_mark(self, painter: QPainter, page: QRectF, mark: PageMark) -> None:
        """The marks are the light theme's, whatever the desk wears, because paper is always light."""
        look, share = self._paper, QRectF(mark.left, mark.top, mark.width, mark.height)
        if self._turn:
            turned = QTransform().translate(0.5, 0.5).rotate(self._turn).translate(-0.5, -0.5)
            share = turned.mapRect(share)
        box = QRectF(page.left() + share.left() * page.width(), page.top() + share.top() * page.height(),
                     share.width() * page.width(), share.height() * page.height())  # fmt: skip
        painter.setBrush(look.veil("warning.solid", 0.10))
        painter.setPen(look.pen("warning.solid", 2))
        painter.drawRoundedRect(box, 4, 4)
        metrics = look.metrics("small_strong")
        flag = QRectF(0, 0, metrics.horizontalAdvance(mark.words) + 16, metrics.height() + 4)
        flag.moveBottomRight(box.topRight() + QPointF(1, 1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.brush("warning.solid"))
        painter.drawRoundedRect(flag, 4, 4)
        draw_runs(painter, flag.adjusted(8, 0, 0, 0), (Run(mark.words, "small_strong", "warning.on"),), look)

"""A settled check: one line with shape, title, reason and where the proof is. Enter shows the proof, Space opens."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui.desktop.theme.icons import paint_icon
from ui.words import _

from .check_view import CheckView
from .dressed import Dressed
from .runs import Run, draw_runs


class FoldedCheck(Dressed, QPushButton):
    """One line of the list."""

    evidence_wanted = Signal(str)
    unfolded = Signal(str)

    def __init__(self, check: CheckView) -> None:
        super().__init__()
        self.check = check
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: self.unfolded.emit(self.check.key))
        self.dress()
        self.show_check(check)

    def show_check(self, check: CheckView) -> None:
        self.check = check
        self.setAccessibleName(check.spoken)
        self.setAccessibleDescription(
            _("Доказателство: {where}").format(where=check.evidence) if check.evidence else ""
        )
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.check.evidence:
                self.evidence_wanted.emit(self.check.key)
            else:
                self.click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The words of the proof are a link of their own."""
        if self.check.evidence and self._link().contains(event.position()):
            self.setDown(False)
            self.evidence_wanted.emit(self.check.key)
            return
        super().mouseReleaseEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(200, self.look.px("density.compact.row"))

    minimumSizeHint = sizeHint

    def _link(self) -> QRectF:
        look = self.look
        width = look.width(self.check.evidence, "small") + look.px("control.icon_small") + 6
        return QRectF(self.width() - look.px("space.l") - width, 0, width, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter, check = self.look, QPainter(self), self.check
        if self.underMouse():
            painter.fillRect(self.rect(), look.color("surface.hover"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.color("line.hair"))
        side, pad, height = look.px("control.icon_small"), look.px("space.l"), self.height()
        draw_runs(
            painter, QRectF(pad, 0, look.grown(30), height), (Run(str(check.number), "small", "text.soft"),), look
        )
        left = pad + look.px("space.xl")
        paint_icon(painter, QRectF(left, (height - side) / 2, side, side), check.shape, check.ink, look)
        right = float(self.width() - pad)
        if check.evidence:
            right = self._paint_link(painter) - look.px("space.m")
        start = left + side + look.px("space.s")
        runs = (Run(check.title), Run(f"   {check.reason}", "small", "text.soft"))
        draw_runs(painter, QRectF(start, 0, right - start, height), runs, look)

    def _paint_link(self, painter: QPainter) -> float:
        look, box, side = self.look, self._link(), self.look.px("control.icon_small")
        paint_icon(painter, QRectF(box.left(), (self.height() - side) / 2, side, side), "jump", "accent.text", look)
        draw_runs(painter, box.adjusted(side + 4, 0, 1, 0), (Run(self.check.evidence, "small", "accent.text"),), look)
        return box.left()

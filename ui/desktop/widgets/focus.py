"""One focus ring for the whole window, drawn around the control and never clipped by its parent.

(QFocusFrame would be clipped by the parent's edge, and a style sheet's `:focus` moves the layout.)
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from .dressed import Dressed

REACH = 3
"""How far the ring stands outside the control, px at 100 %."""
MOVES = {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide}


class FocusRing(Dressed, QWidget):
    """Follows the keyboard focus inside `window`; make one for each window, after its content. Lists and tables
    draw their own ring on the current row (`owns_ring` as a property tells of any other widget that does).
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self.dress()
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]
        self._follow(None, QApplication.focusWidget())

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        for widget in filter(isValid, self._watched):
            widget.removeEventFilter(self)
        inside = new is not None and self._window.isAncestorOf(new)
        self._target = new if new is not None and inside and not _draws_own(new) else None
        self._watched = list(self._chain())
        for widget in self._watched:
            widget.installEventFilter(self)
        self._place()

    def _chain(self) -> Iterator[QWidget]:
        """The target and what it stands in: when any of them moves, the ring moves."""
        widget = self._target
        while widget is not None and widget is not self._window:
            yield widget
            widget = widget.parentWidget()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in MOVES:
            self._place()
        return False

    def _place(self) -> None:
        target = self._target
        if target is None or not isValid(target) or not target.isVisible():
            self.hide()
            return
        reach = self.look.grown(REACH)
        window = self._window
        rect = target.rect().translated(target.mapTo(window, QPoint(0, 0)))
        rect.adjust(-reach, -reach, reach, reach)
        for widget in self._watched:
            if isinstance(widget, QScrollArea) or (isinstance(widget, QAbstractScrollArea) and widget is not target):
                port = widget.viewport()
                rect &= port.rect().translated(port.mapTo(window, QPoint(0, 0)))
        rect &= window.rect()
        self.setGeometry(rect)
        self.setVisible(not rect.isEmpty())
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._target is None or not isValid(self._target):
            return
        on_rail = bool(self._target.property("chrome"))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self.look.pen("chrome.mark" if on_rail else "focus.ring", self.look.px("stroke.focus")))
        radius = self.look.px("radius.control") + 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)


def _draws_own(widget: QWidget) -> bool:
    """Lists and tables ring their current row; what cannot be reached by Tab (a page that holds the focus for a
    moment) has no ring.
    """
    is_list = isinstance(widget, QAbstractItemView) or bool(widget.property("owns_ring"))
    return is_list or widget.focusPolicy() == Qt.FocusPolicy.NoFocus

"""Overlays: a scrim and a panel. Esc closes; what lies under is not lost and not moved."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from .dressed import Dressed
from .focus import FocusRing

EDGE = 16
"""Least distance of the panel from the edge of the window, px."""


class Overlay(Dressed, QWidget):
    """Lies over `window` and holds one panel of `width` px at 100 %, its top at `share` of the window's height. The
    focus stays inside until it closes and goes back to where it was. Esc, or a press on the scrim, closes it.
    """

    closed = Signal()

    def __init__(self, window: QWidget, panel: QWidget, width: int, share: float = 0.14) -> None:
        super().__init__(window)
        self._window = window
        self._panel, self._wide, self._share = panel, width, share
        self._back = QApplication.focusWidget()
        panel.setParent(self)
        self.setAccessibleName(panel.accessibleName())
        self.setFocusProxy(panel)
        self.dress()
        window.installEventFilter(self)
        self._fit()
        self.show()
        self.raise_()
        self._ring = FocusRing(self)
        panel.setFocus(Qt.FocusReason.PopupFocusReason)

    def prepare(self) -> None:
        if self._panel.parent() is self:
            self._fit()

    def dismiss(self) -> None:
        """Close and give the focus back."""
        self._window.removeEventFilter(self)
        self.hide()
        if self._back is not None and isValid(self._back) and self._back.isVisible():
            self._back.setFocus(Qt.FocusReason.PopupFocusReason)
        self.closed.emit()
        self.deleteLater()

    def eventFilter(self, _window: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def _fit(self) -> None:
        window = self._window
        self.setGeometry(window.rect())
        self._panel.setFixedWidth(max(1, min(self.look.grown(self._wide), self.width() - 2 * EDGE)))
        height = max(self._panel.sizeHint().height(), self._panel.heightForWidth(self._panel.width()))
        height = min(height, self.height() - 2 * EDGE)
        left = (self.width() - self._panel.width()) // 2
        top = max(EDGE, min(round(self.height() * self._share), self.height() - height - EDGE))
        self._panel.setGeometry(left, top, self._panel.width(), height)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Esc belongs to the overlay, before any shortcut of the screen below."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        event.accept()  # nothing that is typed here reaches the screen below

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._panel.geometry().contains(event.position().toPoint()):
            self.dismiss()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round inside."""
        widget = QApplication.focusWidget()
        here = widget if widget is not None and self.isAncestorOf(widget) else self
        at = here
        while True:
            after = at.nextInFocusChain() if forward else at.previousInFocusChain()
            if after is None or after is here:
                return True
            at = after
            takes = (
                at.focusPolicy() & Qt.FocusPolicy.TabFocus
                and at.isVisible()
                and at.isEnabled()
                and at.focusProxy() is None
            )
            if takes and self.isAncestorOf(at):
                at.setFocus(Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason)
                return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = self.look, QPainter(self)
        painter.fillRect(self.rect(), look.veil("chrome.bg", 0.55 if look.name == "light" else 0.72))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(look.pen("line.control", 2))
        painter.setBrush(look.brush("surface.raised"))
        radius = look.px("radius.card")
        painter.drawRoundedRect(QRectF(self._panel.geometry()).adjusted(-1, -1, 1, 1), radius, radius)

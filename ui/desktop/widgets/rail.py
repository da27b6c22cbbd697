"""The places of the program at the left edge, top to bottom; icon over word, with how many wait there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy

from ui.desktop.theme.icons import paint_icon
from ui.words import _, ngettext

from .dressed import Dressed
from .layout import column
from .runs import Run, draw_runs
from .text import tip


@dataclass(frozen=True, slots=True)
class Place:
    """`icon`: a drawing; `keys`: what goes there (`Ctrl+1`); `at_foot`: it stands at the lower end of the rail."""

    key: str
    icon: str
    word: str
    count: int = 0
    keys: str = ""
    at_foot: bool = False


class _PlaceButton(Dressed, QPushButton):
    """The current place has a bar at its left, not only another shade."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place, self._here = place, False
        self.setProperty("chrome", True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.dress()
        self.show_place(place, False)

    def show_place(self, place: Place, here: bool) -> None:
        self._place, self._here = place, here
        waits = ngettext("{n} чака", "{n} чакат", place.count).format(n=place.count) if place.count else ""
        self.setAccessibleName(", ".join(part for part in (place.word, waits) if part))
        self.setAccessibleDescription(", ".join(part for part in (place.keys, _("тук сте") if here else "") if part))
        tip(self, f"{place.word} ({place.keys})" if place.keys else place.word)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.look.px("shell.rail"), self.look.grown(58))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.look.px("shell.rail"), int(self.look.metrics("micro").height()) + 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextChild() if event.key() == Qt.Key.Key_Down else self.focusPreviousChild()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = self.look, QPainter(self)
        if self._here or self.underMouse():
            painter.fillRect(self.rect(), look.color("chrome.active" if self._here else "chrome.hover"))
        if self._here:
            painter.fillRect(0, 0, look.px("stroke.marker") + 1, self.height(), look.color("chrome.mark"))
        ink = "chrome.text_active" if self._here else "chrome.text"
        side, text = look.px("control.icon"), look.metrics("micro").height()
        drawn = self.height() >= side + text + 8
        top = (self.height() - text - (side + 4 if drawn else 0)) / 2
        width = look.width(self._place.word, "micro")
        words = QRectF(max(4.0, (self.width() - width) / 2), top + (side + 4 if drawn else 0), self.width() - 6, text)
        draw_runs(painter, words, (Run(self._place.word, "micro", ink),), look)
        picture = QRectF(round((self.width() - side) / 2), round(top), side, side)
        if drawn:
            paint_icon(painter, picture, self._place.icon, ink, look)
        if self._place.count:
            at = picture.topRight() + QPointF(-3, -5) if drawn else QPointF(self.width() - look.grown(26), 2)
            self._paint_count(painter, at)

    def _paint_count(self, painter: QPainter, at: QPointF) -> None:
        look, text = self.look, str(self._place.count) if self._place.count < 1000 else "999+"
        words, high = look.width(text, "micro"), look.grown(16)
        pill = QRectF(at.x(), at.y(), max(words + 9, high), high)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.brush("chrome.mark"))
        painter.drawRoundedRect(pill, high / 2, high / 2)
        draw_runs(painter, pill.adjusted((pill.width() - words) / 2, 0, 9, 0), (Run(text, "micro", "chrome.bg"),), look)


class Rail(Dressed, QFrame):
    """Entries given as data. The keys of the places belong to the window, which binds them once."""

    picked = Signal(str)
    """The key of the place to go to."""

    def __init__(self, places: Sequence[Place] = (), here: str = "") -> None:
        super().__init__()
        self.setAccessibleName(_("Екрани"))
        self._buttons: dict[str, _PlaceButton] = {}
        self._lines = column(gap="hair", margin=("", "s", "", "s"))
        self.setLayout(self._lines)
        self.dress()
        self.show_places(places, here)

    def prepare(self) -> None:
        self.setFixedWidth(self.look.px("shell.rail"))

    def show_places(self, places: Sequence[Place], here: str) -> None:
        """Show counts and the current place; buttons stay as long as the places do."""
        if list(self._buttons) != [place.key for place in places]:
            self._rebuild(places)
        for place in places:
            self._buttons[place.key].show_place(place, place.key == here)

    def _rebuild(self, places: Sequence[Place]) -> None:
        for old in self._buttons.values():
            old.deleteLater()
        while self._lines.count():
            self._lines.takeAt(0)
        self._buttons = {}
        upper = [place for place in places if not place.at_foot]
        lower = [place for place in places if place.at_foot]
        for place in (*upper, None, *lower):
            if place is None:
                self._lines.addStretch(1)
                continue
            button = self._buttons[place.key] = _PlaceButton(place)
            button.clicked.connect(lambda _checked=False, key=place.key: self.picked.emit(key))
            self._lines.addWidget(button)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.look.color("chrome.bg"))
        if self.look.is_contrast:
            painter.fillRect(self.width() - 1, 0, 1, self.height(), self.look.color("chrome.line"))

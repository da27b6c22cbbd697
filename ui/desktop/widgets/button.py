"""A button whose key is printed on it. A closed way stays visible, dashed, and says why."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from ui.desktop.theme import Look
from ui.desktop.theme.icons import paint_icon

from .dressed import Dressed, restyle
from .keys import cap_size, draw_cap, sequences
from .runs import Run, draw_runs
from .text import tip

INKS = {"primary": "accent.on", "danger": "danger.fg", "quiet": "accent.text"}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KeyButton(Dressed, QPushButton):
    """`keys`: what is printed and, after `bind`, what fires it. `kind`: "", `primary`, `danger` or `quiet`. `size`:
    "", `small`, `large`. `clicked` when it is pressed by mouse, by its key, by Space or by Enter on the focused
    button.
    """

    refused = Signal(str)
    """The key of a closed way was pressed; the reason why it is closed."""

    def __init__(self, words: str, keys: str = "", kind: str = "", *, icon: str = "", size: str = "") -> None:
        super().__init__()
        self._keys, self._icon_name, self._why_not = keys, icon, ""
        self.setProperty("kind", kind)
        self.setProperty("fit", size)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.say(words)
        self.dress()

    @property
    def words(self) -> str:
        return self._words

    @property
    def keys(self) -> str:
        return self._keys

    def say(self, words: str) -> None:
        """Change the words; an ampersand is a letter, not a mnemonic."""
        self._words = words
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self._describe()
        self.updateGeometry()

    def wear_key(self, keys: str) -> None:
        """Print another key; what fires the button is bound apart."""
        if keys != self._keys:
            self._keys = keys
            self._describe()
            self.updateGeometry()
            self.update()

    def resize_to(self, size: str) -> None:
        """Become "", `small` or `large`."""
        restyle(self, "fit", size)
        self.updateGeometry()

    def wear(self, kind: str) -> None:
        """Become primary, or stop being it."""
        restyle(self, "kind", kind)

    def close_way(self, why_not: str) -> None:
        """Close the way and say why; "" opens it again."""
        if why_not and self.hasFocus():
            self.focusNextChild()
        self._why_not = why_not
        self.setEnabled(not why_not)
        self._describe()

    def _describe(self) -> None:
        tip(self, self._why_not)
        self.setAccessibleDescription(". ".join(part for part in (self._keys, self._why_not) if part))

    def bind(
        self, scope: QWidget, context: Qt.ShortcutContext = Qt.ShortcutContext.WidgetWithChildrenShortcut
    ) -> QShortcut:
        """Fire on the printed key while the focus is inside `scope`. A key held down fires once: no act is made
        twice.
        """
        shortcut = QShortcut(scope)
        shortcut.setKeys(sequences(self._keys))
        shortcut.setContext(context)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self.fire)
        self.destroyed.connect(shortcut.deleteLater)
        return shortcut

    def obey(self, action: QAction) -> None:
        """Fire when an action of the screen does, and wear its words and its being open or closed."""

        def follow() -> None:
            self.say(action.text())
            self.close_way("" if action.isEnabled() else (action.statusTip() or action.text()))

        follow()
        action.changed.connect(follow)
        self.clicked.connect(action.trigger)

    def fire(self) -> None:
        """What the key does: a press, or the reason why not. Nothing where the button itself is hidden."""
        if not self.isVisible():
            return
        if self._why_not:
            self.refused.emit(self._why_not)
        elif self.isEnabled():
            self.click()

    def event(self, event: QEvent) -> bool:
        """Enter on a focused button presses that button, even where Enter is the key of another one."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in ENTER
            and not _modified(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not _modified(event):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def prepare(self) -> None:
        self.setFont(self.look.font("label"))

    def _height(self) -> int:
        tokens = {"small": "control.height_small", "large": "control.height_large"}
        height = self.look.px(tokens.get(self.property("fit"), "control.height"))
        return height - 4 if self.property("fit") == "large" else height

    def sizeHint(self) -> QSize:
        parts = _Parts(self._keys, self._icon_name, self._words, self.look)
        pad = self.look.px("space.s" if self.property("fit") == "small" else "space.m")
        return QSize(int(parts.width) + 2 * pad + 3, self._height())

    minimumSizeHint = sizeHint

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        ink = INKS.get(self.property("kind"), "text.body") if self.isEnabled() else "text.disabled"
        line = ink if self.property("kind") == "primary" and self.isEnabled() else "line.control"
        parts = _Parts(self._keys, self._icon_name, self._words, self.look)
        parts.draw(painter, QRectF(self.rect()), ink, line)


def _modified(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)


class _Parts:
    """Cap, icon and words of a button face, side by side and centred. Also painted by lists, whose rows are no
    widgets.
    """

    def __init__(self, keys: str, icon: str, words: str, look: Look) -> None:
        self.keys, self.icon, self.words, self.look = keys, icon, words, look
        self.gap = look.px("space.s")
        self.cap = cap_size(keys, look).width() if keys else 0
        self.side = look.px("control.icon_small") if icon else 0
        self.text = look.width(words, "label") + 1
        self.width = self.text + sum(wide + self.gap for wide in (self.cap, self.side) if wide)

    def draw(self, painter: QPainter, rect: QRectF, ink: str, line: str) -> None:
        x = rect.left() + (rect.width() - self.width) / 2
        middle = rect.center().y()
        if self.cap:
            x = draw_cap(painter, x, middle, self.keys, self.look, ink, line) + self.gap
        if self.side:
            paint_icon(painter, QRectF(x, middle - self.side / 2, self.side, self.side), self.icon, ink, self.look)
            x += self.side + self.gap
        draw_runs(
            painter, QRectF(x, rect.top(), self.text + 1, rect.height()), [Run(self.words, "label", ink)], self.look
        )


def face_width(keys: str, words: str, look: Look) -> int:
    """How wide a small painted button is."""
    return int(_Parts(keys, "", words, look).width) + 2 * look.px("space.s") + 3


def draw_face(painter: QPainter, rect: QRectF, keys: str, words: str, look: Look, *, primary: bool = False) -> None:
    """A small button painted where a row is no widget."""
    box = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(look.pen("accent.fill" if primary else "line.control", 2 if look.is_contrast else 1))
    painter.setBrush(look.brush("accent.fill" if primary else "surface.raised"))
    painter.drawRoundedRect(box, look.px("radius.control"), look.px("radius.control"))
    ink = "accent.on" if primary else "text.body"
    _Parts(keys, "", words, look).draw(painter, rect, ink, ink if primary else "line.control")

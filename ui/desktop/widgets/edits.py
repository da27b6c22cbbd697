"""Fields with something inside: a password that can be looked at, a search with its key, a choice from a list."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent, QPaintEvent, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyle, QStyleOptionComboBox, QStylePainter, QToolButton, QWidget

from ui.desktop.theme.icons import icon, paint_icon
from ui.words import _

from .dressed import Dressed
from .keys import KeyCap, cap_size, sequences
from .layout import row
from .shape import Shape


class SecretEdit(Dressed, QLineEdit):
    """A password. The eye shows it while it is pressed in, and it is never kept in undo, clipboard or input memory."""

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhHiddenText
        )
        self._eye = tool("eye", _("Покажи паролата"))
        self._eye.setProperty("inside", True)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)
        self.setLayout(row(1, self._eye, margin=("", "", "xs", "")))
        self.dress()

    def prepare(self) -> None:
        self.setTextMargins(0, 0, self.look.px("control.icon") + self.look.px("space.s"), 0)

    def _show(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._eye.say(_("Скрий паролата") if shown else _("Покажи паролата"))


class SearchEdit(Dressed, QLineEdit):
    """Search as one types: a magnifier, the words, its key. Esc empties it first; empty, Esc goes on to the screen."""

    def __init__(self, name: str, placeholder: str, keys: str = "F3") -> None:
        super().__init__()
        self._keys = keys
        self.setAccessibleName(name)
        self.setAccessibleDescription(keys)
        self.setPlaceholderText(placeholder)
        self.setLayout(row(Shape("search", size="control.icon_small"), 1, KeyCap(keys), margin=("s", "", "s", "")))
        self.dress()

    def prepare(self) -> None:
        self.setFont(self.look.font("body"))
        right = cap_size(self._keys, self.look).width() + self.look.px("space.s")
        self.setTextMargins(self.look.px("space.xl"), 0, right, 0)

    def bind(self, scope: QWidget) -> QShortcut:
        """Bring the focus here, with all of the text marked, when the key is pressed inside `scope`."""
        shortcut = QShortcut(scope)
        shortcut.setKeys(sequences(self._keys))
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._take)
        return shortcut

    def _take(self) -> None:
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)


class Choice(Dressed, QComboBox):
    """One of a list, with the arrow of the kit."""

    def prepare(self) -> None:
        self.setFont(self.look.font("body"))

    def __init__(self) -> None:
        super().__init__()
        self.dress()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        side = self.look.px("control.icon_small")
        box = QRectF(self.width() - side - self.look.px("space.s"), (self.height() - side) / 2, side, side)
        paint_icon(painter, box, "down", "text.soft" if self.isEnabled() else "text.disabled", self.look)


class ToolButton(Dressed, QToolButton):
    """A button that is only a drawing: its name is for the screen reader and for the tooltip, with its key."""

    def __init__(self, drawing: str, name: str, keys: str = "") -> None:
        super().__init__()
        self._keys = keys
        self.setIcon(icon(drawing))
        self.setAccessibleDescription(keys)
        self.say(name)
        self.dress()

    def say(self, name: str) -> None:
        """Change what it is called."""
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({self._keys})" if self._keys else name)

    def prepare(self) -> None:
        side = self.look.px("control.icon_small")
        self.setIconSize(QSize(side, side))


def tool(drawing: str, name: str, keys: str = "") -> ToolButton:
    """A `ToolButton`."""
    return ToolButton(drawing, name, keys)


class FilterChip(Dressed, QToolButton):
    """A filter of a list: pressed in while it holds. With `opens` it opens a menu and wears an arrow at the right."""

    def __init__(self, words: str, *, on: bool = False, drawing: str = "", opens: bool = False) -> None:
        super().__init__()
        self.setProperty("filter", True)
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.setCheckable(True)
        self.setChecked(on)
        picture = "down" if opens else drawing
        self.setIcon(icon(picture, "text.soft", "accent.text") if picture else QIcon())
        self.setToolButtonStyle(
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon if picture else Qt.ToolButtonStyle.ToolButtonTextOnly
        )
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft if opens else Qt.LayoutDirection.LeftToRight)
        self.dress()

    def prepare(self) -> None:
        side = self.look.px("control.icon_small")
        self.setFont(self.look.font("label"))
        self.setIconSize(QSize(side, side))

"""The keys that mean the same on every screen, bound once; F1 shows this very table together with the screen's own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from ui.desktop.screen import KeyLine
from ui.desktop.widgets.button import KeyButton
from ui.desktop.widgets.keys import KeyCap
from ui.desktop.widgets.layout import Rule, column, frame, row
from ui.desktop.widgets.overlay import Overlay
from ui.desktop.widgets.text import Text
from ui.words import _


def bind(scope: QWidget, keys: str, does: Callable[[], None]) -> QShortcut:
    """A key that fires once however long it is held."""
    shortcut = QShortcut(QKeySequence(keys), scope)
    shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
    shortcut.setAutoRepeat(False)
    shortcut.activated.connect(does)
    return shortcut


def show_keys(window: QWidget, title: str, own: Sequence[KeyLine], everywhere: Sequence[KeyLine]) -> Overlay:
    """F1: the keys of this screen and those that work everywhere."""
    close = KeyButton(_("Затвори"), "Esc", size="small")
    head = row(Text(title, "title", "strong"), 1, close)
    groups = row((_group(_("На този екран"), own), 1), (_group(_("Навсякъде"), everywhere), 1), gap="xl")
    note = Text(
        _("Действат и на кирилица, и на латиница. Имената на клавишите не се превеждат."), "small", "soft", wrap=True
    )
    panel = frame(column(head, Rule(), groups, Rule(), note, gap="m", margin="xl"), name=title)
    panel.setFocusProxy(close)
    overlay = Overlay(window, panel, 860, 0.12)
    close.clicked.connect(overlay.dismiss)
    return overlay


def _group(title: str, lines: Sequence[KeyLine]) -> QFrame:
    """Caps in one column, as wide as the widest of them, so that all words begin on one vertical line."""
    caps = [
        frame(
            row(*(KeyCap(key, "text.body") for key in line.keys.split()), 1, gap="xs"),
            name=f"{line.words}: {line.keys}",
        )
        for line in lines
    ]
    width = max((one.sizeHint().width() for one in caps), default=0)
    for one in caps:
        one.setFixedWidth(width)
    shown = [row(one, (Text(line.words, wrap=True), 1), gap="m") for one, line in zip(caps, lines, strict=True)]
    return frame(column(Text(title, "small_strong", "accent"), *shown, 1, gap="xs"))

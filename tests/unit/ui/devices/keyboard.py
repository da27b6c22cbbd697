"""Keys sent to the window as a platform plugin does, each with a time of its own."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from operator_app.devices.scancodes import Platform, strokes_of
from ui.desktop.devices.wedge import WedgeFilter

ENTER = 36


class Keyboard:
    """Sends keys to the focused window with a time of its own: override, press, release."""

    def __init__(self) -> None:
        self.now = 1000

    def key(self, code, text, key=None, shift=False, gap=2, modifiers=Qt.KeyboardModifier.NoModifier):
        self.now += gap
        modifiers |= Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        key = key or ord(text.upper())
        window = QApplication.focusWindow()
        override = self.event(QEvent.Type.ShortcutOverride, key, modifiers, code, text)
        override.setAccepted(False)
        QCoreApplication.sendEvent(window, override)
        QCoreApplication.sendEvent(window, self.event(QEvent.Type.KeyPress, key, modifiers, code, text))
        QCoreApplication.sendEvent(window, self.event(QEvent.Type.KeyRelease, key, modifiers, code, text))

    def event(self, kind, key, modifiers, code, text):
        event = QKeyEvent(kind, int(key), modifiers, code, 0, 0, text)
        event.setTimestamp(self.now)
        return event

    def type(self, text, gap=60):
        for (code, shift), sign in zip(strokes_of(text, Platform.X11), text, strict=True):
            self.key(code, sign, shift=shift, gap=gap)

    def enter(self, gap=2):
        self.key(ENTER, "\r", Qt.Key.Key_Return, gap=gap)


class Keys(QWidget):
    def __init__(self):
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.got, self.up = [], []

    def keyPressEvent(self, event):  # noqa: N802
        self.got.append(event.text())

    def keyReleaseEvent(self, event):  # noqa: N802
        self.up.append(event.text())


def wedge_on(qtbot, settings=None):
    wedge = WedgeFilter(QApplication.instance(), settings, platform=Platform.X11)
    wedge.codes = []
    wedge.scanned.connect(lambda text, typed: wedge.codes.append((text, typed)))
    return wedge

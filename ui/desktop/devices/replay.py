"""Giving a held key back as if it had just been pressed.

A key press that the program sends to a widget goes the whole way in Qt: override, shortcut, key press. So a `1` that
was held still answers a check, and is still text in a text field.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget


def copy_of(event: QKeyEvent, kind: QEvent.Type | None = None) -> QKeyEvent:
    """The same key with everything that the system said of it; Qt's own event dies when its filter returns."""
    copy = QKeyEvent(
        kind or event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )
    copy.setTimestamp(event.timestamp())
    return copy


def receiver(window: QObject) -> QObject | None:
    """Who would get a key that comes in at this window: who grabs the keyboard, an open popup, or the focus.

    For a popup it is the window itself, which passes keys on to the popup: to ask a popup for its focus widget from
    Python makes PySide forget that widget's owner, and the next look at it fails (PySide 6.11).
    """
    grabber: QWidget | None = QWidget.keyboardGrabber()
    if grabber is not None:
        return grabber
    return window if QApplication.activePopupWidget() is not None else QApplication.focusObject()


def takes_text(target: QObject | None) -> bool:
    """Whether keys are text to it: an edit that is not read-only. A list may look like one, yet moves on every key."""
    return (
        isinstance(target, QWidget)
        and target.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        and not isinstance(target, QAbstractItemView)
    )


def is_secret(target: QObject | None) -> bool:
    """A field for a password: nothing of it may be kept, not even for 35 ms."""
    return isinstance(target, QWidget) and bool(target.inputMethodHints() & Qt.InputMethodHint.ImhHiddenText)

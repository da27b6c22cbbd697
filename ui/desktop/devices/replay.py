"""Giving a held key back as if it had just been pressed: override, shortcut, key press, in Qt's own order.

A key that is sent to a widget by hand never reaches Qt's shortcut map, so a held `1` would no longer answer a check.
What Qt does before a key press is done here for the bare keys that the wedge may hold; whatever has Ctrl or Alt is
never held.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

_IN_WINDOW = (Qt.ShortcutContext.WindowShortcut, Qt.ShortcutContext.ApplicationShortcut)


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


def press(target: QObject, event: QKeyEvent) -> None:
    """The key goes down on this widget."""
    override = copy_of(event, QEvent.Type.ShortcutOverride)
    override.setAccepted(False)
    QCoreApplication.sendEvent(target, override)
    if not override.isAccepted() and isinstance(target, QWidget) and _shortcut(target, event):
        return
    QCoreApplication.sendEvent(target, copy_of(event, QEvent.Type.KeyPress))


def release(target: QObject, event: QKeyEvent) -> None:
    QCoreApplication.sendEvent(target, copy_of(event, QEvent.Type.KeyRelease))


def _shortcut(target: QWidget, event: QKeyEvent) -> bool:
    """Fires the one shortcut or action that this bare key has here. Two that compete fire neither, as in Qt."""
    wanted = _sequences(event)
    shortcuts, actions = list(_shortcuts(target, wanted)), list(_actions(target, wanted))
    if len(shortcuts) + len(actions) > 1:
        for shortcut in shortcuts[:1]:
            shortcut.activatedAmbiguously.emit()
    elif shortcuts:
        shortcuts[0].activated.emit()
    elif actions:
        actions[0].trigger()
    return bool(shortcuts or actions)


def _sequences(event: QKeyEvent) -> list[QKeySequence]:
    """As pressed, and without Shift where Shift only made the sign (`?`)."""
    modifiers = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.GroupSwitchModifier)
    bare = modifiers & ~Qt.KeyboardModifier.ShiftModifier
    return [QKeySequence(QKeyCombination.fromCombined(event.key() | each.value)) for each in {modifiers, bare}]


def _shortcuts(target: QWidget, wanted: list[QKeySequence]) -> Iterator[QShortcut]:
    for shortcut in target.window().findChildren(QShortcut):
        owner = shortcut.parent()
        if (
            shortcut.isEnabled()
            and _wants(shortcut.keys(), wanted)
            and isinstance(owner, QWidget)
            and _in_reach(owner, shortcut.context(), target)
        ):
            yield shortcut


def _actions(target: QWidget, wanted: list[QKeySequence]) -> Iterator[QAction]:
    window = target.window()
    seen: set[QAction] = set()
    for widget in (window, *window.findChildren(QWidget)):
        for action in widget.actions():
            if (
                action not in seen
                and action.isEnabled()
                and _wants(action.shortcuts(), wanted)
                and _in_reach(widget, action.shortcutContext(), target)
            ):
                seen.add(action)
                yield action


def _wants(keys: Sequence[QKeySequence], wanted: list[QKeySequence]) -> bool:
    return any(key in wanted for key in keys)


def _in_reach(owner: QWidget, context: Qt.ShortcutContext, target: QWidget) -> bool:
    if not (owner.isVisible() and owner.isEnabled()):
        return False
    if context in _IN_WINDOW:
        return True
    return owner is target or (context is Qt.ShortcutContext.WidgetWithChildrenShortcut and owner.isAncestorOf(target))

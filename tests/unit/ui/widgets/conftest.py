"""A shown widget, and keys that go to whatever has the focus."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from ui.desktop.theme import ThemeManager

Show = Callable[..., QWidget]


@pytest.fixture(autouse=True)
def dressed(theme: ThemeManager) -> ThemeManager:
    return theme


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Show a widget at a size and give it the focus of the keyboard; it lives as long as the test."""
    held: list[QWidget] = []

    def shown(widget: QWidget, width: int = 900, height: int = 600) -> QWidget:
        held.append(widget)
        widget.resize(width, height)
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is widget, timeout=3000)
        return widget

    yield shown
    for widget in filter(isValid, held):
        delete(widget)


@pytest.fixture
def press() -> Callable[..., None]:
    """A key to whatever has the focus, as the keyboard would send it."""

    def pressed(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = QApplication.focusWidget() or QApplication.activeWindow()
        assert target is not None
        QTest.keyClick(target, key, modifiers)

    return pressed


@pytest.fixture
def write() -> Callable[[str], None]:
    """Letters to whatever has the focus. (QTest's own way knows Latin ones alone.)"""

    def written(text: str) -> None:
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(QApplication.focusWidget(), event)

    return written

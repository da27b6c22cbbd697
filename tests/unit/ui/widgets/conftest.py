"""A shown widget, and keys that go to whatever has the focus."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.desktop.theme import ThemeManager

Show = Callable[..., QWidget]


@pytest.fixture(autouse=True)
def dressed(theme: ThemeManager) -> ThemeManager:
    return theme


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Show a widget at a size and give it the focus of the keyboard; it lives as long as the test."""
    held: list[QWidget] = []

    def shown(widget: QWidget, width: int = 900, height: int = 600) -> QWidget:
        held.append(widget)
        qtbot.addWidget(widget)
        widget.resize(width, height)
        widget.show()
        widget.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is widget, timeout=3000)
        return widget

    return shown


@pytest.fixture
def press() -> Callable[..., None]:
    """A key to whatever has the focus, as the keyboard would send it."""

    def pressed(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        target = QApplication.focusWidget() or QApplication.activeWindow()
        assert target is not None
        QTest.keyClick(target, key, modifiers)

    return pressed

"""A window with a text field, a widget that takes bare keys and a button; a wedge on it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from .keyboard import Keys, wedge_on


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.setLayout(QVBoxLayout())
    window.edit, window.keys, window.button = QLineEdit(), Keys(), QPushButton("Запиши")
    for widget in (window.edit, window.keys, window.button):
        window.layout().addWidget(widget)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is window.windowHandle())
    window.edit.setFocus()
    return window


@pytest.fixture
def wedge(qtbot, window):
    one = wedge_on(qtbot)
    yield one
    one.close()
    one.deleteLater()

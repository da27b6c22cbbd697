"""A dressed application in Bulgarian; each test leaves both as it found them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from ui import words
from ui.desktop.theme import ThemeManager


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[ThemeManager]:
    """The light theme at 100 %."""
    manager = ThemeManager.install(qapp, "light", 1.0)
    yield manager
    manager.wear("light", 1.0)


@pytest.fixture(autouse=True)
def bulgarian() -> Iterator[None]:
    words.install("bg")
    yield
    words.install("bg")

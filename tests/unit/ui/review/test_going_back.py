"""The button „Esc“ of a case and the key Esc do one and the same thing, and the button says where it leads."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.unit.ui.stage import Stage
from ui.desktop.screens.review import ReviewScreen

Open = Callable[..., ReviewScreen]


def test_the_button_goes_back_as_the_key_does(opened: Open, on: Stage, qtbot: Any) -> None:
    screen = opened("4483")
    assert screen.head.leave.words == "Опашка"
    QTest.mouseClick(screen.head.leave, Qt.MouseButton.LeftButton)
    assert on.went == [("back", "")]

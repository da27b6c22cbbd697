"""The one window on the clerk's screen: as large as the screen allows, and never widened by what it holds."""

from __future__ import annotations

from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.desktop.top import Top, placed


@pytest.mark.parametrize(
    ("room", "size", "whole"),
    [
        (QRect(0, 0, 1920, 1040), QSize(1440, 900), False),
        (QRect(0, 0, 1280, 680), QSize(1280, 680), True),
        (QRect(0, 0, 1920, 860), QSize(1920, 860), True),
    ],
)
def test_the_window_is_never_larger_than_the_screen(room: QRect, size: QSize, whole: bool) -> None:
    assert placed(room) == (size, whole)


def test_what_the_window_holds_does_not_widen_it(qtbot: Any) -> None:
    top, wide = Top(), QWidget()
    qtbot.addWidget(top)
    wide.setMinimumSize(2000, 300)
    top.showNormal()
    top.resize(1280, 720)
    qtbot.waitUntil(lambda: top.width() == 1280)
    top.hold(wide)
    qtbot.waitUntil(wide.isVisible)
    assert top.size() == QSize(1280, 720)


def test_the_screen_is_no_part_of_the_window(qapp: Any) -> None:
    """`QWidget.screen()` gives PySide the screen as a child of the window, which goes with it: a window that is made
    afterwards then ends the program.
    """
    screen = QGuiApplication.primaryScreen()
    shiboken6.delete(Top())
    assert shiboken6.isValid(screen)

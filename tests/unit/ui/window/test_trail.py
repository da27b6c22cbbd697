"""Esc goes back along the way that was come, and what carries it says where that is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.desktop.widgets.button import KeyButton
from ui.desktop.window import Window


def esc() -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Escape)


def test_esc_leads_where_the_case_was_opened_from(window: Window, qtbot: Any) -> None:
    window.go("review", "case-1")
    assert window.room.behind() == "Опашка"
    window.go("queue")
    window.go("outbox")
    window.go("review", "case-1")
    assert window.room.behind() == "Изходящи"
    esc()
    qtbot.waitUntil(lambda: window._trail == ["queue", "outbox"])
    window.go("review", "case-1")
    window.room.back()
    assert window._trail == ["queue", "outbox"], "the button does what the key does"


def test_behind_a_screen_without_a_name_of_its_own_is_simply_back(window: Window) -> None:
    window.go("review", "case-1")
    window.go("scan")
    assert window.room.behind() == "Назад"


def test_esc_belongs_to_an_open_card_first(window: Window, qtbot: Any) -> None:
    window.go("review", "case-1")
    card = KeyButton("Затвори", "Esc")
    card.setParent(window.here)
    card.bind(card)
    closed: list[bool] = []
    card.clicked.connect(lambda: closed.append(True))
    card.show()
    card.setFocus()
    qtbot.waitUntil(card.hasFocus)
    esc()
    assert closed == [True]
    assert window._trail == ["queue", "review"], "the card alone was closed"
    card.hide()
    window.here.setFocus()
    esc()
    assert window._trail == ["queue"]

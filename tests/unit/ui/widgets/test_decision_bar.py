"""The decision bar: ways by key, closed ones with their reason, and room for every word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.desktop.widgets.decision_bar import Decision, DecisionBar, DecisionView
from ui.desktop.widgets.layout import column, frame
from ui.desktop.widgets.status import Status

Show = Callable[..., QWidget]
Press = Callable[..., None]

VIEW = DecisionView(
    Status("s-warn", "Остават 2 проверки", "warning"),
    "Вписването чака тях; връщането е готово.",
    (
        Decision("return", "F5", "Върни с указания", "primary"),
        Decision("register", "F8", "Впиши", why_not="Първо решете двете проверки"),
        Decision("refuse", "F9", "Откажи регистрацията", "danger"),
    ),
)


@pytest.fixture
def bar(show: Show) -> DecisionBar:
    edit = QLineEdit()
    screen = frame(column(edit))
    made = DecisionBar(VIEW, screen)
    screen.layout().addWidget(made)
    show(screen, 1100, 200)
    edit.setFocus()
    return made


def test_a_key_decides(qtbot: QtBot, bar: DecisionBar, press: Press) -> None:
    with qtbot.waitSignal(bar.decided, timeout=1000) as made:
        press(Qt.Key.Key_F5)
    assert made.args == ["return"]


def test_the_key_of_a_closed_way_says_why(qtbot: QtBot, bar: DecisionBar, press: Press) -> None:
    with qtbot.assertNotEmitted(bar.decided), qtbot.waitSignal(bar.refused, timeout=1000) as told:
        press(Qt.Key.Key_F8)
    assert told.args == ["Първо решете двете проверки"]


def test_a_way_that_opens_keeps_its_button_and_its_focus(qtbot: QtBot, bar: DecisionBar, press: Press) -> None:
    button = bar.button("return")
    button.setFocus()
    opened = replace(VIEW, decisions=tuple(replace(one, why_not="") for one in VIEW.decisions))
    bar.show_view(opened)
    assert bar.button("return") is button
    assert QApplication.focusWidget() is button
    with qtbot.waitSignal(bar.decided, timeout=1000) as made:
        press(Qt.Key.Key_F8)
    assert made.args == ["register"]


def test_other_ways_leave_no_keys_behind(qtbot: QtBot, bar: DecisionBar, press: Press) -> None:
    bar.show_view(replace(VIEW, decisions=(Decision("pass", "F10", "Препрати"),)))
    with qtbot.assertNotEmitted(bar.decided):
        press(Qt.Key.Key_F5)
    with qtbot.waitSignal(bar.decided, timeout=1000) as made:
        press(Qt.Key.Key_F10)
    assert made.args == ["pass"]


@pytest.mark.parametrize("width", [1188, 700, 420])
def test_no_word_of_a_button_is_cut(show: Show, width: int) -> None:
    made = DecisionBar(VIEW)
    show(made, width, 200)
    for decision in VIEW.decisions:
        button = made.button(decision.key)
        assert button.width() >= button.sizeHint().width() or button.width() >= width - 40
        assert button.geometry().right() <= made.width()


def test_the_state_is_said_in_words(bar: DecisionBar) -> None:
    words = [one.text() for one in bar.findChildren(type(bar._sentence))]
    assert "Вписването чака тях; връщането е готово." in words
    assert bar.accessibleName() == "Решение"

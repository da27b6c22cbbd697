"""Да, Не, Неясно: given by digit, Space, Enter or click; arrows never answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from ui import words
from ui.desktop.widgets.answer import Answer, AnswerBox

Show = Callable[..., QWidget]
Press = Callable[..., None]


@pytest.fixture
def box(show: Show) -> AnswerBox:
    made = AnswerBox("Договорът е в сила")
    show(made)
    made.setFocus()
    return made


def test_nothing_is_answered_at_first(box: AnswerBox) -> None:
    assert box.answer is None


def test_showing_an_answer_is_not_answering(qtbot: QtBot, box: AnswerBox) -> None:
    with qtbot.assertNotEmitted(box.answered):
        box.show_answer(Answer.NO)
        box.show_answer(None)
        box.show_answer(Answer.YES)
    assert box.answer is Answer.YES


def test_arrows_move_the_focus_and_answer_nothing(qtbot: QtBot, box: AnswerBox, press: Press) -> None:
    with qtbot.assertNotEmitted(box.answered):
        press(Qt.Key.Key_Right)
        press(Qt.Key.Key_Right)
        press(Qt.Key.Key_Left)
    assert box.answer is None


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_space_and_enter_give_the_focused_answer(qtbot: QtBot, box: AnswerBox, press: Press, key: Qt.Key) -> None:
    press(Qt.Key.Key_Right)
    with qtbot.waitSignal(box.answered, timeout=1000) as given:
        press(key)
    assert given.args == [Answer.NO]
    assert box.answer is Answer.NO


def test_a_screen_reader_hears_question_and_answer(box: AnswerBox) -> None:
    choices = box.findChildren(QRadioButton)
    heard = [QAccessible.queryAccessibleInterface(choice).text(QAccessible.Text.Name) for choice in choices]
    assert heard == [f"Договорът е в сила: {word}" for word in ("Да", "Не", "Неясно")]
    role = QAccessible.queryAccessibleInterface(choices[0]).role()
    assert role == QAccessible.Role.RadioButton


def test_the_words_are_in_the_readers_language(qtbot: QtBot) -> None:
    words.install("en")
    assert [answer.word for answer in Answer] == ["Yes", "No", "Unclear"]


def test_the_shape_tells_the_answer_without_colour(box: AnswerBox) -> None:
    assert len({answer.shape for answer in Answer}) == len({answer.mark for answer in Answer}) == 3


def test_tab_stops_at_the_given_answer(box: AnswerBox) -> None:
    box.show_answer(Answer.UNCLEAR)
    box.setFocus()
    focused = QApplication.focusWidget()
    assert isinstance(focused, QRadioButton)
    assert focused.text() == "Неясно"

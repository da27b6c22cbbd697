"""Последни действия: what can be taken back has the button and the key; what cannot says so; nothing vanishes by
itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.desktop.widgets.button import KeyButton
from ui.desktop.widgets.layout import column, frame
from ui.desktop.widgets.progress import Bar
from ui.desktop.widgets.status import Status
from ui.desktop.widgets.undo_strip import ActView, UndoStrip

Show = Callable[..., QWidget]
Press = Callable[..., None]

RESTS = ActView("a", "10:42", "Върнато с указания, 4483", Status("s-saved", "тръгва след 4 сек."), True, 0.8)
WAITS = ActView("b", "10:41", "Поискана такса, 4487", Status("s-saved", "записано тук"), can_undo=True)
GONE = ActView("c", "10:39", "Вписан адрес, 4472", Status("s-ok", "потвърдено – вече не се връща", "success"))


@pytest.fixture
def strip(show: Show) -> UndoStrip:
    edit, other = QLineEdit(), KeyButton("Друго")
    screen = frame(column(edit, other))
    made = UndoStrip([RESTS, WAITS, GONE], screen)
    screen.layout().addWidget(made)
    show(screen, 1300, 200)
    other.setFocus()
    return made


def buttons(strip: UndoStrip) -> list[KeyButton]:
    return [button for button in strip.findChildren(KeyButton) if button.isVisible()]


def test_ctrl_z_takes_back_the_newest_that_can_be(qtbot: QtBot, strip: UndoStrip, press: Press) -> None:
    with qtbot.waitSignal(strip.undo_wanted, timeout=1000) as wanted:
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert wanted.args == ["a"]


def test_the_key_is_printed_on_the_one_that_it_takes_back(strip: UndoStrip) -> None:
    assert [button.keys for button in buttons(strip)] == ["Ctrl+Z", ""]
    strip.show_acts([GONE, WAITS])
    assert [button.keys for button in buttons(strip)] == ["Ctrl+Z"]


def test_each_button_takes_back_its_own(qtbot: QtBot, strip: UndoStrip) -> None:
    with qtbot.waitSignal(strip.undo_wanted, timeout=1000) as wanted:
        buttons(strip)[1].click()
    assert wanted.args == ["b"]
    assert buttons(strip)[0].accessibleName() == "Върни: Върнато с указания, 4483"


def test_what_cannot_be_taken_back_says_so(strip: UndoStrip) -> None:
    said = [label.text() for label in strip.findChildren(QLabel) if label.isVisible()]
    assert "потвърдено – вече не се връща" in said


def test_nothing_to_take_back_makes_the_key_silent(qtbot: QtBot, strip: UndoStrip, press: Press) -> None:
    strip.show_acts([GONE])
    with qtbot.assertNotEmitted(strip.undo_wanted):
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_the_rest_moves_without_taking_the_focus(strip: UndoStrip) -> None:
    button = buttons(strip)[0]
    button.setFocus()
    for share in (0.6, 0.4, 0.2, 0.0):
        strip.show_acts([replace(RESTS, rest=share), WAITS, GONE])
        assert QApplication.focusWidget() is button


def test_a_field_that_is_edited_keeps_its_own_undo(qtbot: QtBot, strip: UndoStrip, press: Press) -> None:
    edit = strip.window().findChild(QLineEdit)
    edit.setFocus()
    QTest.keyClicks(edit, "4483")
    with qtbot.assertNotEmitted(strip.undo_wanted):
        press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert edit.text() == ""


def test_the_oldest_give_way_and_the_newest_never(strip: UndoStrip) -> None:
    acts = [RESTS, WAITS, GONE, replace(GONE, key="d")]
    strip.show_acts(acts)
    wide = sum(slot.isVisible() for slot in strip._slots)
    strip.window().resize(700, 200)
    QApplication.processEvents()
    narrow = sum(slot.isVisible() for slot in strip._slots)
    assert 1 <= narrow < wide
    assert strip._slots[0].isVisible()


def test_an_empty_strip_says_that_it_is_empty(strip: UndoStrip) -> None:
    strip.show_acts([])
    assert "още няма" in [label.text() for label in strip.findChildren(QLabel) if label.isVisible()]


def test_the_bar_is_there_only_while_an_act_rests(strip: UndoStrip) -> None:
    def bars() -> int:
        return sum(bar.isVisible() for bar in strip.findChildren(Bar))

    assert bars() == 1
    strip.show_acts([replace(RESTS, rest=None), WAITS, GONE])
    assert bars() == 0

"""The outbox: every line with its state in words, Enter for the next step, the same line current when others come
and go.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.desktop.gallery.samples_acts import outbox as sample
from ui.desktop.theme import Look
from ui.desktop.widgets.outbox.delegate import ROW, step_box
from ui.desktop.widgets.outbox.rows import Columns
from ui.desktop.widgets.outbox.view import OutboxList, OutboxPanel

Show = Callable[..., QWidget]
Press = Callable[..., None]


@pytest.fixture
def outbox(show: Show) -> OutboxList:
    panel = OutboxPanel()
    show(panel, 1200, 500)
    panel.list.show_rows(sample())
    panel.list.setFocus()
    return panel.list


def test_enter_does_the_next_step_of_the_current_line(qtbot: QtBot, outbox: OutboxList, press: Press) -> None:
    press(Qt.Key.Key_Down)
    with qtbot.waitSignal(outbox.step_wanted, timeout=1000) as wanted:
        press(Qt.Key.Key_Return)
    assert wanted.args == ["2"]


def test_a_line_without_a_step_does_nothing(qtbot: QtBot, outbox: OutboxList, press: Press) -> None:
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    with qtbot.assertNotEmitted(outbox.step_wanted):
        press(Qt.Key.Key_Return)


def test_the_painted_button_works_with_the_mouse(qtbot: QtBot, outbox: OutboxList) -> None:
    index = outbox.model().index(0, 0)
    box = step_box(QRectF(outbox.visualRect(index)), index.data(ROW), "Enter", outbox.look)
    with qtbot.waitSignal(outbox.step_wanted, timeout=1000) as wanted:
        QTest.mouseClick(outbox.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert wanted.args == ["1"]
    with qtbot.assertNotEmitted(outbox.step_wanted):
        QTest.mouseClick(outbox.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, int(box.center().y())))


def test_no_line_is_a_widget(outbox: OutboxList) -> None:
    assert outbox.findChildren(QPushButton) == []


def test_the_current_line_stays_current_when_others_go(outbox: OutboxList, press: Press) -> None:
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    assert outbox.current_key == "3"
    outbox.show_rows(sample()[2:])
    assert outbox.current_key == "3"
    outbox.show_rows(sample()[3:])
    assert outbox.current_key == "4", "what is gone gives its place to the next"


def test_a_change_of_state_is_painted_in_place(outbox: OutboxList) -> None:
    before = outbox.viewport().grab().toImage()
    rows = list(sample())
    rows[3] = replace(rows[3], share=0.9)
    outbox.show_rows(rows)
    assert outbox.viewport().grab().toImage() != before


def test_a_screen_reader_hears_state_reason_and_step(outbox: OutboxList) -> None:
    said = outbox.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Конфликт: Върнато с указания, преписка 4470.")
    assert said.endswith("Следваща стъпка: Сравни.")


def test_an_empty_outbox_has_no_current_line(outbox: OutboxList, press: Press) -> None:
    outbox.show_rows([])
    assert outbox.current_key == ""
    press(Qt.Key.Key_Return)


@pytest.mark.parametrize("width", [500, 800, 1188, 1900])
def test_columns_never_overlap(width: int) -> None:
    columns = Columns.of(width, Look.resolve())
    places = [one for one in (columns.state, columns.middle, columns.hour, columns.tries, columns.step) if one]
    edges = sorted(places)
    assert edges == places
    assert all(left[0] + left[1] <= right[0] for left, right in pairwise(edges))
    assert sum(columns.step) <= width


def test_letters_are_left_to_the_screen(outbox: OutboxList, press: Press) -> None:
    key = outbox.current_key
    press(Qt.Key.Key_B)
    QApplication.processEvents()
    assert outbox.current_key == key

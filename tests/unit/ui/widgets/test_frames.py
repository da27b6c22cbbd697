"""What stands around every screen: status line, rail, the frame of what is not real work, the ring of the focus,
overlays.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui import words
from ui.desktop.theme import ThemeManager
from ui.desktop.widgets.button import KeyButton
from ui.desktop.widgets.environment_frame import EnvironmentFrame, Pretence
from ui.desktop.widgets.focus import FocusRing
from ui.desktop.widgets.layout import column, frame
from ui.desktop.widgets.overlay import Overlay
from ui.desktop.widgets.rail import Place, Rail
from ui.desktop.widgets.status_line import Environment, StatusLine, StatusView
from ui.desktop.widgets.window_frame import WindowFrame

Show = Callable[..., QWidget]
Press = Callable[..., None]
FULL = StatusView("", 3, Environment.WORK, "Район „Средец“ · гише 2", "Ралица Дончева", "пн 23.11.2026 г.  10:42")


def said(widget: QWidget) -> list[str]:
    labels = [label for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]
    return [label.text() for label in sorted(labels, key=lambda label: label.mapTo(widget, QPoint(0, 0)).x())]


def test_the_status_line_says_all_in_its_order(show: Show) -> None:
    line = StatusLine(FULL)
    show(line, 1300, 32)
    assert said(line) == [
        "Има връзка", "3 чакат изпращане", "Реална работа", "Район „Средец“ · гише 2", "Ралица Дончева",
        "F1", "Клавиши", "Ctrl+K", "Команди", "пн 23.11.2026 г.  10:42",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("view", "words_"),
    [
        (StatusView("10:31", 1), ("Без връзка от 10:31", "1 чака изпращане", "Реална работа")),
        (StatusView("", 0, Environment.TRAINING), ("Има връзка", "0 чакат изпращане", "ОБУЧЕНИЕ")),
        (StatusView("", 5, Environment.SANDBOX, trouble=2), ("Има връзка", "2 искат вас", "ПРОБНА СРЕДА")),
    ],
)
def test_every_state_has_its_words(show: Show, view: StatusView, words_: tuple[str, ...]) -> None:
    line = StatusLine(view)
    show(line, 1300, 32)
    assert tuple(said(line)[:3]) == words_
    assert all(word in line.accessibleDescription() for word in words_)


def test_a_narrow_status_line_keeps_what_must_be_seen(show: Show) -> None:
    line = StatusLine(FULL)
    show(line, 760, 32)
    seen = said(line)
    assert "Клавиши" not in seen
    assert {"Има връзка", "3 чакат изпращане", "Реална работа", "Ралица Дончева", "пн 23.11.2026 г.  10:42"} <= set(
        seen
    )
    assert all(label.geometry().right() <= line.width() for label in line.findChildren(QLabel) if label.isVisible())


def test_the_words_beside_the_keys_give_way_before_the_keys(show: Show) -> None:
    line = StatusLine(FULL)
    show(line, 1300, 32)
    widths = {"all": 0, "keys": 0}
    for width in range(1300, 700, -10):
        line.resize(width, 32)
        QApplication.processEvents()
        seen = said(line)
        if "F1" in seen:
            widths["all" if "Клавиши" in seen else "keys"] += 1
            assert "Район „Средец“ · гише 2" in seen
    assert min(widths.values()) > 0


def test_the_status_line_speaks_english(show: Show) -> None:
    words.install("en")
    line = StatusLine(StatusView("10:31", 2, Environment.SANDBOX))
    show(line, 1300, 32)
    assert said(line)[:3] == ["Offline since 10:31", "2 to be sent", "SANDBOX"]


def test_the_rail_goes_where_one_presses(qtbot: QtBot, show: Show, press: Press) -> None:
    rail = Rail([Place("queue", "queue", "Опашка", keys="Ctrl+1"), Place("outbox", "outbox", "Изходящи", 3)], "queue")
    show(rail, 92, 400)
    buttons = rail.findChildren(QPushButton)
    assert buttons[1].accessibleName() == "Изходящи, 3 чакат"
    assert "тук сте" in buttons[0].accessibleDescription()
    buttons[0].setFocus()
    press(Qt.Key.Key_Down)
    with qtbot.waitSignal(rail.picked, timeout=1000) as picked:
        press(Qt.Key.Key_Return)
    assert picked.args == ["outbox"]


def test_counts_change_without_new_buttons(show: Show) -> None:
    rail = Rail([Place("queue", "queue", "Опашка")], "queue")
    show(rail, 92, 400)
    button = rail.findChildren(QPushButton)[0]
    rail.show_places([Place("queue", "queue", "Опашка", 7)], "queue")
    assert rail.findChildren(QPushButton) == [button]
    assert button.accessibleName() == "Опашка, 7 чакат"


@pytest.mark.parametrize("pretence", list(Pretence))
def test_the_frame_lets_clicks_through_and_lies_above_all(qtbot: QtBot, show: Show, pretence: Pretence) -> None:
    button = KeyButton("Впиши")
    window = frame(column(button))
    veil = EnvironmentFrame(window, pretence)
    show(window, 600, 300)
    late = QLineEdit(window)
    late.show()
    with qtbot.waitSignal(button.clicked, timeout=1000):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert veil.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert window.children().index(veil) > window.children().index(late)
    assert pretence.word in veil.accessibleName()
    window.resize(800, 400)
    qtbot.waitUntil(lambda: veil.size() == window.size(), timeout=1000)


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_no_one_takes_pretence_for_work(show: Show, theme: ThemeManager, name: str) -> None:
    """The edge on all four sides is painted, striped, and differs between training and sandbox, even in grey."""
    theme.wear(name)
    edges = []
    for pretence in Pretence:
        window = frame(column())
        EnvironmentFrame(window, pretence)
        show(window, 1280, 300)
        picture = window.grab().toImage()
        greys = [[picture.pixelColor(x, y).lightness() for x in range(10, 210)] for y in (2, 297)]
        sides = [[picture.pixelColor(x, y).lightness() for y in range(60, 260)] for x in (2, 1277)]
        assert all(max(line) - min(line) > 30 for line in (*greys, *sides)), "no stripes"
        edges.append(picture)
    assert edges[0] != edges[1]


def test_real_work_has_no_frame(show: Show) -> None:
    window = WindowFrame(Environment.WORK, None, None, StatusLine(FULL))
    show(window)
    assert window.veil is None
    assert window.findChildren(EnvironmentFrame) == []


def test_a_window_swaps_screens_and_loses_none(show: Show) -> None:
    window = WindowFrame(Environment.SANDBOX, Rail(), None, StatusLine(FULL))
    first, second = QLineEdit("половин дума"), QLineEdit()
    show(window)
    window.show_screen(first)
    window.show_screen(second)
    assert (window.content, first.isVisible(), second.isVisible()) == (second, False, True)
    window.show_screen(first)
    assert first.isVisible()
    assert first.text() == "половин дума"
    left, top, _right, _bottom = window.veil.margins
    assert window.layout().contentsMargins().left() == left
    assert window.layout().contentsMargins().top() == top


def test_the_ring_stands_around_whatever_has_the_focus(qtbot: QtBot, show: Show) -> None:
    first, second = KeyButton("Впиши"), KeyButton("Върни")
    window = frame(column(first, second, margin="xl"))
    ring = FocusRing(window)
    show(window, 400, 200)
    for button in (first, second):
        button.setFocus()
        place = button.rect().translated(button.mapTo(window, QPoint(0, 0)))
        qtbot.waitUntil(lambda place=place: ring.isVisible() and ring.geometry().contains(place), timeout=1000)
    picture = window.grab().toImage()
    theme = ThemeManager.current()
    found = {picture.pixelColor(x, y).name() for x in range(ring.x(), ring.x() + ring.width()) for y in (ring.y() + 1,)}
    assert theme.look.hex("focus.ring").lower() in found


def test_the_ring_goes_when_its_control_goes(qtbot: QtBot, show: Show) -> None:
    button = KeyButton("Впиши")
    window = frame(column(button, QLineEdit()))
    ring = FocusRing(window)
    show(window)
    button.setFocus()
    button.hide()
    qtbot.waitUntil(lambda: not ring.isVisible() or QApplication.focusWidget() is not button, timeout=1000)


def test_an_overlay_keeps_the_keyboard_and_gives_it_back(qtbot: QtBot, show: Show, press: Press) -> None:
    below, inside, other = QLineEdit("4483"), QLineEdit(), KeyButton("Затвори", "Esc")
    window = frame(column(below))
    show(window)
    below.setFocus()
    panel = frame(column(inside, other))
    panel.setFocusProxy(inside)
    overlay = Overlay(window, panel, 400)
    assert QApplication.focusWidget() is inside
    for _step in range(5):
        press(Qt.Key.Key_Tab)
        assert overlay.isAncestorOf(QApplication.focusWidget())
    with qtbot.waitSignal(overlay.closed, timeout=1000):
        press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is below
    assert below.text() == "4483"


def test_keys_of_the_screen_below_sleep_under_an_overlay(qtbot: QtBot, show: Show, press: Press) -> None:
    below = KeyButton("Назад", "Esc")
    screen = frame(column(below))
    below.bind(screen)
    window = frame(column(screen))
    show(window)
    panel = frame(column(QLineEdit()))
    panel.setFocusProxy(panel.findChild(QLineEdit))
    overlay = Overlay(window, panel, 300)
    with qtbot.assertNotEmitted(below.clicked), qtbot.waitSignal(overlay.closed, timeout=1000):
        press(Qt.Key.Key_Escape)

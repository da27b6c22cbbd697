"""A window that is busy in the middle of a scan: slow slots, keys that come in late, a program never in time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt, QThread, QTimer
from PySide6.QtGui import QKeySequence, QShortcut

from .keyboard import Keyboard

BUSY_MS = 200
CODE = "1211-1111-2222-33"


class Ones(QObject):
    def __init__(self, window):
        super().__init__(window)
        self.count = 0
        QShortcut(QKeySequence("1"), window).activated.connect(self.add)

    def add(self):
        self.count += 1


@pytest.fixture
def ones(window):
    return Ones(window)


def busy_then(window, what, late_ms):
    """A slow slot in the event loop; what the window system received meanwhile comes in some milliseconds after it."""

    def slow():
        QThread.msleep(BUSY_MS)
        QTimer.singleShot(late_ms, window, what)

    QTimer.singleShot(0, window, slow)


@pytest.mark.parametrize("late_ms", [0, 20])
@pytest.mark.parametrize("place", [1, 3, 9])
def test_a_scan_is_whole_and_no_key_of_it_acts_although_the_window_was_busy(qtbot, window, wedge, ones, place, late_ms):
    keyboard = Keyboard()

    def rest():
        keyboard.type(CODE[place:], gap=4)
        keyboard.enter()

    for widget in (window.keys, window.edit):
        wedge.codes.clear()
        widget.setFocus()
        keyboard.now += 1000
        keyboard.type(CODE[:place], gap=4)
        busy_then(window, rest, late_ms)
        qtbot.waitUntil(lambda: wedge.codes == [(CODE, CODE)])
    assert (ones.count, window.keys.got, window.edit.text()) == (0, [], "")


def test_a_window_that_falls_asleep_at_the_last_moment_gets_the_scan_whole(qtbot, window, wedge, ones):
    """The next key is on its way when all but the last tick of the wait have passed, and then the window is busy."""
    keyboard, ticks = Keyboard(), []

    def rest():
        keyboard.type(CODE[2:], gap=4)
        keyboard.enter()

    def third():
        ticks.append(1)
        if len(ticks) == 3:
            QThread.msleep(BUSY_MS)
            QTimer.singleShot(5, window, rest)

    wedge.findChild(QTimer).timeout.connect(third)
    window.keys.setFocus()
    keyboard.type(CODE[:2], gap=4)
    qtbot.waitUntil(lambda: wedge.codes == [(CODE, CODE)])
    assert (ones.count, window.keys.got) == (0, [])


def test_a_slow_scanner_is_waited_for_from_key_to_key(qtbot, window, wedge):
    keyboard, left = Keyboard(), list(CODE)
    clock = QTimer(window, interval=30, timerType=Qt.TimerType.PreciseTimer)
    clock.timeout.connect(lambda: keyboard.type(left.pop(0), gap=30) if left else keyboard.enter(gap=30))
    clock.start()
    qtbot.waitUntil(lambda: wedge.codes == [(CODE, CODE)])
    clock.stop()
    assert window.edit.text() == ""


def test_what_a_person_typed_at_a_busy_window_is_no_scan_and_comes_in_order(qtbot, window, wedge):
    keyboard = Keyboard()
    keyboard.type("Iva", gap=50)

    def rest():
        keyboard.type("n Petrov", gap=40)
        keyboard.enter(gap=40)

    busy_then(window, rest, 5)
    qtbot.waitUntil(lambda: window.edit.text() == "Ivan Petrov")
    assert wedge.codes == []


def test_a_window_that_is_always_late_still_gives_a_persons_keys_back(qtbot, window, wedge):
    slow = QTimer(window, interval=0)
    slow.timeout.connect(lambda: QThread.msleep(30))
    slow.start()
    Keyboard().type("a")
    qtbot.waitUntil(lambda: window.edit.text() == "a", timeout=2000)
    slow.stop()


def test_a_scanner_pulled_out_in_mid_scan_holds_nothing_up(qtbot, window, wedge):
    keyboard = Keyboard()
    keyboard.type(CODE[:8], gap=4)
    qtbot.waitUntil(lambda: window.edit.text() == CODE[:8], timeout=1000)
    keyboard.type("x")
    qtbot.waitUntil(lambda: window.edit.text() == CODE[:8] + "x", timeout=1000)
    assert wedge.codes == []


def test_keys_without_a_time_are_judged_by_their_arrival(qtbot, window, wedge):
    keyboard = Keyboard()
    keyboard.now = 0
    keyboard.type(CODE, gap=0)
    keyboard.enter(gap=0)
    qtbot.waitUntil(lambda: wedge.codes == [(CODE, CODE)])
    for sign in "abcdefgh":
        QThread.msleep(40)  # at a person's pace, without a turn of the event loop
        keyboard.type(sign, gap=0)
    keyboard.enter(gap=0)
    qtbot.waitUntil(lambda: window.edit.text() == "abcdefgh")
    assert len(wedge.codes) == 1

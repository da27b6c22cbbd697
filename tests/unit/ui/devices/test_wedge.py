"""The wedge in the window, keys sent to the window as a platform plugin does. With a real X server: test_wedge_x11."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTableWidget

from operator_app.devices.scancodes import Platform
from operator_app.devices.wedge import Suffix, WedgeSettings
from ui.desktop.devices.wedge import platform_of

from .keyboard import Keyboard, wedge_on


def test_a_scan_is_told_and_reaches_no_widget(qtbot, window, wedge):
    keyboard, pressed = Keyboard(), []
    window.button.clicked.connect(lambda: pressed.append(1))
    window.button.setDefault(True)
    for widget in (window.edit, window.keys, window.button):
        widget.setFocus()
        keyboard.type("SF1:AB$ +c", gap=2)
        keyboard.enter()
        keyboard.now += 500
    qtbot.waitUntil(lambda: wedge.codes == [("SF1:AB$ +c", "SF1:AB$ +c")] * 3)
    assert (window.edit.text(), window.keys.got, window.keys.up, pressed) == ("", [], [], [])


def test_a_slot_that_wants_only_the_text_gets_it(qtbot, window, wedge):
    got = []

    def slot(text: str) -> None:
        got.append(text)

    wedge.scanned.connect(slot)
    keyboard = Keyboard()
    keyboard.type("1234567", gap=2)
    keyboard.enter()
    qtbot.waitUntil(lambda: got == ["1234567"])


def test_typed_text_arrives_in_order_at_any_speed(qtbot, window, wedge):
    keyboard = Keyboard()
    text = "The quick brown fox, 1234567890!"
    for place, sign in enumerate(text):
        keyboard.type(sign, gap=(5, 80, 20, 36, 10, 200)[place % 6])
    qtbot.waitUntil(lambda: window.edit.text() == text)
    keyboard.enter(gap=60)
    assert wedge.codes == []


def test_enter_arrows_and_f_keys_are_not_held(qtbot, window, wedge):
    keyboard, entered = Keyboard(), []
    window.edit.returnPressed.connect(lambda: entered.append(window.edit.text()))
    keyboard.type("ab")
    keyboard.enter(gap=10)
    assert entered == ["ab"]  # without a turn of the event loop, and after the letters
    keyboard.key(113, "", Qt.Key.Key_Left, gap=60)
    keyboard.type("X")
    keyboard.key(119, "", Qt.Key.Key_Delete, gap=20)
    assert window.edit.text() == "aX"


def test_a_held_key_comes_back_by_itself(qtbot, window, wedge):
    Keyboard().type("a")
    assert window.edit.text() == ""
    qtbot.waitUntil(lambda: window.edit.text() == "a", timeout=1000)


def test_presses_and_releases_come_back_in_pairs(qtbot, window, wedge):
    window.keys.setFocus()
    Keyboard().type("abc", gap=10)
    qtbot.waitUntil(lambda: window.keys.up == ["a", "b", "c"])
    assert window.keys.got == ["a", "b", "c"]


def test_a_bare_key_still_works_as_a_shortcut_but_not_from_a_scan(qtbot, window, wedge):
    ones, twos, keyboard = [], [], Keyboard()
    QShortcut(QKeySequence("1"), window).activated.connect(lambda: ones.append(1))
    action = QAction(window, shortcut=QKeySequence("2"))
    action.triggered.connect(lambda: twos.append(2))
    window.addAction(action)
    window.keys.setFocus()
    keyboard.type("1213")
    qtbot.waitUntil(lambda: window.keys.got == ["3"])
    assert (ones, twos) == ([1, 1], [2])
    keyboard.now += 500
    keyboard.type("1121-2211", gap=2)
    keyboard.enter()
    qtbot.waitUntil(lambda: len(wedge.codes) == 1)
    assert (len(ones), len(twos), window.keys.got) == (2, 1, ["3"])
    # In a text field the digit is text, as without the wedge.
    window.edit.setFocus()
    keyboard.type("12")
    qtbot.waitUntil(lambda: window.edit.text() == "12")
    assert (len(ones), len(twos)) == (2, 1)


def test_shortcuts_that_are_disabled_out_of_reach_or_double_do_not_fire(qtbot, window, wedge):
    fired = []
    for enabled, parent, context in (
        (False, window, Qt.ShortcutContext.WindowShortcut),
        (True, window.edit, Qt.ShortcutContext.WidgetShortcut),
    ):
        shortcut = QShortcut(QKeySequence("5"), parent, context=context)
        shortcut.activated.connect(lambda: fired.append(5))
        shortcut.setEnabled(enabled)
    window.keys.setFocus()
    keyboard = Keyboard()
    keyboard.type("5")
    qtbot.waitUntil(lambda: window.keys.got == ["5"])
    for _ in range(2):
        shortcut = QShortcut(QKeySequence("6"), window)
        shortcut.activated.connect(lambda: fired.append(6))
        shortcut.activatedAmbiguously.connect(lambda: fired.append("both"))
    keyboard.type("6")
    qtbot.waitUntil(lambda: fired == ["both"])


def test_keys_go_to_the_field_in_which_they_were_typed(qtbot, window, wedge):
    Keyboard().type("abc", gap=10)
    window.keys.setFocus()
    qtbot.waitUntil(lambda: window.edit.text() == "abc")
    assert window.keys.got == []


def test_a_click_comes_after_the_keys_before_it(qtbot, window, wedge):
    Keyboard().type("ab", gap=10)
    handle, at = window.windowHandle(), QPointF(QPoint(5, 5))
    press = QMouseEvent(
        QEvent.Type.MouseButtonPress, at, at, Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QCoreApplication.sendEvent(handle, press)
    assert window.edit.text() == "ab"


def test_a_field_that_is_gone_takes_nothing_down_with_it(qtbot, window, wedge):
    keyboard = Keyboard()
    for typed in ("ab", "abcdefgh"):  # a few keys, and enough for a scan that only lacks its end
        other = QLineEdit()
        window.layout().addWidget(other)
        other.show()
        other.setFocus()
        assert other.hasFocus()
        window.edit.clear()
        keyboard.now += 1000
        keyboard.type(typed, gap=10)
        other.setParent(None)
        other.deleteLater()
        window.edit.setFocus()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        qtbot.waitUntil(lambda typed=typed: window.edit.text() == typed)


def test_a_password_is_never_held(qtbot, window, wedge):
    window.edit.setEchoMode(QLineEdit.EchoMode.Password)
    keyboard = Keyboard()
    keyboard.type("correct horse", gap=1)
    assert window.edit.text() == "correct horse"
    keyboard.enter(gap=1)
    qtbot.wait(1)
    assert wedge.codes == []


def test_a_long_burst_without_an_end_is_text_in_a_text_field_and_a_scan_elsewhere(qtbot, window, wedge):
    keyboard, ones = Keyboard(), []
    QShortcut(QKeySequence("1"), window).activated.connect(lambda: ones.append(1))
    area = QPlainTextEdit()
    window.layout().addWidget(area)
    for field in (window.edit, area):
        field.setFocus()
        keyboard.type("12345678", gap=2)
        keyboard.now += 500
        qtbot.waitUntil(lambda field=field: "12345678" in (getattr(field, "text", None) or field.toPlainText)())
    assert wedge.codes == []
    for widget in (window.keys, window.button, table_in(window)):
        widget.setFocus()
        keyboard.type("11223344", gap=2)
        keyboard.now += 500
        qtbot.waitUntil(lambda: ("11223344", "11223344") in wedge.codes)
        wedge.codes.clear()
    area.setReadOnly(True)
    area.setFocus()
    keyboard.type("11223344", gap=2)
    qtbot.waitUntil(lambda: len(wedge.codes) == 1)
    assert (ones, window.keys.got) == ([], [])


def table_in(window):
    table = QTableWidget(2, 2)
    window.layout().addWidget(table)
    return table


def test_ctrl_keys_pass_after_what_was_held(qtbot, window, wedge):
    keyboard = Keyboard()
    keyboard.type("a")
    keyboard.key(52, "\x1a", Qt.Key.Key_Z, gap=10, modifiers=Qt.KeyboardModifier.ControlModifier)
    assert window.edit.text() == ""
    assert window.edit.isRedoAvailable()  # typed first, then undone


def test_settings_are_those_of_the_scanner(qtbot, window):
    wedge = wedge_on(qtbot, WedgeSettings(gap_ms=60, min_keys=4, prefix="@", suffix=Suffix.TAB))
    keyboard = Keyboard()
    keyboard.type("@123", gap=55)
    keyboard.key(23, "\t", Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: wedge.codes == [("123", "123")])
    assert window.edit.hasFocus()
    wedge.close()


def test_a_closed_wedge_gives_back_and_leaves_keys_alone(qtbot, window):
    wedge = wedge_on(qtbot)
    keyboard = Keyboard()
    keyboard.type("ab", gap=10)
    wedge.close()
    assert window.edit.text() == "ab"
    keyboard.type("cdefghij", gap=1)
    assert window.edit.text() == "abcdefghij"


def test_whose_scan_codes_a_platform_passes_on():
    assert platform_of("xcb") is platform_of("wayland-egl") is Platform.X11
    assert platform_of("windows") is Platform.WINDOWS
    assert platform_of("offscreen") is Platform.OTHER

"""A button fires on the key that is printed on it; a closed one says why; nothing acts twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.desktop.widgets.button import KeyButton
from ui.desktop.widgets.layout import column, frame

Press = Callable[..., None]
Show = Callable[..., QWidget]


def page(*parts: QWidget) -> QWidget:
    return frame(column(*parts))


@pytest.mark.parametrize(
    ("keys", "key", "modifiers"),
    [
        ("F5", Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier),
        ("Ctrl+O", Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier),
        ("Enter", Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier),
        ("Enter", Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier),
        ("Esc", Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        ("Ctrl+Enter", Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
    ],
)
def test_the_printed_key_fires_it_from_another_field(
    qtbot: QtBot, show: Show, press: Press, keys: str, key: Qt.Key, modifiers: Qt.KeyboardModifier
) -> None:
    edit, button = QLineEdit(), KeyButton("Изпрати", keys)
    screen = page(edit, button)
    button.bind(screen)
    show(screen)
    edit.setFocus()
    with qtbot.waitSignal(button.clicked, timeout=1000):
        press(key, modifiers)


def test_a_key_outside_its_screen_does_nothing(qtbot: QtBot, show: Show, press: Press) -> None:
    button, other = KeyButton("Впиши", "F8"), QLineEdit()
    screen = page(button)
    button.bind(screen)
    show(page(screen, other))
    other.setFocus()
    with qtbot.assertNotEmitted(button.clicked):
        press(Qt.Key.Key_F8)


def test_a_closed_way_is_dashed_says_why_and_its_key_says_it_too(qtbot: QtBot, show: Show, press: Press) -> None:
    button = KeyButton("Впиши", "F8", "primary")
    screen = page(QLineEdit(), button)
    button.bind(screen)
    button.close_way("Първо решете двете проверки")
    show(screen)
    assert not button.isEnabled()
    assert "Първо решете двете проверки" in button.toolTip()
    assert button.accessibleDescription() == "F8. Първо решете двете проверки"
    with qtbot.assertNotEmitted(button.clicked), qtbot.waitSignal(button.refused, timeout=1000) as told:
        press(Qt.Key.Key_F8)
    assert told.args == ["Първо решете двете проверки"]
    button.close_way("")
    assert (button.isEnabled(), button.toolTip(), button.accessibleDescription()) == (True, "", "F8")


def test_a_key_held_down_acts_once(qtbot: QtBot, show: Show) -> None:
    """On the focused button too, where Qt would press it again and again."""
    button = KeyButton("Впиши", "F8")
    show(page(button))
    button.setFocus()
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    for repeats in (False, True, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", repeats)
        QApplication.sendEvent(button, event)
    assert len(pressed) == 1
    assert not button.bind(button).autoRepeat()


def test_enter_presses_the_focused_button_and_not_the_one_whose_key_it_is(
    qtbot: QtBot, show: Show, press: Press
) -> None:
    primary, other = KeyButton("Приложи", "Enter", "primary"), KeyButton("Затвори", "Esc")
    screen = page(primary, other)
    primary.bind(screen)
    show(screen)
    other.setFocus()
    with qtbot.assertNotEmitted(primary.clicked), qtbot.waitSignal(other.clicked, timeout=1000):
        press(Qt.Key.Key_Return)


def test_enter_in_a_text_of_lines_stays_a_new_line(qtbot: QtBot, show: Show, press: Press) -> None:
    lines, button = QPlainTextEdit(), KeyButton("Изпрати", "Enter")
    screen = page(lines, button)
    button.bind(screen)
    show(screen)
    lines.setFocus()
    with qtbot.assertNotEmitted(button.clicked):
        press(Qt.Key.Key_Return)
    assert lines.toPlainText() == "\n"


def test_a_hidden_button_has_no_key(qtbot: QtBot, show: Show, press: Press) -> None:
    edit, button = QLineEdit(), KeyButton("Впиши", "F8")
    screen = page(edit, button)
    button.bind(screen)
    show(screen)
    button.hide()
    edit.setFocus()
    with qtbot.assertNotEmitted(button.clicked), qtbot.assertNotEmitted(button.refused):
        press(Qt.Key.Key_F8)


def test_it_follows_an_action_of_the_screen(qtbot: QtBot) -> None:
    action = QAction("Поеми")
    button = KeyButton("", "F4")
    qtbot.addWidget(button)
    button.obey(action)
    assert button.words == "Поеми"
    with qtbot.waitSignal(action.triggered, timeout=1000):
        button.click()
    action.setStatusTip("Преписката е на колега")
    action.setEnabled(False)
    assert not button.isEnabled()
    assert button.accessibleDescription() == "F4. Преписката е на колега"


def test_an_ampersand_is_a_letter(qtbot: QtBot, show: Show) -> None:
    button = KeyButton("Иванов & синове")
    show(page(button))
    interface = QAccessible.queryAccessibleInterface(button)
    assert interface.text(QAccessible.Text.Name) == "Иванов & синове"
    assert interface.role() == QAccessible.Role.Button


def test_it_is_as_wide_as_its_words_and_its_cap(qtbot: QtBot) -> None:
    plain, capped = KeyButton("Върни"), KeyButton("Върни", "Ctrl+Z")
    for button in (plain, capped):
        qtbot.addWidget(button)
    assert capped.sizeHint().width() > plain.sizeHint().width() + 30


def test_a_closed_button_gives_the_focus_on(qtbot: QtBot, show: Show) -> None:
    first, second = KeyButton("Впиши", "F8"), KeyButton("Върни", "F5")
    show(page(first, second))
    first.setFocus()
    first.close_way("Платете първо")
    assert QApplication.focusWidget() is second

"""A field keeps what was typed, says what is wrong under itself, and is named for a screen reader."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.desktop.widgets.edits import Choice, FilterChip, SearchEdit, SecretEdit, tool
from ui.desktop.widgets.field import Field
from ui.desktop.widgets.layout import column, frame
from ui.desktop.widgets.text import OneLine, Text, tip
from ui.desktop.widgets.tick import Tick

Show = Callable[..., QWidget]
Press = Callable[..., None]


def words(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def test_an_error_stands_under_the_field_and_what_was_typed_stays(show: Show) -> None:
    field = Field("Договорът е до", QLineEdit("31.02.2026"), "Ден, месец, година.")
    show(field)
    assert words(field) == ["Договорът е до", "Ден, месец, година."]
    field.show_error("Няма такава дата. Напишете я като 28.02.2027.")
    assert field.edit.text() == "31.02.2026"
    assert field.edit.accessibleName() == "Договорът е до"
    assert field.edit.accessibleDescription() == "Няма такава дата. Напишете я като 28.02.2027."
    assert field.error in words(field)
    field.clear_error()
    assert field.error == ""
    assert field.edit.accessibleDescription() == "Ден, месец, година."


def test_the_edge_of_a_wrong_field_is_not_only_a_colour(show: Show) -> None:
    """Shape and sentence too; and the edge is painted, which needs the style to look again."""
    field = Field("Парола", QLineEdit("x"))
    show(field)
    before = field.grab().toImage()
    field.show_error("Паролата не съвпада.")
    QApplication.processEvents()
    assert field.grab().toImage() != before
    assert any(
        label.accessibleName() == "Грешка в полето" and label.isVisible() for label in field.findChildren(QLabel)
    )


def test_the_name_of_a_field_is_its_caption(show: Show) -> None:
    field = Field("Потребител", QLineEdit())
    show(field)
    interface = QAccessible.queryAccessibleInterface(field.edit)
    assert interface.text(QAccessible.Text.Name) == "Потребител"
    assert interface.role() == QAccessible.Role.EditableText


def test_a_password_is_hidden_until_it_is_looked_at(show: Show) -> None:
    secret = SecretEdit()
    show(Field("Парола", secret))
    assert secret.echoMode() == QLineEdit.EchoMode.Password
    eye = secret.findChildren(type(tool("eye", "x")))[0]
    assert eye.accessibleName() == "Покажи паролата"
    eye.click()
    assert secret.echoMode() == QLineEdit.EchoMode.Normal
    assert eye.accessibleName() == "Скрий паролата"


def test_search_takes_the_focus_by_its_key_and_esc_empties_it_first(qtbot: QtBot, show: Show, press: Press) -> None:
    search, other = SearchEdit("Търсене в опашката", "Номер, име"), QLineEdit()
    screen = frame(column(search, other))
    search.bind(screen)
    show(screen)
    other.setFocus()
    press(Qt.Key.Key_F3)
    assert QApplication.focusWidget() is search
    QTest.keyClicks(search, "4483")
    press(Qt.Key.Key_Escape)
    assert search.text() == ""
    assert search.hasFocus()


def test_drawings_have_names(qtbot: QtBot) -> None:
    for button in (tool("left", "Предишна страница", "PgUp"), FilterChip("Услуга: всички", opens=True)):
        qtbot.addWidget(button)
        assert QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)
    assert tool("left", "Предишна страница", "PgUp").toolTip() == "Предишна страница (PgUp)"


def test_a_choice_opens_with_the_keyboard(show: Show, press: Press) -> None:
    choice = Choice()
    choice.addItems(["Район „Средец“", "Район „Изгрев“"])
    show(choice)
    choice.setFocus()
    press(Qt.Key.Key_Down)
    assert choice.currentText() == "Район „Изгрев“"


def test_a_tick_is_set_with_space(show: Show, press: Press) -> None:
    tick = Tick("Отпечатах ги")
    show(tick)
    tick.setFocus()
    press(Qt.Key.Key_Space)
    assert tick.isChecked()
    assert QAccessible.queryAccessibleInterface(tick).role() == QAccessible.Role.CheckBox


def test_what_a_citizen_typed_is_never_markup(qtbot: QtBot, show: Show) -> None:
    typed = "<b>Иван</b> <img src='x'>"
    text = Text(typed)
    show(text)
    assert text.textFormat() == Qt.TextFormat.PlainText
    tip(text, typed)
    assert "<b>" not in text.toolTip()
    assert "&lt;b&gt;Иван" in text.toolTip()


def test_a_text_without_room_ends_in_dots_and_its_tooltip_says_all(show: Show) -> None:
    line = OneLine("Александър-Константин Христо-Ботев Драганов-Пейчевски", least=60)
    window = frame(column(line))
    show(window, 120, 60)
    window.grab()
    assert line.text() in line.toolTip()
    window.resize(900, 60)
    window.grab()
    assert line.toolTip() == ""

"""Scan card, banner, progress, party matrix, tabs, palette, key table, accounts: words, roles and keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from ui.desktop.gallery.samples_acts import scans
from ui.desktop.gallery.samples_case import parties
from ui.desktop.widgets.account_list import AccountList, AccountView
from ui.desktop.widgets.banner import Banner, BannerView
from ui.desktop.widgets.button import KeyButton
from ui.desktop.widgets.command_palette import CommandPalette, CommandView
from ui.desktop.widgets.history_list import HistoryEntry, HistoryList
from ui.desktop.widgets.key_sheet import KeyGroup, KeySheet
from ui.desktop.widgets.layout import column, frame
from ui.desktop.widgets.party_matrix import PartyMatrix
from ui.desktop.widgets.progress import Progress, ProgressView
from ui.desktop.widgets.scan_card import ScanCard, Worth
from ui.desktop.widgets.status import Status, StatusChip
from ui.desktop.widgets.steps import Step, StepList
from ui.desktop.widgets.tabs import CountTab, CountTabs

Show = Callable[..., QWidget]
Press = Callable[..., None]


def said(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_scan_card_says_its_verdict_first_and_what_to_do(show: Show, at: int) -> None:
    view = scans()[at]
    card = ScanCard(view)
    show(card, 440, 560)
    words = said(card)
    assert words[0] == view.worth.word or view.worth.word in words[:3]
    assert view.sentence.replace(" ", "") in "".join(words).replace("\u00a0", "").replace(" ", "")
    assert all(step in words for step in view.steps)
    assert card.accessibleName().startswith(view.worth.word)


def test_the_four_verdicts_differ_in_shape_and_word() -> None:
    assert len({worth.shape for worth in Worth}) == len({worth.word for worth in Worth}) == 4


def test_an_open_card_owns_its_keys(qtbot: QtBot, show: Show, press: Press) -> None:
    card = ScanCard(scans()[0])
    show(card, 440, 560)
    card.setFocus()
    for key, act in ((Qt.Key.Key_Return, "attach"), (Qt.Key.Key_Escape, "close")):
        with qtbot.waitSignal(card.acted, timeout=1000) as acted:
            press(key)
        assert acted.args == [act]


def test_a_closed_action_of_a_card_is_not_the_first(show: Show) -> None:
    first, second = scans()[0].actions
    card = ScanCard(replace(scans()[0], actions=(replace(first, why_not="Преписката е на колега"), second)))
    show(card, 440, 560)
    card.setFocus()
    focused = QApplication.focusWidget()
    assert isinstance(focused, KeyButton)
    assert focused.words == second.word


def test_a_banner_changes_in_place_and_has_at_most_two_actions(show: Show) -> None:
    banner = Banner(BannerView("success", "Има връзка.", "Всичко тръгва само."))
    show(banner, 700, 80)
    banner.show_view(BannerView("offline", "Без връзка от 10:31."))
    assert said(banner) == ["Без връзка от 10:31."]
    assert banner.accessibleName() == "Без връзка от 10:31."
    with pytest.raises(ValueError, match="two"):
        Banner(BannerView("info", "x"), KeyButton("1"), KeyButton("2"), KeyButton("3"))


def test_progress_says_how_much_and_how_long_and_can_be_stopped(qtbot: QtBot, show: Show, press: Press) -> None:
    work = Progress(ProgressView("Внасяне на адреси", 0.6, "12 от 40 файла", "още около 20 сек."))
    show(work, 700, 60)
    assert work.accessibleName() == "Внасяне на адреси: 12 от 40 файла · още около 20 сек."
    work.stop.bind(work)
    work.setFocus()
    with qtbot.waitSignal(work.stopped, timeout=1000):
        work.stop.fire()


def test_the_party_matrix_is_a_table_with_words_in_every_cell(qtbot: QtBot, show: Show, press: Press) -> None:
    matrix = PartyMatrix(parties())
    show(matrix, 760, 300)
    model = matrix.model()
    cells = [
        [model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(5)] for row in range(4)
    ]
    assert cells[2][3] == "липсва"
    assert cells[0][0] == "Елица Пейчева, заявител, майка, 841203••••"
    assert all(all(row) for row in cells)
    heads = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(5)]
    assert heads == ["Лице", "Самоличност", "Подпис", "Съгласие", "Документ"]
    matrix.setFocus()
    matrix.setCurrentIndex(model.index(0, 0))
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Right)
    with qtbot.waitSignal(matrix.opened, timeout=1000) as opened:
        press(Qt.Key.Key_Return)
    assert opened.args == ["2", 1]
    assert matrix.height() >= matrix.horizontalHeader().height() + 4 * 40


def test_tabs_say_their_counts_and_keep_their_place(qtbot: QtBot, show: Show, press: Press) -> None:
    tabs = CountTabs([CountTab("new", "Нови", 14), CountTab("mine", "Мои", 6), CountTab("done", "Приключени")], "mine")
    show(tabs, 700, 50)
    assert tabs.accessibleTabName(0) == "Нови, 14"
    with qtbot.assertNotEmitted(tabs.picked):
        tabs.show_tabs([CountTab("new", "Нови", 15), CountTab("mine", "Мои", 5), CountTab("done", "Приключени")])
    assert tabs.current == "mine"
    tabs.setFocus()
    with qtbot.waitSignal(tabs.picked, timeout=1000) as picked:
        press(Qt.Key.Key_Right)
    assert picked.args == ["done"]
    with qtbot.waitSignal(tabs.picked, timeout=1000) as picked:
        tabs.go_round(1)
    assert picked.args == ["new"]


def test_the_palette_runs_what_is_chosen_and_never_a_closed_way(qtbot: QtBot, show: Show, press: Press) -> None:
    closed = CommandView("fee", "Поискай такса", keys="F6", why_not="Първо решете двете проверки")
    palette = CommandPalette([closed, CommandView("return", "Върни с указания", keys="F5")])
    show(palette, 640, 460)
    palette.setFocus()
    with qtbot.assertNotEmitted(palette.chosen):
        press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.chosen, timeout=1000) as chosen:
        press(Qt.Key.Key_Return)
    assert chosen.args == ["return"]
    with qtbot.waitSignal(palette.query_changed, timeout=1000) as query:
        press(Qt.Key.Key_V)
    assert query.args == ["v"]
    palette.show_commands([])
    press(Qt.Key.Key_Return)


def test_the_key_table_shows_every_key(show: Show) -> None:
    sheet = KeySheet("Преписка", [KeyGroup("Решение", (("F5", "Върни с указания"), ("PgUp PgDn", "Страница")))])
    show(sheet, 900, 400)
    words = said(sheet)
    assert {"F5", "PgUp", "PgDn", "Върни с указания", "Страница", "Клавиши в „Преписка“"} <= set(words)


def test_accounts_show_new_codes_without_losing_the_focus(qtbot: QtBot, show: Show, press: Press) -> None:
    first = AccountView("sredets", "Ралица Дончева", "служител", "sredets-2026", "482913")
    accounts = AccountList([first, replace(first, key="izgrev", code="111222")])
    show(accounts, 420, 200)
    buttons = accounts.findChildren(QPushButton)
    buttons[0].setFocus()
    press(Qt.Key.Key_Down)
    accounts.show_accounts([first, replace(first, key="izgrev", code="333444")])
    assert QApplication.focusWidget() is buttons[1]
    assert "333444" in buttons[1].accessibleName()
    with qtbot.waitSignal(accounts.picked, timeout=1000) as picked:
        press(Qt.Key.Key_Return)
    assert picked.args == ["izgrev"]


def test_the_history_tells_both_clocks(show: Show) -> None:
    entries = [
        HistoryEntry(
            "1", "23.11. 10:41", "10:41:07", "Ралица Дончева", "Приложено съгласие", Status("s-ok", "потвърдено")
        ),
        HistoryEntry("2", "23.11. 10:42", "", "вие", "Върнато с указания", Status("s-saved", "записано тук")),
    ]
    history = HistoryList(entries)
    show(history, 600, 200)
    spoken = [history.model().index(row, 0).data() for row in range(2)]
    assert "в центъра 10:41:07" in spoken[0]
    assert "още не е в центъра" in spoken[1]


def test_a_step_can_be_gone_back_to(qtbot: QtBot, show: Show) -> None:
    steps = StepList([Step("who", "Заявител", "Елица Пейчева", "done"), Step("where", "Адрес", "кой", "now")])
    show(steps, 240, 300)
    button = steps.findChildren(QPushButton)[0]
    assert button.accessibleName() == "Стъпка 1, Заявител: готова. Елица Пейчева"
    with qtbot.waitSignal(steps.picked, timeout=1000) as picked:
        button.click()
    assert picked.args == ["who"]


def test_a_state_is_a_static_text_for_a_screen_reader(show: Show) -> None:
    chip = StatusChip(Status("s-ok", "Потвърдено", "success"))
    show(chip, 200, 40)
    interface = QAccessible.queryAccessibleInterface(chip)
    assert interface.role() == QAccessible.Role.StaticText
    assert interface.text(QAccessible.Text.Name) == "Потвърдено"
    chip.show_status(Status("conflict", "Конфликт", "warning", loud=True))
    assert interface.text(QAccessible.Text.Name) == "Конфликт"


def test_a_card_too_long_for_its_place_can_be_read_by_keys(show: Show) -> None:
    card = ScanCard(scans()[0])
    show(card, 440, 330)
    area = card.findChild(QScrollArea)
    assert area.focusPolicy() == Qt.FocusPolicy.TabFocus
    assert area.accessibleName() == scans()[0].kind
    card.resize(440, 800)
    QApplication.processEvents()
    assert area.focusPolicy() == Qt.FocusPolicy.NoFocus


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_scan_card_is_as_tall_as_what_it_says_and_keeps_its_keys_in_sight_where_there_is_less_room(
    show: Show, at: int
) -> None:
    card = ScanCard(scans()[at])
    card.be_wide(620)
    around = frame(column((card, 1), 0, gap=""))
    show(around, 700, 900)
    area = card.findChild(QScrollArea)
    assert area.verticalScrollBar().maximum() == 0
    assert card.height() < 700
    around.resize(700, 300)
    QApplication.processEvents()
    low = card.mapTo(around, card.rect().bottomRight()).y()
    assert low <= 300
    assert all(button.mapTo(around, button.rect().bottomRight()).y() < low for button in card.buttons)

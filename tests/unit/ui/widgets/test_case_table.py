"""The table of cases: pages as they are needed, keys as a clerk expects them, nothing of an older search shown."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from ui import words
from ui.desktop.gallery.samples import case_row
from ui.desktop.widgets.case_table.columns import COLUMNS, columns_for
from ui.desktop.widgets.case_table.model import CAP, KEPT, PAGE, CaseModel
from ui.desktop.widgets.case_table.rows import CaseRow
from ui.desktop.widgets.case_table.view import CaseTable

Show = Callable[..., QWidget]
Press = Callable[..., None]
Deliver = Callable[[Sequence[CaseRow]], None]


class Rows:
    """A source that can be made to answer later, and remembers what it was asked."""

    def __init__(self, count: int, first: int = 0, *, late: bool = False) -> None:
        self.total, self.first, self.late = count, first, late
        self.asked: list[tuple[int, Hashable | None]] = []
        self.waiting: list[Callable[[], None]] = []

    def count(self, deliver: Callable[[int], None]) -> None:
        self._give(lambda: deliver(self.total))

    def page(self, start: int, after_key: Hashable | None, size: int, deliver: Deliver) -> None:
        self.asked.append((start, after_key))
        rows = [case_row(self.first + at) for at in range(start, min(self.total, start + size))]
        self._give(lambda: deliver(rows))

    def _give(self, answer: Callable[[], None]) -> None:
        if self.late:
            self.waiting.append(answer)
        else:
            answer()

    def answer(self) -> None:
        for one in self.waiting:
            one()
        self.waiting.clear()


@pytest.fixture
def table(show: Show) -> CaseTable:
    made = CaseTable()
    show(made, 1350, 400)
    made.setFocus()
    return made


def number_of(table: CaseTable) -> str:
    assert table.current is not None
    return table.current.number


def settle(table: CaseTable, qtbot: QtBot) -> None:
    """Paint, and let the pages that the painting missed arrive."""
    table.viewport().repaint()
    QApplication.processEvents()


def test_rows_come_page_by_page(qtbot: QtBot, table: CaseTable) -> None:
    rows = Rows(100_000)
    table.show_source(rows)
    settle(table, qtbot)
    assert table.rows.rowCount() == 100_000
    assert {start for start, _after in rows.asked} == {0}


def test_the_next_page_is_asked_for_by_the_key_before_it(qtbot: QtBot, table: CaseTable) -> None:
    rows = Rows(1000)
    table.show_source(rows)
    table.go_to(PAGE + 3)
    settle(table, qtbot)
    assert (PAGE, case_row(PAGE - 1).key) in rows.asked


def test_a_jump_to_the_end_asks_only_for_what_is_seen(qtbot: QtBot, table: CaseTable, press: Press) -> None:
    rows = Rows(100_000)
    table.show_source(rows)
    press(Qt.Key.Key_End)
    settle(table, qtbot)
    qtbot.waitUntil(lambda: table.current is not None, timeout=1000)
    assert number_of(table) == case_row(99_999).number
    assert len(rows.asked) <= 4
    assert (100_000 // PAGE * PAGE, None) in rows.asked


def test_placeholders_stand_until_the_rows_are_here(qtbot: QtBot, table: CaseTable) -> None:
    rows = Rows(500)
    table.show_source(rows)
    rows.late = True
    table.go_to(200)
    settle(table, qtbot)
    assert table.current is None
    assert table.model().data(table.model().index(200, COLUMNS.index("person"))) == ""
    before = table.viewport().grab().toImage()
    with qtbot.waitSignal(table.current_changed, timeout=1000) as moved:
        rows.answer()
    assert moved.args[0].number == case_row(200).number
    assert table.viewport().grab().toImage() != before


def test_another_search_replaces_the_rows_only_when_it_has_some(qtbot: QtBot, table: CaseTable) -> None:
    table.show_source(Rows(50))
    late = Rows(3, first=700, late=True)
    table.show_source(late)
    settle(table, qtbot)
    assert table.rows.rowCount() == 50
    late.answer()
    assert table.rows.rowCount() == 3
    assert number_of(table) == case_row(700).number


def test_the_answer_of_an_older_search_is_dropped(table: CaseTable) -> None:
    older, newer = Rows(50, late=True), Rows(2, first=700)
    table.show_source(older)
    table.show_source(newer)
    older.answer()
    assert table.rows.rowCount() == 2


def test_an_answer_after_the_table_is_gone_does_nothing(qtbot: QtBot) -> None:
    model, rows = CaseModel(), Rows(5, late=True)
    model.show_source(rows)
    delete(model)
    rows.answer()


def test_a_refresh_keeps_the_case_and_the_place(qtbot: QtBot, table: CaseTable) -> None:
    rows = Rows(1000)
    table.show_source(rows)
    table.go_to(300)
    settle(table, qtbot)
    qtbot.waitUntil(lambda: table.current is not None, timeout=1000)
    before, top = number_of(table), table.verticalScrollBar().value()
    table.refresh()
    settle(table, qtbot)
    assert number_of(table) == before
    assert table.verticalScrollBar().value() == top


def test_a_case_that_left_the_list_gives_its_place_to_the_next(qtbot: QtBot, table: CaseTable) -> None:
    class Shrinking(Rows):
        def page(self, start: int, after_key: Hashable | None, size: int, deliver: Deliver) -> None:
            rows = [case_row(at) for at in range(40) if at != 3 or self.total == 40]
            deliver(rows[start : start + size])

    rows = Shrinking(40)
    table.show_source(rows)
    table.go_to(3)
    rows.total = 39
    table.refresh()
    assert number_of(table) == case_row(4).number


def test_pages_not_looked_at_are_forgotten(qtbot: QtBot, table: CaseTable) -> None:
    table.show_source(Rows(10_000))
    for page in range(40):
        table.go_to(page * PAGE)
        settle(table, qtbot)
    assert len(table.rows._pages) <= KEPT


def test_enter_opens_the_current_case(qtbot: QtBot, table: CaseTable, press: Press) -> None:
    table.show_source(Rows(10))
    press(Qt.Key.Key_Down)
    with qtbot.waitSignal(table.opened, timeout=1000) as opened:
        press(Qt.Key.Key_Return)
    assert opened.args[0].number == case_row(1).number


def test_home_and_end(table: CaseTable, press: Press) -> None:
    table.show_source(Rows(10))
    press(Qt.Key.Key_End)
    assert number_of(table) == case_row(9).number
    press(Qt.Key.Key_Home)
    assert number_of(table) == case_row(0).number


def test_letters_and_digits_are_the_screens(show: Show, press: Press) -> None:
    """Qt would search the rows for them."""
    heard: list[int] = []

    class Screen(QWidget):
        def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
            heard.append(event.key())

    screen = Screen()
    made = CaseTable()
    made.setParent(screen)
    made.resize(1300, 400)
    show(screen, 1350, 400)
    made.show_source(Rows(10))
    made.setFocus()
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_A)
    assert heard == [Qt.Key.Key_1, Qt.Key.Key_A]
    assert number_of(made) == case_row(0).number


def test_marks_have_a_cap_that_is_said(qtbot: QtBot, table: CaseTable, press: Press) -> None:
    table.show_source(Rows(200))
    press(Qt.Key.Key_Space)
    assert table.rows.marked == (case_row(0).key,)
    press(Qt.Key.Key_Space)
    assert table.rows.marked == ()
    for row in range(CAP):
        table.rows.toggle(row)
    with qtbot.waitSignal(table.rows.cap_met, timeout=1000) as met:
        table.rows.toggle(CAP + 1)
    assert met.args == [CAP]
    assert len(table.rows.marked) == CAP
    table.rows.unmark_all()
    assert table.rows.marked == ()


def test_marks_survive_a_filter(table: CaseTable) -> None:
    table.show_source(Rows(20))
    table.rows.toggle(5)
    table.show_source(Rows(10, first=100))
    assert table.rows.marked == (case_row(5).key,)


def test_a_table_without_marks_marks_nothing(show: Show, press: Press) -> None:
    made = CaseTable(can_mark=False)
    show(made, 1350, 400)
    made.show_source(Rows(5))
    made.setFocus()
    press(Qt.Key.Key_Space)
    assert made.rows.marked == ()
    assert made.isColumnHidden(COLUMNS.index("mark"))


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("width", [320, 640, 900, 1100, 1176, 1188, 1348, 1900])
def test_columns_give_way_and_never_scroll_sideways(language: str, width: int) -> None:
    words.install(language)
    for columns in (columns_for(width), columns_for(width, can_mark=False)):
        assert sum(columns.values()) <= width
        assert "person" in columns
        assert list(columns) == [name for name in COLUMNS if name in columns]
        assert [name for name, px in columns.items() if not px] in (["address"], ["person"])


def test_a_resize_changes_the_columns(table: CaseTable) -> None:
    table.show_source(Rows(5))
    assert not table.isColumnHidden(COLUMNS.index("service"))
    table.resize(1000, 400)
    QApplication.processEvents()
    assert table.isColumnHidden(COLUMNS.index("service"))
    assert not table.isColumnHidden(COLUMNS.index("short"))
    assert table.horizontalHeader().length() <= table.viewport().width()


def test_a_screen_reader_hears_every_cell(table: CaseTable) -> None:
    table.show_source(Rows(5))
    model = table.model()
    said = [model.data(model.index(1, at), Qt.ItemDataRole.AccessibleTextRole) for at in range(len(COLUMNS))]
    row = case_row(1)
    assert row.prefix + row.number in said
    assert "Елица Пейчева, дете, съобщение" in said
    assert f"{row.clock.left} {row.clock.until}" in said
    assert "вие" in said


def test_a_name_with_markup_is_plain_in_the_tooltip(table: CaseTable) -> None:
    class Nasty(Rows):
        def page(self, start: int, after_key: Hashable | None, size: int, deliver: Deliver) -> None:
            deliver([replace(case_row(0), person="<h1>Иван</h1>")])

    table.show_source(Nasty(1))
    tip = table.model().data(table.model().index(0, COLUMNS.index("person")), Qt.ItemDataRole.ToolTipRole)
    assert "<h1>" not in tip
    assert "&lt;h1&gt;" in tip


def test_the_ring_stands_around_the_whole_row(table: CaseTable) -> None:
    table.show_source(Rows(5))
    table.go_to(2)
    picture = table.viewport().grab().toImage()
    ring = table.look.hex("focus.ring").lower()
    y = table.visualRect(table.currentIndex()).top() + 1
    row = [picture.pixelColor(x, y).name() for x in (3, picture.width() // 2, picture.width() - 4)]
    assert row == [ring, ring, ring]


def test_a_press_on_a_head_asks_for_its_order(qtbot: QtBot, table: CaseTable) -> None:
    table.show_source(Rows(5))
    head = table.horizontalHeader()
    section = COLUMNS.index("clock")
    with qtbot.waitSignal(table.sort_wanted, timeout=1000) as wanted:
        qtbot.mouseClick(
            head.viewport(),
            Qt.MouseButton.LeftButton,
            pos=head.rect().center().__class__(head.sectionViewportPosition(section) + 10, 10),
        )
    assert wanted.args == ["clock"]


def test_a_late_page_of_an_older_search_is_dropped(qtbot: QtBot, table: CaseTable) -> None:
    older = Rows(500)
    table.show_source(older)
    older.late = True
    table.go_to(100)
    settle(table, qtbot)
    assert older.waiting
    newer = Rows(500, first=2000)
    table.show_source(newer)
    newer.late = True
    older.answer()
    assert table.rows.row(100) is None

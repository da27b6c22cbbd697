"""The queue with keys, on a real store."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from operator_app.domain.bodies import Claimed
from operator_app.domain.lifecycle import State
from operator_app.services.views import Tab
from tests import builders as b
from tests.unit.ui.stage import Stage, press
from ui.desktop.screens.queue import QueueScreen

CTRL = Qt.KeyboardModifier.ControlModifier


def numbers(screen: QueueScreen) -> list[str]:
    rows = screen.table.rows
    return [row.number for row in (rows.row(at) for at in range(rows.rowCount())) if row is not None]


def test_rows_and_counts_are_those_of_the_store(screen: QueueScreen) -> None:
    assert sorted(numbers(screen)) == ["4455", "4461", "4470", "4472", "4474", "4483", "4485", "4486"]
    counts = {tab.key: tab.count for tab in screen.tabs.shown}
    assert (counts[Tab.NEW], counts[Tab.MINE], counts[Tab.TO_REGISTER], counts[Tab.OPEN]) == (6, 1, 1, 8)
    assert counts[Tab.CLOSED] is None
    assert screen.shown.text() == "8 преписки"


def test_the_oldest_is_first_and_current_and_enter_only_looks(screen: QueueScreen, on: Stage) -> None:
    assert numbers(screen)[0] == "4461"
    press(Qt.Key.Key_Return)
    assert on.went == [("review", "case-4461")]
    assert on.case("4461").state is State.SUBMITTED


def test_f2_claims_the_next_case_and_opens_it(screen: QueueScreen, on: Stage, qtbot: Any) -> None:
    press(Qt.Key.Key_Down, Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: on.went == [("review", "case-4483")])
    case = on.case("4483")
    assert (case.state, case.assignee) == (State.IN_REVIEW, "clerk1")


def test_f2_says_so_where_nothing_can_be_worked_on(screen: QueueScreen, on: Stage, qtbot: Any) -> None:
    screen.tabs.go_round(2)  # from all open ones round the end to the new ones
    qtbot.waitUntil(lambda: screen.table.rows.rowCount() == 6)
    press(Qt.Key.Key_F3)
    press("няма такъв")
    qtbot.waitUntil(lambda: screen.table.rows.rowCount() == 0)
    press(Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: "няма преписка за работа" in screen.shown.text())
    assert on.went == []


def test_search_as_one_types_by_name_and_by_last_digits(screen: QueueScreen, qtbot: Any) -> None:
    press(Qt.Key.Key_F3)
    press("пейч")
    qtbot.waitUntil(lambda: numbers(screen) == ["4483"])
    assert screen.shown.text() == "1 намерена"
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(numbers(screen)) == 8)
    press("4472")
    qtbot.waitUntil(lambda: numbers(screen) == ["4472"])


def test_from_the_search_down_to_the_rows_and_enter_opens(screen: QueueScreen, on: Stage, qtbot: Any) -> None:
    press(Qt.Key.Key_F3)
    press("4485")
    qtbot.waitUntil(lambda: numbers(screen) == ["4485"])
    press(Qt.Key.Key_Down)
    assert QApplication.focusWidget() is screen.table
    press(Qt.Key.Key_Return)
    assert on.went == [("review", "case-4485")]


def test_an_empty_search_says_why_and_what_to_do(screen: QueueScreen, qtbot: Any) -> None:
    press(Qt.Key.Key_F3)
    press("щъркел")
    qtbot.waitUntil(lambda: screen.table.rows.rowCount() == 0)
    assert screen.body.currentIndex() == 1
    assert "Esc изчиства" in screen.empty.accessibleName()
    press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: screen.body.currentIndex() == 0)


def test_ctrl_tab_goes_through_the_views(screen: QueueScreen, on: Stage, qtbot: Any) -> None:
    press(Qt.Key.Key_Tab, modifier=CTRL | Qt.KeyboardModifier.ShiftModifier)  # due soon: nothing
    qtbot.waitUntil(lambda: screen.table.rows.rowCount() == 0)
    assert screen.tabs.current == Tab.DUE
    press(Qt.Key.Key_Tab, modifier=CTRL)
    qtbot.waitUntil(lambda: screen.table.rows.rowCount() == 8)
    assert on.went == []


def test_f6_sorts_by_number_and_shift_turns_round(screen: QueueScreen, qtbot: Any) -> None:
    press(Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: numbers(screen) == sorted(numbers(screen)))
    assert screen.sort.words == "Подредба: по номер ↑"
    press(Qt.Key.Key_F6, modifier=Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: numbers(screen) == sorted(numbers(screen), reverse=True))


def test_what_colleagues_do_comes_by_itself_and_the_current_row_stays(
    screen: QueueScreen, on: Stage, qtbot: Any
) -> None:
    press(*[Qt.Key.Key_Down] * 3)
    here = screen.table.current
    assert here is not None
    on.centre.act("case.claimed", Claimed("clerk2", "Втори Служител"), "case-4461")
    on.centre.file("case-5000", b.owner_filed(number="РСЦ26-ГР94-5000"))
    on.pull()
    qtbot.waitUntil(lambda: screen.table.rows.rowCount() == 9)
    qtbot.waitUntil(lambda: screen.tabs.shown[0].count == 6)
    assert screen.table.current is not None
    assert screen.table.current.key == here.key
    first = screen.table.rows.row(0)
    assert first is not None
    assert (first.who, first.status.word) == ("В. Служител", "В преглед")


def test_an_unsent_act_is_said_in_the_row(screen: QueueScreen, on: Stage, qtbot: Any) -> None:
    on.desk.write(lambda: on.desk.cases.claim("case-4461", on.who))
    qtbot.waitUntil(lambda: screen.table.rows.row(0).status.word == "В преглед, записано тук")
    assert screen.table.rows.row(0).who == "вие"


def test_view_and_order_are_remembered_and_the_search_is_not(screen: QueueScreen, on: Stage, qtbot: Any) -> None:
    press(Qt.Key.Key_F6)
    press(Qt.Key.Key_F3)
    press("пейчева")
    qtbot.waitUntil(lambda: numbers(screen) == ["4483"])
    screen.leave()
    on.desk.writer.call(lambda: None)
    again = QueueScreen(on.room())
    on.show(again, qtbot)
    again.enter("")
    qtbot.waitUntil(lambda: again.sort.words == "Подредба: по номер ↑")
    qtbot.waitUntil(lambda: again.table.rows.rowCount() == 8)

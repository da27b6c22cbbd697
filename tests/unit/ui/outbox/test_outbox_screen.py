"""The outbox on a real store: what did not go in asks for a person, here as in the status line, and can be let be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from operator_app.ports.sync_store import OutboxState as S
from operator_app.ports.sync_store import Settlement
from operator_app.services.views import Banner, OutboxRow
from operator_app.storage.sync_store import SqlSyncStore
from tests import desk as stored
from tests.unit.ui.stage import Stage, press, stage
from ui.desktop.screens.outbox import OutboxScreen
from ui.desktop.screens.outbox.lines import Tab

CASE = "case-4483"


@pytest.fixture
def on(tmp_path: Path) -> Iterator[Stage]:
    with stage(tmp_path) as made:
        made.desk.sync_now = lambda: None  # type: ignore[attr-defined]
        yield made


@pytest.fixture
def blocked(on: Stage) -> tuple[str, str]:
    """A claim that met a conflict, and the note that stood on it."""
    desk = on.desk

    def make() -> tuple[str, str]:
        first, _ = desk.cases.claim(CASE, on.who)
        second, _ = desk.cases.note(CASE, "и още", on.who)
        sync: SqlSyncStore = stored.sync_store(desk.store)
        sync.release_due(desk.clock.now() + timedelta(minutes=1))
        sync.mark_sending([first, second], "batch", desk.clock.now())
        held = Settlement(second, S.BLOCKED, blocked_by=first)
        sync.settle(on.centre.reply(Settlement(first, S.CONFLICT), held))
        return first, second

    return desk.writer.call(make)


@pytest.fixture
def screen(on: Stage, blocked: tuple[str, str], theme: Any, qtbot: Any) -> Iterator[OutboxScreen]:
    made = OutboxScreen(on.room())
    on.show(made, qtbot)
    made.enter()
    qtbot.waitUntil(lambda: bool(made.panel.list.current_key))
    yield made
    made.leave()


def rows(on: Stage) -> dict[str, OutboxRow]:
    return {row.op: row for row in on.desk.reader.call(lambda: on.desk.outbox.rows(9))}


def go_to(screen: OutboxScreen, op: str) -> None:
    for _ in range(9):
        if screen.panel.list.current_key == op:
            return
        press(Qt.Key.Key_Down)
    raise AssertionError("the line is not in the list")


def test_what_is_held_back_asks_for_a_person_as_the_status_line_says(
    on: Stage, blocked: tuple[str, str], screen: OutboxScreen
) -> None:
    counts = on.desk.reader.call(on.desk.outbox.counts)
    tabs = {tab.key: tab.count for tab in screen._tab_views()}
    assert (counts.need_you, counts.waiting) == (tabs[Tab.NEED_YOU], tabs[Tab.WAIT]) == (2, 0)
    go_to(screen, blocked[1])
    press(Qt.Key.Key_Return)
    assert on.went == [("review", CASE)]


def test_f8_says_what_letting_be_does_and_esc_leaves_all_as_it_was(
    on: Stage, blocked: tuple[str, str], screen: OutboxScreen
) -> None:
    go_to(screen, blocked[0])
    press(Qt.Key.Key_F8)
    assert screen.question.isVisible()
    assert not screen.banner.isVisible()
    said = screen.question.banner.accessibleName()
    assert "4483" in said
    assert "не се връща" in said
    assert "1 действие" in said, "what waits behind it goes with it"
    press(Qt.Key.Key_Escape)
    assert not screen.question.isVisible()
    assert screen.banner.isVisible()
    assert QApplication.focusWidget() is screen.panel.list
    assert on.went == []
    assert {row.set_aside for row in rows(on).values()} == {False}


def test_f8_and_enter_let_it_be_with_what_waited_for_it(
    on: Stage, blocked: tuple[str, str], screen: OutboxScreen, qtbot: Any
) -> None:
    go_to(screen, blocked[0])
    press(Qt.Key.Key_F8, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: all(rows(on)[op].set_aside for op in blocked))
    qtbot.waitUntil(lambda: not screen.leave_be.isEnabled())
    assert not screen.question.isVisible()
    assert on.desk.reader.call(on.desk.outbox.counts).need_you == 0
    assert on.desk.reader.call(lambda: on.desk.cases.open(CASE, on.who)).banner is Banner.NONE
    shown = screen.panel.list.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Без последици" in shown


def test_what_went_another_way_meanwhile_takes_its_question_along(
    on: Stage, blocked: tuple[str, str], screen: OutboxScreen, qtbot: Any
) -> None:
    go_to(screen, blocked[0])
    press(Qt.Key.Key_F8)
    on.desk.changed(on.desk.writer.call(lambda: on.desk.outbox.set_aside(blocked[0])))
    qtbot.waitUntil(lambda: not screen.question.isVisible())


def test_f8_on_what_waits_says_why_not(on: Stage, theme: Any, qtbot: Any) -> None:
    on.desk.writer.call(lambda: on.desk.cases.claim(CASE, on.who))
    screen = OutboxScreen(on.room())
    on.show(screen, qtbot)
    screen.enter()
    qtbot.waitUntil(lambda: bool(screen.panel.list.current_key))
    press(Qt.Key.Key_F8)
    assert on.said == ["Само за действие, което не е влязло."]
    assert not screen.question.isVisible()
    screen.leave()

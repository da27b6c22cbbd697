"""The papers of a case: from the encrypted store to the page, and what is said where there is none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from tests import desk as stored
from tests.unit.ui.stage import Stage, paper, press, put_paper
from ui.desktop.screens.review import ReviewScreen

Open = Callable[..., ReviewScreen]
CTRL = Qt.KeyboardModifier.ControlModifier


def has_page(screen: ReviewScreen) -> bool:
    return screen.papers.viewer.page._image is not None


def test_the_first_paper_is_shown_with_its_pages(opened: Open, qtbot: Any) -> None:
    screen = opened("4483")
    qtbot.waitUntil(lambda: has_page(screen), timeout=15_000)
    viewer = screen.papers.viewer
    qtbot.waitUntil(lambda: viewer.tabs.shown[0].count == 2)
    assert [tab.name for tab in viewer.tabs.shown] == ["Адресна карта", "Договор за наем", "Нотариален акт"]
    press(Qt.Key.Key_PageDown)
    assert viewer.current == ("doc-address_card", 1)
    qtbot.waitUntil(lambda: has_page(screen), timeout=15_000)
    press(Qt.Key.Key_Tab, modifier=CTRL)
    assert viewer.current == ("doc-tenancy", 0)


def test_a_broken_file_has_its_own_sentence_and_the_others_are_shown(opened: Open, qtbot: Any) -> None:
    screen = opened("4485")
    qtbot.waitUntil(lambda: has_page(screen), timeout=15_000)
    press(Qt.Key.Key_Tab, modifier=CTRL)
    qtbot.waitUntil(lambda: "PDF файлът е повреден" in screen.papers.viewer.page._message, timeout=15_000)
    press(Qt.Key.Key_Tab, modifier=CTRL)
    qtbot.waitUntil(lambda: has_page(screen))


def test_a_paper_that_is_not_here_says_so_and_appears_when_it_has_come(opened: Open, on: Stage, qtbot: Any) -> None:
    screen = opened("4486")
    assert "още не е изтеглен" in screen.papers.viewer.page._message
    assert "Идва сам" in screen.papers.viewer.page._message
    sync = stored.sync_store(on.desk.store)
    document = on.case("4486").documents[0].id
    on.desk.changed(on.desk.writer.call(lambda: put_paper(sync, "case-4486", document, paper("заявление"))))
    qtbot.waitUntil(lambda: has_page(screen), timeout=15_000)


def test_no_page_of_a_case_stays_when_it_is_left(opened: Open, qtbot: Any) -> None:
    screen = opened("4483")
    qtbot.waitUntil(lambda: has_page(screen), timeout=15_000)
    screen.leave()
    assert not has_page(screen)
    assert not screen.papers.viewer._pictures
    assert not screen.papers._papers._files
    screen.enter("")  # back to the same case
    qtbot.waitUntil(lambda: has_page(screen), timeout=15_000)

"""The list of checks: arrows go, digits answer, typed words are never lost, the focus stays where the hand is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from ui.desktop.widgets.answer import Answer
from ui.desktop.widgets.check_folded import FoldedCheck
from ui.desktop.widgets.check_list import CheckList
from ui.desktop.widgets.check_open import OpenCheck
from ui.desktop.widgets.check_view import CheckView

Show = Callable[..., QWidget]
Press = Callable[..., None]
Write = Callable[[str], None]

SETTLED = CheckView("id", 1, "Самоличност", Answer.YES, "еАвт, високо ниво", evidence="Вход")
CONSENT = CheckView("consent", 3, "Съгласие на другия родител", None, "Няма декларация.", needs_person=True)
LEASE = CheckView("lease", 5, "Договорът е в сила", None, "Изтича след 8 дни.", evidence="стр. 2", needs_person=True)


@pytest.fixture
def checks(show: Show) -> CheckList:
    made = CheckList()
    made.show_checks([SETTLED, CONSENT, LEASE])
    show(made)
    made.go_to("consent")
    return made


def line_of(checks: CheckList, key: str) -> QWidget:
    return next(line for line in lines(checks) if line.check.key == key)


def lines(checks: CheckList) -> list[OpenCheck | FoldedCheck]:
    """As they stand under one another."""
    found = [*checks.findChildren(OpenCheck), *checks.findChildren(FoldedCheck)]
    return sorted((line for line in found if not line.isHidden()), key=lambda line: line.y())


def order(checks: CheckList) -> list[str]:
    QApplication.processEvents()
    return [line.check.key for line in lines(checks)]


def test_what_needs_a_person_comes_first_and_open(checks: CheckList) -> None:
    assert order(checks) == ["consent", "lease", "id"]
    assert isinstance(line_of(checks, "id"), FoldedCheck)
    assert isinstance(line_of(checks, "lease"), OpenCheck)


@pytest.mark.parametrize(
    ("key", "answer"), [(Qt.Key.Key_1, Answer.YES), (Qt.Key.Key_2, Answer.NO), (Qt.Key.Key_3, Answer.UNCLEAR)]
)
def test_a_digit_answers_the_current_check(
    qtbot: QtBot, checks: CheckList, press: Press, key: Qt.Key, answer: Answer
) -> None:
    with qtbot.waitSignal(checks.answered, timeout=1000) as given:
        press(key)
    assert given.args == ["consent", answer]


def test_arrows_go_to_another_check_and_answer_nothing(qtbot: QtBot, checks: CheckList, press: Press) -> None:
    with qtbot.assertNotEmitted(checks.answered):
        press(Qt.Key.Key_Down)
        assert checks.current == "lease"
        press(Qt.Key.Key_Down)
        assert checks.current == "id"
        press(Qt.Key.Key_Down)
        assert checks.current == "id"
        press(Qt.Key.Key_Up)
    assert checks.current == "lease"


def test_a_folded_check_is_opened_before_it_is_answered(qtbot: QtBot, checks: CheckList, press: Press) -> None:
    checks.go_to("id")
    with qtbot.assertNotEmitted(checks.answered):
        press(Qt.Key.Key_2)
    assert isinstance(line_of(checks, "id"), OpenCheck)
    with qtbot.waitSignal(checks.answered, timeout=1000) as given:
        press(Qt.Key.Key_2)
    assert given.args == ["id", Answer.NO]


def test_space_unfolds_a_settled_check_and_enter_shows_its_proof(qtbot: QtBot, checks: CheckList, press: Press) -> None:
    checks.go_to("id")
    with qtbot.waitSignal(checks.evidence_wanted, timeout=1000) as wanted:
        press(Qt.Key.Key_Return)
    assert wanted.args == ["id"]
    assert isinstance(line_of(checks, "id"), FoldedCheck)
    press(Qt.Key.Key_Space)
    assert isinstance(line_of(checks, "id"), OpenCheck)
    assert checks.current == "id"


def test_enter_unfolds_a_settled_check_without_proof(checks: CheckList, press: Press) -> None:
    checks.show_checks([replace(SETTLED, evidence=""), CONSENT, LEASE])
    checks.go_to("id")
    press(Qt.Key.Key_Return)
    assert isinstance(line_of(checks, "id"), OpenCheck)


def test_enter_shows_the_proof_of_an_answered_check(qtbot: QtBot, checks: CheckList, press: Press) -> None:
    checks.show_checks([SETTLED, CONSENT, replace(LEASE, answer=Answer.YES)])
    checks.go_to("lease")
    with qtbot.waitSignal(checks.evidence_wanted, timeout=1000) as wanted:
        press(Qt.Key.Key_Return)
    assert wanted.args == ["lease"]


def test_a_digit_in_the_instruction_is_a_digit(qtbot: QtBot, checks: CheckList, write: Write) -> None:
    checks.show_checks([SETTLED, replace(CONSENT, answer=Answer.NO), LEASE])
    edit = line_of(checks, "consent").instruction.edit
    edit.setFocus()
    with qtbot.assertNotEmitted(checks.answered):
        write("2 листа")
    assert edit.toPlainText() == "2 листа"


def test_an_instruction_is_handed_over_when_the_field_is_left(qtbot: QtBot, checks: CheckList, write: Write) -> None:
    checks.show_checks([SETTLED, replace(CONSENT, answer=Answer.NO), LEASE])
    edit = line_of(checks, "consent").instruction.edit
    edit.setFocus()
    write("Приложете съгласие.")
    with qtbot.waitSignal(checks.instruction_written, timeout=1000) as written:
        line_of(checks, "lease").setFocus()
    assert written.args == ["consent", "Приложете съгласие."]


def test_typed_words_survive_a_refresh_and_are_sent_once(qtbot: QtBot, checks: CheckList, write: Write) -> None:
    refused = replace(CONSENT, answer=Answer.NO, instruction="Старо указание")
    checks.show_checks([SETTLED, refused, LEASE])
    edit = line_of(checks, "consent").instruction.edit
    edit.setFocus()
    edit.moveCursor(edit.textCursor().MoveOperation.End)
    write(" и още")
    checks.show_checks([SETTLED, replace(refused, instruction="Ново от другаде"), LEASE])
    assert edit.toPlainText() == "Старо указание и още"
    assert edit.hasFocus()
    written: list[str] = []
    checks.instruction_written.connect(lambda _key, text: written.append(text))
    checks.send_typed()
    checks.send_typed()
    assert written == ["Старо указание и още"]


def test_leaving_the_case_sends_what_was_typed(qtbot: QtBot, checks: CheckList, write: Write) -> None:
    checks.show_checks([SETTLED, replace(CONSENT, answer=Answer.NO), LEASE])
    line_of(checks, "consent").instruction.edit.setFocus()
    write("Приложете съдебно решение.")
    with qtbot.waitSignal(checks.instruction_written, timeout=1000) as written:
        checks.clear()
    assert written.args == ["consent", "Приложете съдебно решение."]
    assert checks.current == ""


def test_a_refresh_keeps_the_focus(checks: CheckList) -> None:
    checks.go_to("lease")
    before = QApplication.focusWidget()
    checks.show_checks([SETTLED, CONSENT, replace(LEASE, reason="Изтича след 7 дни.")])
    assert QApplication.focusWidget() is before
    assert checks.current == "lease"


def test_a_settled_check_folds_and_the_next_open_one_is_current(checks: CheckList) -> None:
    checks.go_to("consent")
    checks.show_checks([SETTLED, replace(CONSENT, answer=Answer.YES, needs_person=False), LEASE])
    assert order(checks) == ["lease", "id", "consent"]
    assert checks.current == "lease"
    focused = QApplication.focusWidget()
    assert focused is not None
    assert line_of(checks, "lease").isAncestorOf(focused)


def test_a_locked_check_takes_no_answer_and_says_why(qtbot: QtBot, checks: CheckList) -> None:
    checks.show_checks([SETTLED, replace(CONSENT, locked="Преписката е на колега."), LEASE])
    checks.go_to("consent")
    with qtbot.assertNotEmitted(checks.answered):
        checks.answer(Answer.YES)
    box = line_of(checks, "consent").box
    assert box.accessibleDescription() == "Преписката е на колега."
    assert "Преписката е на колега." in box.toolTip()


def test_an_unconfirmed_text_is_marked(checks: CheckList) -> None:
    checks.show_checks([replace(CONSENT, basis="чл. 99 ЗГР", confirmed=False)])
    shown = [one.text() for one in line_of(checks, "consent").findChildren(type(line_of(checks, "consent")._unsure))]
    assert "текстът се уточнява" in shown
    assert line_of(checks, "consent")._unsure.isVisible()


def test_a_screen_reader_hears_a_folded_check_whole(checks: CheckList) -> None:
    line = line_of(checks, "id")
    assert line.accessibleName() == "1. Самоличност: Да. еАвт, високо ниво"
    assert line.accessibleDescription() == "Доказателство: Вход"


def test_tab_goes_as_the_eye_does(checks: CheckList, press: Press) -> None:
    checks.go_to("consent")
    seen = [checks.current]
    for _step in range(12):
        press(Qt.Key.Key_Tab)
        if checks.current != seen[-1]:
            seen.append(checks.current)
    assert seen[:3] == ["consent", "lease", "id"]


def test_a_long_name_of_the_proof_gives_way_and_pushes_nothing_out_of_sight(show: Show) -> None:
    """As at 1280 px in English, where the answers were once cut off at the right."""
    long = replace(
        LEASE,
        evidence="Application for a permanent address of a child",
        source="by the registers, 17 Nov 07:37",
        basis="чл. 138, ал. 1 от Закона за гражданската регистрация",
        confirmed=False,
    )
    made = CheckList()
    made.show_checks([long, SETTLED])
    show(made, 640, 500)
    QApplication.processEvents()
    inside = made.widget()
    assert inside.width() <= made.viewport().width()
    line = line_of(made, "lease")
    assert isinstance(line, OpenCheck)
    assert "permanent" in line.link.text()
    line.link.grab()
    assert "Application for a permanent address of a child" in line.link.toolTip()

"""The checks of a case with keys, on a real store."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from operator_app.domain.case import Value
from tests.unit.ui.stage import Stage, press
from ui.desktop.screens.review import ReviewScreen
from ui.desktop.widgets.check_open import OpenCheck

Open = Callable[..., ReviewScreen]


def line(screen: ReviewScreen, check: str) -> OpenCheck:
    found = screen.left.checks._lines[check]
    assert isinstance(found, OpenCheck)
    return found


def value(on: Stage, number: str, check: str) -> Value | None:
    answer = on.case(number).answers.get(check)
    return answer.value if answer else None


def test_what_needs_a_person_comes_first_and_has_the_focus(opened: Open) -> None:
    screen = opened("4483", claim=True)
    keys = [check.key for check in screen.left.checks._views]
    assert keys[:2] == ["consent", "consent_owner"]
    assert screen.left.checks.current == "consent"
    focused = QApplication.focusWidget()
    assert focused is not None
    assert line(screen, "consent").isAncestorOf(focused)
    assert screen.left.tabs.shown[0].count == 2


def test_a_digit_answers_the_current_check_and_the_next_open_one_is_current(
    opened: Open, on: Stage, qtbot: Any
) -> None:
    screen = opened("4483", claim=True)
    press(Qt.Key.Key_1)
    qtbot.waitUntil(lambda: screen.left.checks.current == "consent_owner")
    assert value(on, "4483", "consent") is Value.YES
    press(Qt.Key.Key_3)
    qtbot.waitUntil(lambda: value(on, "4483", "consent_owner") is Value.UNDETERMINED)


def test_who_answered_and_the_age_of_the_registers_answer_are_told(opened: Open, qtbot: Any) -> None:
    screen = opened("4483", claim=True)
    assert line(screen, "consent_owner").check.source.startswith("по регистрите")
    press(Qt.Key.Key_2)
    qtbot.waitUntil(lambda: line(screen, "consent").check.source == "вие, 12:00")
    assert not line(screen, "consent").check.confirmed


def test_a_free_case_is_not_answered_and_not_claimed_behind_the_clerks_back(
    opened: Open, on: Stage, qtbot: Any
) -> None:
    screen = opened("4483")
    press(Qt.Key.Key_1)
    qtbot.waitUntil(lambda: [told.code for told in on.told] == ["decision.not_claimed"])
    assert on.case("4483").assignee is None
    answer = line(screen, "consent").box.answer
    assert answer is not None
    assert answer.digit == 2


def test_f4_claims_and_f4_again_lets_go(opened: Open, on: Stage, qtbot: Any) -> None:
    screen = opened("4483")
    press(Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: "put_back" in screen.bar._buttons)
    assert on.case("4483").assignee == "clerk1"
    press(Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: "claim" in screen.bar._buttons)
    assert on.case("4483").assignee is None


def test_a_digit_held_down_acts_once(opened: Open, on: Stage, qtbot: Any) -> None:
    opened("4483", claim=True)
    widget = QApplication.focusWidget()
    assert widget is not None
    for repeat in (False, True, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1", repeat)
        QApplication.sendEvent(widget, event)
    qtbot.waitUntil(lambda: value(on, "4483", "consent") is Value.YES)
    assert value(on, "4483", "consent_owner") is None


def test_digits_work_from_the_paper_too(opened: Open, on: Stage, qtbot: Any) -> None:
    screen = opened("4483", claim=True)
    screen.papers.viewer.page.setFocus()
    press(Qt.Key.Key_1)
    qtbot.waitUntil(lambda: value(on, "4483", "consent") is Value.YES)


def test_an_instruction_is_kept_while_it_is_typed(opened: Open, on: Stage, qtbot: Any) -> None:
    """The power goes before the field is left: the words are there again."""
    screen = opened("4483", claim=True)
    edit = line(screen, "consent").instruction.edit
    edit.setFocus()
    edit.selectAll()
    press("Донесете съгласието на гише 2.")
    qtbot.waitUntil(lambda: "instruction.consent" in on.desk.drafts.load("clerk1", "case-4483"))
    again = opened("4483")
    assert line(again, "consent").instruction.text == "Донесете съгласието на гише 2."


def test_leaving_the_field_makes_the_wording_part_of_the_answer(opened: Open, on: Stage, qtbot: Any) -> None:
    screen = opened("4483", claim=True)
    edit = line(screen, "consent").instruction.edit
    edit.setFocus()
    edit.selectAll()
    press("Донесете съгласието.")
    screen.left.checks.go_to("consent_owner")

    def told() -> bool:
        answer = on.case("4483").answers.get("consent")
        return bool(answer and answer.instruction and answer.instruction.text == "Донесете съгласието.")

    qtbot.waitUntil(told)
    qtbot.waitUntil(lambda: not on.desk.drafts.load("clerk1", "case-4483"))
    screen.left.checks.go_to("consent")
    press(Qt.Key.Key_2)  # the same answer again keeps the words
    qtbot.wait(50)
    assert told()


def test_enter_on_a_settled_check_shows_its_paper_or_its_person(opened: Open, qtbot: Any) -> None:
    screen = opened("4483", claim=True)
    screen.left.checks.go_to("tenancy")
    press(Qt.Key.Key_Return)
    assert screen.papers.viewer.current[0] == "doc-tenancy"
    screen.left.checks.go_to("identity")
    press(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is screen.left.parties
    assert screen.left.party == "applicant"


def test_history_by_both_clocks(opened: Open, qtbot: Any) -> None:
    screen = opened("4472")
    press(Qt.Key.Key_PageDown, modifier=Qt.KeyboardModifier.ControlModifier)
    assert QApplication.focusWidget() is screen.left.history
    model = screen.left.history.model()
    first = model.index(0, 0).data()
    assert "Получено плащане" in first
    assert "в центъра 12:00:00" in first
    assert "Подадено заявление" in model.index(model.rowCount() - 1, 0).data()
    press(Qt.Key.Key_PageDown, modifier=Qt.KeyboardModifier.ControlModifier)
    assert screen.left.shows_checks


def test_f11_shows_the_whole_number_is_recorded_and_hidden_again(opened: Open, on: Stage, qtbot: Any) -> None:
    screen = opened("4483")
    whole = on.case("4483").parties[0].person.identifier.value

    def shown() -> str:
        return str(screen.left.parties.model().index(0, 0).data())

    assert whole not in shown()
    press(Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: whole in shown())
    kinds = [row.kind for row in on.desk.cases.open("case-4483", on.who).history]
    assert "audit.identifier_shown" in kinds
    screen.leave()
    assert whole not in shown()

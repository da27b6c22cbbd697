"""Deciding a case with keys, on a real store."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from operator_app.domain.bodies import Claimed
from operator_app.domain.lifecycle import State
from operator_app.services.views import Filter, Tab
from tests.unit.ui.stage import Stage, press
from ui.desktop.screens.review import ReviewScreen
from ui.desktop.widgets.check_open import OpenCheck

Open = Callable[..., ReviewScreen]


def in_state(on: Stage, number: str, state: State) -> Callable[[], bool]:
    return lambda: on.case(number).state is state


def test_f5_returns_with_the_instructions_as_they_stand_on_screen(opened: Open, on: Stage, qtbot: Any) -> None:
    screen = opened("4483", claim=True)
    line = screen.left.checks._lines["consent"]
    assert isinstance(line, OpenCheck)
    line.instruction.edit.setFocus()
    line.instruction.edit.selectAll()
    press("Донесете съгласието.")
    press(Qt.Key.Key_F5)
    qtbot.waitUntil(in_state(on, "4483", State.RETURNED))
    told = {one.check: one.text for one in on.case("4483").instructions}
    assert told["consent"] == "Донесете съгласието."
    assert "собственик по имотния регистър" in told["consent_owner"]


def test_after_a_decision_the_case_stays_with_its_result(opened: Open, on: Stage, qtbot: Any) -> None:
    screen = opened("4472")
    assert screen.bar.button("decision.registered").isEnabled()
    press(Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: screen.bar._state.status.word == "Вписан адрес")
    assert on.went == []
    assert screen.head.state.status.word == "Решено, записано тук"
    assert screen.head.after.words == "Поеми следващата"
    assert not screen._banner_bar.isVisible()  # it is not over before the centre says so
    on.push()
    on.pull()
    qtbot.waitUntil(lambda: screen.head.state.status.word == "Вписано")
    assert "Адресът е вписан" in screen.banner.accessibleName()


def test_undo_brings_the_undecided_case_back(opened: Open, on: Stage, qtbot: Any) -> None:
    screen = opened("4472")
    press(Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: not screen.bar.button("decision.registered").isEnabled())
    op = on.desk.outbox.recent(1)[0].op
    on.desk.changed(on.desk.writer.call(lambda: on.desk.outbox.undo(op)))
    qtbot.waitUntil(lambda: screen.bar.button("decision.registered").isEnabled())
    assert on.case("4472").state is State.PAID


def test_f6_asks_which_fee_and_digits_choose(opened: Open, on: Stage, qtbot: Any) -> None:
    screen = opened("4461", claim=True)
    press(Qt.Key.Key_F6)
    assert screen.left.card is not None
    press(Qt.Key.Key_2, Qt.Key.Key_Return)
    qtbot.waitUntil(in_state(on, "4461", State.AWAITING_PAYMENT))
    payment = on.case("4461").payment
    assert payment is not None
    assert payment.amount == Decimal("3.83")
    qtbot.waitUntil(lambda: screen.left.card is None)


def test_f6_and_enter_is_the_ordinary_fee(opened: Open, on: Stage, qtbot: Any) -> None:
    opened("4461", claim=True)
    press(Qt.Key.Key_F6, Qt.Key.Key_Return)
    qtbot.waitUntil(in_state(on, "4461", State.AWAITING_PAYMENT))
    payment = on.case("4461").payment
    assert payment is not None
    assert payment.amount == Decimal("2.56")


def test_esc_closes_the_card_and_nothing_is_decided(opened: Open, on: Stage, qtbot: Any) -> None:
    screen = opened("4461", claim=True)
    press(Qt.Key.Key_F6, Qt.Key.Key_Escape)
    assert screen.left.card is None
    assert on.case("4461").state is State.IN_REVIEW
    focused = QApplication.focusWidget()
    assert focused is not None
    assert screen.left.checks.isAncestorOf(focused)


def test_a_refusal_needs_a_ground_and_says_what_the_citizen_will_read(opened: Open, on: Stage, qtbot: Any) -> None:
    screen = opened("4483", claim=True)
    press(Qt.Key.Key_F9)
    card = screen.left.card
    assert card is not None
    words = " ".join(label.text() for label in card.findChildren(type(card._error)))
    assert "обжалва пред административния съд" in words
    press(Qt.Key.Key_Return)
    assert card._wrong.isVisible()
    assert on.case("4483").state is State.IN_REVIEW
    press(Qt.Key.Key_1)
    assert not card._wrong.isVisible()
    card.reasons.setFocus()
    press("Няма съгласие.")
    press(Qt.Key.Key_Return, modifier=Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(in_state(on, "4483", State.REFUSED))
    decided = on.case("4483").decided
    assert decided is not None
    assert (decided.grounds, decided.reasons) == (("no_consent",), "Няма съгласие.")


def test_half_written_reasons_survive_the_card(opened: Open, on: Stage, qtbot: Any) -> None:
    screen = opened("4483", claim=True)
    press(Qt.Key.Key_F9)
    assert screen.left.card is not None
    screen.left.card.reasons.setFocus()
    press("Няма съг")
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_F9)
    assert screen.left.card is not None
    assert screen.left.card.reasons.toPlainText() == "Няма съг"
    qtbot.waitUntil(lambda: on.desk.drafts.load("clerk1", "case-4483") == {"reasons": "Няма съг"})


def test_the_key_of_a_closed_way_says_why_in_the_bar(opened: Open, on: Stage, qtbot: Any) -> None:
    screen = opened("4483", claim=True)
    press(Qt.Key.Key_F8)
    assert len(screen.bar._sentence.text()) > 20
    assert screen.bar._sentence.text() == screen.bar.button("decision.registered").accessibleDescription()[4:]
    assert on.case("4483").state is State.IN_REVIEW


def test_only_one_primary_way_and_it_is_the_one_the_case_leans_to(opened: Open) -> None:
    for number, claim, kind in (("4483", True, "decision.returned"), ("4461", True, "decision.fee_requested"), ("4472", False, "decision.registered"), ("4486", False, "claim")):  # fmt: skip  # noqa: E501
        buttons = opened(number, claim=claim).bar._buttons
        assert [key for key, button in buttons.items() if button.property("kind") == "primary"] == [kind], number


def test_a_colleagues_case_can_be_read_and_says_whose_it_is(opened: Open) -> None:
    screen = opened("4455")
    assert "Втори Служител" in screen.banner.accessibleName()
    assert not any(button.isEnabled() for button in screen.bar._buttons.values())


def test_f2_and_shift_f2_keep_the_filter(opened: Open, on: Stage, qtbot: Any) -> None:
    screen = opened("4483")
    screen.room.course.filter = Filter(tab=Tab.NEW)
    screen.enter(on.id_of("4485"))
    qtbot.waitUntil(lambda: screen.head.number.text().endswith("4485"))
    press(Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: screen.head.number.text().endswith("4486"))
    press(Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: screen.head.number.text().endswith("4470"))
    press(Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: screen.head.number.text().endswith("4474"))  # 4472 is paid and not new
    press(Qt.Key.Key_F2, modifier=Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: screen.head.number.text().endswith("4470"))
    assert on.case("4470").assignee is None  # looking is not claiming


def test_after_a_decision_f2_claims_the_next_one(opened: Open, on: Stage, qtbot: Any) -> None:
    screen = opened("4472")
    press(Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: screen.head.after.words == "Поеми следващата")
    press(Qt.Key.Key_F2)
    qtbot.waitUntil(lambda: screen.head.number.text().endswith("4474"))
    qtbot.waitUntil(lambda: screen.left.shows_checks and screen.head.after.words == "Следваща")
    assert on.case("4474").assignee == "clerk1"


def test_what_the_centre_did_not_take_is_said_over_the_case(opened: Open, on: Stage, qtbot: Any) -> None:
    screen = opened("4461", claim=True)
    on.centre.act("case.claimed", Claimed("clerk2", "Втори Служител"), "case-4461")
    on.push()
    qtbot.waitUntil(lambda: "не е прието" in screen.banner.accessibleName())
    assert "Поета преписка" in screen.banner.accessibleName()
    assert not [key for key, button in screen.bar._buttons.items() if button.property("kind") == "primary"]

"""An impatient second Enter does nothing; a sentence stands where the thing to mend is."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from operator_app.domain.environment import Environment
from operator_app.domain.errors import Refused, Told, Trouble
from tests.unit.ui.stage import press
from ui.backstage import Stage, Standing
from ui.desktop.screens.enrol import EnrolScreen
from ui.desktop.screens.passphrase import AskPassphrase
from ui.desktop.screens.sign_in import SignInScreen


def shown(qtbot: Any, screen: Any) -> list[tuple[object, ...]]:
    """The screen with the focus in its first field, and what it asked for."""
    asked: list[tuple[object, ...]] = []
    qtbot.addWidget(screen)
    screen.wanted.connect(lambda *what: asked.append(what))
    screen.show()
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    screen.setFocus()
    return asked


def test_a_second_enter_does_not_sign_in_twice(qtbot: Any, theme: Any) -> None:
    screen = SignInScreen(lambda: True)
    asked = shown(qtbot, screen)
    screen.show_standing(Standing(Stage.READY, Environment.WORK, online=True))
    press("clerk1", Qt.Key.Key_Return, "тайна", Qt.Key.Key_Return, "123456", Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert asked == [("clerk1", "тайна", "123456")]
    screen.refused(Trouble("line.slow"))
    press(Qt.Key.Key_Return)
    assert len(asked) == 2


def test_a_second_enter_does_not_spend_the_code_of_an_enrolment(qtbot: Any, theme: Any) -> None:
    screen = EnrolScreen()
    asked = shown(qtbot, screen)
    press("desk.bg", Qt.Key.Key_Return, "ABCDE", Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert asked == [("desk.bg", "ABCDE")]
    screen.refused(Refused("enrol.code_unknown"))
    press(Qt.Key.Key_Return)
    assert len(asked) == 2


def test_a_second_enter_does_not_cost_a_try_of_the_passphrase(qtbot: Any, theme: Any) -> None:
    screen = AskPassphrase()
    asked = shown(qtbot, screen)
    press("111", Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert asked == [("111",)]


@pytest.mark.parametrize(
    ("error", "place"),
    [
        (Refused("enrol.address"), "address"),
        (Trouble("line.dns"), "address"),
        (Trouble("line.certificate"), "address"),
        (Refused("enrol.other_centre"), "address"),
        (Refused("enrol.other_environment"), "address"),
        (Trouble("enrol.ca_unreadable"), "address"),
        (Refused("enrol.code_unknown"), "code"),
        (Refused("enrol.code_used"), "code"),
        (Refused("enrol.code_length", signs=4, wanted=45), "code"),
        (Trouble("store.disk_full", file="desk.db"), "banner"),
        (Trouble("keyring.blocked"), "banner"),
    ],
)
def test_an_enrolment_that_fails_says_it_where_it_can_be_mended(
    qtbot: Any, theme: Any, error: Told, place: str
) -> None:
    screen = EnrolScreen()
    shown(qtbot, screen)
    press("desk.bg", Qt.Key.Key_Return, "ABCDE", Qt.Key.Key_Return)
    before = screen.banner.accessibleName()
    screen.refused(error)
    told = {
        "address": bool(screen.address.error),
        "code": bool(screen.code.error),
        "banner": screen.banner.accessibleName() != before,
    }
    assert [name for name, says in told.items() if says] == [place]
    assert (screen.address.edit.text(), screen.code.edit.text()) == ("desk.bg", "ABCDE")  # type: ignore[union-attr]

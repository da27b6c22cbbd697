"""The sign-in screen: keys before anything is ready, one sentence under the right field, and nothing typed is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from operator_app.domain.environment import Environment
from operator_app.domain.errors import Refused, Trouble
from tests import builders as b
from ui.backstage import ReadyAccount, Stage, Standing
from ui.desktop.screens.sign_in import SignInScreen
from ui.desktop.theme import ThemeManager

ONLINE = Standing(Stage.READY, Environment.WORK, online=True)
OFFLINE = Standing(Stage.READY, Environment.WORK, online=False, code="line.down", offline_until=b.later(days=2))
CLOSED = Standing(Stage.CLOSED, Environment.WORK)


@pytest.fixture
def ready() -> list[bool]:
    return [True]


@pytest.fixture
def screen(qtbot: QtBot, qapp: object, ready: list[bool]) -> SignInScreen:
    ThemeManager.install(qapp, "light", 1.0)  # type: ignore[arg-type]
    made = SignInScreen(lambda: ready[0])
    qtbot.addWidget(made)
    made.show()
    made.start()
    return made


def type_all(qtbot: QtBot, screen: SignInScreen, code: str = "123456") -> None:
    qtbot.keyClicks(screen.account.edit, "sredets")
    qtbot.keyClick(screen.account.edit, Qt.Key.Key_Return)
    qtbot.keyClicks(screen.password.edit, "secret")
    qtbot.keyClick(screen.password.edit, Qt.Key.Key_Return)
    if code:
        qtbot.keyClicks(screen.code.edit, code)
        qtbot.keyClick(screen.code.edit, Qt.Key.Key_Return)


def test_enter_goes_through_the_fields_and_signs_in_from_the_last(qtbot: QtBot, screen: SignInScreen) -> None:
    screen.show_standing(ONLINE)
    with qtbot.waitSignal(screen.wanted) as wanted:
        type_all(qtbot, screen, "123 456")
    assert wanted.args == ["sredets", "secret", "123456"]


def test_what_is_typed_before_the_centre_answers_waits_and_then_goes(
    qtbot: QtBot, screen: SignInScreen, ready: list[bool]
) -> None:
    ready[0] = False
    with qtbot.assertNotEmitted(screen.wanted):
        type_all(qtbot, screen)
    assert "центърът отговори" in screen.note.text()
    ready[0] = True
    with qtbot.waitSignal(screen.wanted):
        screen.show_standing(ONLINE)


def test_without_a_line_no_code_is_asked_and_the_lease_is_said(qtbot: QtBot, screen: SignInScreen) -> None:
    screen.show_standing(OFFLINE)
    assert screen.code.isHidden()
    assert "25.11.2026" in screen.banner.accessibleName()
    with qtbot.waitSignal(screen.wanted) as wanted:
        type_all(qtbot, screen, code="")
    assert wanted.args == ["sredets", "secret", ""]


@pytest.mark.parametrize(
    ("error", "field", "kept"),
    [
        (Refused("sign_in.wrong_password"), "password", ""),
        (Refused("access.wrong_password", left=3), "password", ""),
        (Refused("sign_in.wrong_code"), "code", ""),
        (Refused("sign_in.code_used"), "code", ""),
        (Refused("sign_in.other_office"), "account", "sredets"),
    ],
)
def test_a_refusal_stands_under_the_field_to_mend(
    qtbot: QtBot, screen: SignInScreen, error: Refused, field: str, kept: str
) -> None:
    screen.show_standing(ONLINE)
    type_all(qtbot, screen)
    screen.refused(error)
    shown = getattr(screen, field)
    assert shown.error
    assert shown.edit.text() == kept
    others = {"account", "password", "code"} - {field}
    assert not any(getattr(screen, other).error for other in others)


def test_trouble_with_the_line_keeps_everything_typed(qtbot: QtBot, screen: SignInScreen) -> None:
    screen.show_standing(ONLINE)
    type_all(qtbot, screen)
    screen.refused(Trouble("line.slow"))
    assert screen.password.edit.text() == "secret"  # type: ignore[union-attr]
    assert "навреме" in screen.note.text()


def test_the_sandbox_signs_in_by_one_key(qtbot: QtBot, screen: SignInScreen) -> None:
    screen.show_standing(ONLINE)
    account = ReadyAccount("sredets", "Примера Образцова", "clerk", "Средец", "1111-1111-01", "654321", 20)
    screen.show_accounts((account,))
    with qtbot.waitSignal(screen.wanted) as wanted:
        qtbot.keyClick(screen, Qt.Key.Key_F2)
    assert wanted.args == ["sredets", "1111-1111-01", "654321"]


def test_a_closed_vault_offers_the_passphrase(qtbot: QtBot, screen: SignInScreen) -> None:
    screen.show_standing(CLOSED)
    assert screen.code.isHidden()
    with qtbot.waitSignal(screen.passphrase_wanted):
        qtbot.keyClick(screen, Qt.Key.Key_F8)

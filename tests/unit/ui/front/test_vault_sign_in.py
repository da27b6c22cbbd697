"""A vault that opens by the password: with a line the code is asked for after it, without one that is enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import keyring.core
import pytest
from keyring.backends import fail
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import enrolled
from tests.unit.sync.authority import Authority
from tests.unit.sync.https_stub import Stub, stub
from tests.unit.sync.speaking import greets
from tests.unit.ui.front.running import end
from ui.desktop.app import App
from ui.desktop.main import Arguments
from ui.desktop.screens.sign_in import SignInScreen
from ui.desktop.theme import ThemeManager

SOON_MS = 15_000
Start = Callable[..., App]


@pytest.fixture
def authority() -> Authority:
    return Authority()


@pytest.fixture
def centre(authority: Authority, tmp_path: Path) -> Iterator[Stub]:
    with stub(authority.context(tmp_path), greets) as made:
        yield made


@pytest.fixture
def start(
    theme: ThemeManager, qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Start]:
    """The desktop on a profile whose centre is at `url`, as far as the sign-in."""
    monkeypatch.setattr(keyring.core, "_keyring_backend", fail.Keyring())  # type: ignore[no-untyped-call]
    started: list[App] = []

    def begin(url: str, ca_pem: str) -> App:
        enrolled.make(tmp_path / "desk", url=url, ca_pem=ca_pem)
        made = App(qapp, Arguments("training", tmp_path / "desk", "bg", False, None, "light", 1.0))
        started.append(made)
        made.begin()
        qtbot.waitUntil(lambda: made._standing is not None, timeout=SOON_MS)
        return made

    yield begin
    for one in started:
        end(one)


def give_password(app: App, qtbot: QtBot) -> SignInScreen:
    screen = app._sign_in
    assert screen is not None
    assert screen.code.isHidden()
    qtbot.keyClicks(screen.account.edit, enrolled.ACCOUNT)
    screen.password.edit.setText(enrolled.PASSWORD)  # type: ignore[union-attr]
    qtbot.keyClick(screen.password.edit, Qt.Key.Key_Return)
    return screen


def test_with_a_line_the_code_is_asked_for_and_nothing_is_typed_again(
    start: Start, centre: Stub, authority: Authority, qtbot: QtBot
) -> None:
    app = start(centre.url, authority.pem)
    screen = give_password(app, qtbot)
    qtbot.waitUntil(lambda: not screen.code.isHidden() and screen.button.isEnabled(), timeout=SOON_MS)
    assert app.window is None
    assert "Въведете и кода" in screen.note.text()
    assert not screen.code.error
    assert screen.password.edit.text() == enrolled.PASSWORD  # type: ignore[union-attr]
    qtbot.keyClicks(screen.code.edit, "123456")
    qtbot.keyClick(screen.code.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: app.window is not None, timeout=SOON_MS)
    assert app.window is not None
    assert app.window.who.online


def test_without_a_line_the_password_is_enough(start: Start, authority: Authority, qtbot: QtBot) -> None:
    app = start("https://127.0.0.1:1", authority.pem)
    give_password(app, qtbot)
    qtbot.waitUntil(lambda: app.window is not None, timeout=SOON_MS)
    assert app.window is not None
    assert not app.window.who.online


def test_a_stranger_at_the_address_is_told_and_the_next_enter_is_the_clerks_choice(
    start: Start, centre: Stub, qtbot: QtBot
) -> None:
    app = start(centre.url, Authority("Another CA").pem)
    screen = give_password(app, qtbot)
    qtbot.waitUntil(lambda: screen.button.words == "Влез без връзка", timeout=SOON_MS)
    assert app.window is None
    assert "Сертификатът" in screen.banner.accessibleName()
    qtbot.keyClick(screen.password.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: app.window is not None, timeout=SOON_MS)

"""A centre that takes the connection and says nothing: nobody waits for it, neither to sign in nor to leave."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import keyring.core
import pytest
from keyring.backends import fail
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests import enrolled
from tests.unit.sync.authority import Authority
from tests.unit.sync.speaking import Silent, silent
from tests.unit.ui.front.running import end
from ui import opening
from ui.desktop import app as desktop
from ui.desktop.app import App
from ui.desktop.main import Arguments
from ui.desktop.theme import ThemeManager

HANGS_S = 60.0  # a look that is not called off lasts so long, and the test fails
SOON_MS = 15_000  # three seconds, and a machine that is busy with other tests


@pytest.fixture
def centre() -> Iterator[Silent]:
    with silent() as made:
        yield made


@pytest.fixture
def app(
    centre: Silent,
    theme: ThemeManager,
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[App]:
    """Unlocked, and found to be without a line by looks that were soon over; the one that is under way hangs."""
    monkeypatch.setattr(keyring.core, "_keyring_backend", fail.Keyring())  # type: ignore[no-untyped-call]
    monkeypatch.setattr(desktop, "LOOK_MS", 100)
    monkeypatch.setattr(opening, "QUICK_S", 0.05)
    phrase = enrolled.make(tmp_path / "desk", url=centre.url, ca_pem=Authority().pem)
    made = App(qapp, Arguments("training", tmp_path / "desk", "bg", False, None, "light", 1.0))
    try:
        made.begin()
        qtbot.waitUntil(lambda: made._standing is not None, timeout=SOON_MS)
        made._ask_passphrase()
        made._front.wanted.emit(phrase)  # type: ignore[union-attr]
        qtbot.waitUntil(lambda: _offline(made) and not made._asking, timeout=SOON_MS)
        monkeypatch.setattr(opening, "QUICK_S", HANGS_S)
        seen = len(centre.taken)
        qtbot.waitUntil(lambda: made._asking and len(centre.taken) > seen, timeout=SOON_MS)
        yield made
    finally:
        begun = time.monotonic()
        end(made)
    assert time.monotonic() - begun < SOON_MS / 1000, "nobody waits for a centre that says nothing"


def _offline(app: App) -> bool:
    return app._standing is not None and app._standing.online is False


def test_the_password_signs_in_while_a_look_hangs(app: App, qtbot: QtBot) -> None:
    screen = app._sign_in
    assert screen is not None
    assert "не отговори навреме" in screen.banner.accessibleName()
    qtbot.keyClicks(screen.account.edit, enrolled.ACCOUNT)
    screen.password.edit.setText(enrolled.PASSWORD)  # type: ignore[union-attr]
    qtbot.keyClick(screen.password.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: app.window is not None, timeout=SOON_MS)


def test_the_program_ends_while_a_look_hangs(app: App) -> None:
    assert app._asking, "and the fixture ends it"


def test_a_slow_centre_is_asked_one_question_at_a_time(app: App, qtbot: QtBot) -> None:
    ticks: list[bool] = []
    app._look.timeout.connect(lambda: ticks.append(True))
    qtbot.waitUntil(lambda: len(ticks) > 5, timeout=SOON_MS)
    assert app._behind is not None
    assert not any(app._behind._waiting.values())

"""The passphrase of a computer is shown once: whoever stands there after a sign-out does not see it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import keyring.core
import pytest
from keyring.backends import fail
from PySide6.QtCore import Qt

import sync.client.enrol as enrolling
import ui.opening
from operator_app.domain.environment import Environment
from operator_app.domain.errors import Trouble
from operator_app.storage.keys import Keys
from tests import desk
from tests.enrolled import CHEAP
from tests.unit.ui.front.running import CENTRE, running
from tests.unit.ui.stage import press
from ui import embedded
from ui.embedded import EmbeddedCentre


def test_after_it_was_written_down_it_does_not_come_back(
    theme: Any, qapp: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring.core, "_keyring_backend", fail.Keyring())  # type: ignore[no-untyped-call]
    monkeypatch.setattr(ui.opening, "Keys", partial(Keys, cost=CHEAP))
    device = replace(desk.a_device(Environment.TRAINING), ca_pem=CENTRE.pem)
    monkeypatch.setattr(enrolling, "enrol", lambda *_args, **_more: device)
    with running(qapp, tmp_path / "desk") as program:
        assert program.front == "EnrolScreen"
        press("desk.bg", Qt.Key.Key_Return, "ABCDE", Qt.Key.Key_Return)
        program.until(lambda: program.front == "ShowPassphrase")
        app = program.app
        assert app._standing is not None
        phrase = app._standing.passphrase
        assert phrase in program.words()
        press(Qt.Key.Key_Return)
        program.until(lambda: program.front == "SignInScreen")
        opening = app._opening
        assert opening is not None
        app._run(app, lambda opening: opening.sign_out(), app._opened, app._cannot_open)  # as after a day's work
        program.until(lambda: app._standing is not None and app._standing is opening.standing)
        assert program.front == "SignInScreen"
        assert phrase not in program.words()


def test_a_centre_that_does_not_start_keeps_nobody_who_wants_to_leave(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits for a key that does not come; given up, it is ended at once, and no process is left."""
    monkeypatch.setattr(embedded, "START_LIMIT_S", 600.0)
    centre = EmbeddedCentre(tmp_path, given_up=lambda: True)
    centre.launch()
    with pytest.raises(Trouble, match=r"centre\."):
        centre.answer()
    assert centre.pid is None

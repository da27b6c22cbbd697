"""A bug on a lane is told once, waits for nobody, and its message, which may quote a case, goes nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from operator_app.services.lanes import Lane
from tests.unit.ui.front.running import enrolled, running
from tests.unit.ui.stage import press
from ui import opening
from ui.desktop.bridge import Bridge

WHOSE = "Иван Петров, 8001010000"


def broken(*_: object, **__: object) -> None:
    raise LookupError(WHOSE)


def test_the_log_says_where_and_not_what(qtbot: Any, expected: Any, caplog: pytest.LogCaptureFixture) -> None:
    expected.log_line("ERROR ui.desktop.bridge: LookupError in ")
    bridge, lane = Bridge(), Lane("job")
    try:
        with qtbot.waitSignal(bridge.bug):
            bridge.run(bridge, lane, broken, lambda _done: None)
    finally:
        lane.close()
        bridge.close()
    assert "test_faults.py" in caplog.text
    assert "Петров" not in caplog.text
    assert "Traceback" not in caplog.text


def test_at_the_sign_in_a_bug_gives_the_fields_back(
    theme: Any, qapp: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expected: Any
) -> None:
    expected.log_line("ERROR ui.desktop.bridge: LookupError in ")
    profile = enrolled(tmp_path, monkeypatch)
    with running(qapp, profile.directory) as program:
        program.sees("Стига паролата")
        with monkeypatch.context() as patch:
            patch.setattr(opening.Opening, "sign_in", broken)
            program.sign_in()
            program.sees("В програмата има грешка", "Опитайте още веднъж")
        press(Qt.Key.Key_Return)  # what was typed is still there
        program.until(lambda: program.app.window is not None)


def test_a_bug_at_the_opening_is_said_and_can_be_tried_again(
    theme: Any, qapp: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, expected: Any
) -> None:
    expected.log_line("ERROR ui.desktop.bridge: LookupError in ")
    profile = enrolled(tmp_path, monkeypatch)
    with monkeypatch.context() as patch:
        patch.setattr(opening.Opening, "open", broken)
        with running(qapp, profile.directory) as program:
            program.sees("В програмата има грешка", "program.fault")
            patch.undo()
            press(Qt.Key.Key_F5)
            program.until(lambda: program.app._standing is not None)

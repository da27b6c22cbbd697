"""The window on a real desk, with screens in which nothing stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from operator_app.domain.environment import Environment
from tests import desk as testing
from tests.unit.storage.support import keys_of
from ui.compose import Desk
from ui.desktop.bridge import Bridge
from ui.desktop.screen import Screen
from ui.desktop.window import Window


class Plain(Screen):
    def enter(self, argument: str = "") -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()


@pytest.fixture
def window(tmp_path: Path, theme: Any, qtbot: Any) -> Iterator[Window]:
    with testing.office(tmp_path, "case-1") as office:
        keys = keys_of(testing.profile_of(tmp_path))
        desk = Desk(office.store, keys, testing.KEY, office.clock, Environment.SANDBOX)  # type: ignore[arg-type]
        bridge = Bridge()
        made = Window(desk, bridge, testing.WHO, dict.fromkeys(("queue", "outbox", "review", "scan"), Plain))
        qtbot.addWidget(made)
        made.show()
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        made.go("queue")
        yield made
        made.close_down()
        bridge.close()
        desk.close()

"""The queue on a real store."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit.ui.stage import Stage, stage
from ui.desktop.screens.queue import QueueScreen


@pytest.fixture
def on(tmp_path: Path) -> Iterator[Stage]:
    with stage(tmp_path) as made:
        yield made


@pytest.fixture
def screen(on: Stage, theme: Any, qtbot: Any) -> QueueScreen:
    made = QueueScreen(on.room())
    on.show(made, qtbot)
    made.enter("")
    qtbot.waitUntil(lambda: made.table.rows.rowCount() == 8)
    qtbot.waitUntil(lambda: made.tabs.shown[0].count == 6)
    return made

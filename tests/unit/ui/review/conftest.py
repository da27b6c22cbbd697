"""The review on a real store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit.ui.stage import Stage, stage
from ui.desktop.screens.review import ReviewScreen


@pytest.fixture
def on(tmp_path: Path) -> Iterator[Stage]:
    with stage(tmp_path) as made:
        yield made


@pytest.fixture
def opened(on: Stage, theme: Any, qtbot: Any) -> Iterator[Callable[..., ReviewScreen]]:
    """`opened("4483", claim=True)`: the screen with this case, the focus where work begins."""
    screens: list[ReviewScreen] = []

    def open_(number: str, *, claim: bool = False) -> ReviewScreen:
        case = on.id_of(number)
        if claim:
            on.desk.writer.call(lambda: on.desk.cases.claim(case, on.who))
        made = ReviewScreen(on.room())
        screens.append(made)
        on.show(made, qtbot)
        made.enter(case)
        qtbot.waitUntil(lambda: made.head.number.text().endswith(number))
        return made

    yield open_
    for made in screens:
        made.leave()
    on.desk.writer.call(lambda: None)

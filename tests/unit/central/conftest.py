"""One served centre for the tests of its paths; each makes its own devices and cases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .served import EnrolledDesk, World, serving


@pytest.fixture(scope="package")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with serving(tmp_path_factory.mktemp("served")) as made:
        yield made


@pytest.fixture
def desk(world: World) -> EnrolledDesk:
    """Enrolled at Средец, with its clerk signed in."""
    made = world.device()
    made.sign_in()
    return made

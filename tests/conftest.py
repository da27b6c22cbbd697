"""What every test has: a quiet and separate world. The ears are in `noise_guard`, what may be said in `noise`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import screens

pytest_plugins = ["tests.noise_guard", "tests.left_out", "pytester"]

# Before anything loads Qt. Tests of the whole program open real windows on `x_server` in a process of their own.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The keyring and the accessibility bus of whoever runs the tests are not theirs to touch.
os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)

DEEP = Path(__file__).parent / "deep"

# The same examples in every run: a change is red because of itself. `tests/deep` looks for new ones.
# A slow machine is no finding: two test processes share two cores.
settings.register_profile(
    "house", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("deep", settings.get_profile("house"), derandomize=False, max_examples=2000)
settings.load_profile("house")


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Profiles, settings and logs go to a folder of the run, also those of child processes, never to the account's."""
    home = tmp_path_factory.mktemp("home")
    names = ["XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"]
    with pytest.MonkeyPatch.context() as patch:
        for name in names:
            patch.setenv(name, str(home / name))
        yield


@pytest.fixture(scope="session")
def x_server() -> Iterator[str]:
    """The name of a display with a real X server behind it, one for each test process."""
    with screens.x_server() as display:
        yield display


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(DEEP):
            item.add_marker(pytest.mark.deep)
            item.add_marker(pytest.mark.timeout(1800))

"""The guards of the suite hear what they are there for: noise in, red; the same noise with its entry, green."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import noise, noise_guard
from tests import vectors as third_party

ROOT = Path(__file__).parents[2]

# One noisy test of each kind. `warning` fails by itself; the others are errors of their teardown.
NOISY = '''
import logging, subprocess, sys, threading, time, warnings
import pytest

gate = threading.Event()

def test_warning():
    warnings.warn("too warm")

def test_log_line():
    logging.getLogger("somewhere.else").warning("the lamp %s", "flickers")

def test_log_line_of_a_fixture(late):
    pass

@pytest.fixture
def late():
    yield
    logging.getLogger("desk").error("too late")

def test_qt_message():
    from PySide6.QtCore import qWarning
    qWarning("a timer has no thread")

def test_stderr_of_a_child():
    subprocess.run([sys.executable, "-c", "import os; os.write(2, b'a child cries')"])

def test_thread():
    threading.Thread(target=gate.wait, name="forgotten-worker", daemon=True).start()

@pytest.fixture(scope="module")
def server():
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait, name="shared-server")
    thread.start()
    yield stop
    stop.set()
    thread.join()

def test_thread_of_a_module_fixture_may_stay(server):
    pass

def test_slow_thread_may_end():
    end = threading.Event()
    threading.Thread(target=lambda: end.wait(0.3)).start()

@pytest.fixture(scope="module")
def careless():
    threading.Thread(target=gate.wait, name="careless-server", daemon=True).start()

def test_after_careless(careless):
    pass
'''

# Noise that a test names beforehand.
EXPECTING = '''
import logging
from PySide6.QtCore import qWarning

def test_named(expected):
    expected.log_line("WARNING desk: the line is cut")
    expected.qt_message("^no such slot")
    logging.getLogger("desk").warning("the line is cut")
    qWarning("no such slot: x()")

def test_did_not_come(expected):
    expected.log_line("the line is cut")

def test_something_else_came(expected):
    expected.log_line("the line is cut")
    logging.getLogger("desk").warning("the line is cut")
    logging.getLogger("desk").warning("and more")
'''

# An entry for each kind of it.
ENTRIES = '''
from tests import noise, noise_guard

allow = lambda pattern: (noise.Allowed(pattern, "heard in this test"),)
noise.WARNINGS += allow("ignore:too warm:UserWarning")
noise_guard.LISTS["log line"] += allow("WARNING somewhere.else: the lamp flickers$") + allow("^ERROR desk: too late$")
noise_guard.LISTS["Qt message"] += allow("^a timer has no thread$")
noise_guard.LISTS["stderr"] += allow("^a child cries$")
noise_guard.LISTS["thread"] += allow("^forgotten-worker$") + allow("^careless-server$")
'''

LEFT_OUT = '''
import pytest

def test_without(vectors):
    assert vectors is None

def test_too(vectors):
    pass
'''

SKIPPING = '''
import pytest

def test_fine():
    pass

@pytest.mark.skip
def test_skipped():
    pass

@pytest.mark.xfail
def test_expected_to_fail():
    assert False
'''

# The plugins of pytest that these runs do not need only cost time.
WITHOUT = ["cacheprovider", "xdist", "hypothesispytest", "anyio"]

pytestmark = pytest.mark.xdist_group("noise_guard")  # one process makes the runs, once


def run(folder: Path, *plugins: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Pytest in a process of its own, with the guards and the settings of this project, on the files in `folder`."""
    command = [sys.executable, "-m", "pytest", "-q", "-c", ROOT / "pyproject.toml", "--rootdir", folder]
    for plugin in ["tests.noise_guard", "tests.left_out", *plugins, *(f"no:{name}" for name in WITHOUT)]:
        command += ["-p", plugin]
    own = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    own |= {"PYTHONPATH": f"{ROOT}{os.pathsep}{folder}", "COLUMNS": "200", **environment}
    return subprocess.run([*command, folder], cwd=folder, env=own, capture_output=True, text=True, timeout=60)


def verdicts(done: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """What was said of each test that was not simply green."""
    return dict(re.findall(r"^(?:FAILED|ERROR) \S*::(\w+) - (?:Failed: )?(.*)$", done.stdout, re.MULTILINE))


@pytest.fixture(scope="module")
def red(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("red")
    (folder / "test_noisy.py").write_text(NOISY)
    (folder / "test_expecting.py").write_text(EXPECTING)
    done = run(folder)
    assert done.returncode == pytest.ExitCode.TESTS_FAILED
    return verdicts(done)


@pytest.mark.parametrize(
    ("test", "said"),
    [
        ("test_warning", "UserWarning: too warm"),
        ("test_log_line", "unexpected log line: WARNING somewhere.else: the lamp flickers"),
        ("test_log_line_of_a_fixture", "unexpected log line: ERROR desk: too late"),
        ("test_qt_message", "unexpected Qt message: a timer has no thread"),
        ("test_stderr_of_a_child", "unexpected stderr: a child cries"),
        ("test_thread", "unexpected thread: forgotten-worker"),
        ("test_after_careless", "unexpected thread: careless-server"),
        ("test_did_not_come", "expected log line did not come: the line is cut"),
        ("test_something_else_came", "unexpected log line: WARNING desk: and more"),
    ],
)
def test_noise_makes_a_test_red_and_is_named(red: dict[str, str], test: str, said: str) -> None:
    assert red[test] == said


@pytest.mark.parametrize(
    "test", ["test_thread_of_a_module_fixture_may_stay", "test_slow_thread_may_end", "test_named"]
)
def test_what_is_tidy_or_named_beforehand_stays_green(red: dict[str, str], test: str) -> None:
    assert test not in red


def test_noise_with_an_entry_is_let_through_and_missing_vectors_are_counted(tmp_path: Path) -> None:
    (tmp_path / "test_noisy.py").write_text(NOISY)
    (tmp_path / "entries.py").write_text(ENTRIES)
    (tmp_path / "test_left_out.py").write_text(LEFT_OUT)
    done = run(tmp_path, "entries", OPERATOR_VECTORS=str(tmp_path / "nowhere"))
    assert verdicts(done) == {}
    assert "third-party vectors left out: 2" in done.stdout
    assert " skipped" not in done.stdout
    assert done.returncode == pytest.ExitCode.OK


def test_a_skipped_test_makes_the_run_red(tmp_path: Path) -> None:
    (tmp_path / "test_skipping.py").write_text(SKIPPING)
    done = run(tmp_path)
    assert "which no test may be: test_skipping.py::test_skipped" in done.stdout
    assert "which no test may be: test_skipping.py::test_expected_to_fail" in done.stdout
    assert done.returncode == pytest.ExitCode.TESTS_FAILED


def test_vectors_are_looked_for_where_the_environment_says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("OPERATOR_VECTORS", str(tmp_path))
    assert third_party.folder() == tmp_path
    monkeypatch.setenv("OPERATOR_VECTORS", str(tmp_path / "nowhere"))
    assert third_party.folder() is None


@pytest.mark.parametrize("entry", [entry for entries in noise_guard.LISTS.values() for entry in entries], ids=str)
def test_each_exception_has_a_reason(entry: noise.Allowed) -> None:
    assert len(entry.reason.split()) >= 5

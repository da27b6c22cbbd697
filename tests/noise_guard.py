"""A pytest plugin: a test that makes noise fails.

Noise: warnings, log lines, messages of Qt, lines on stderr, threads left running. What is let through stands in
`tests.noise`. Warnings are pytest's own affair (`filterwarnings = error`); here their exceptions are added. The rest is
heard from the first test's set-up to the end of each test's teardown, that of its fixtures included, and reported as an
error of that test.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import time
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass

import pytest

from tests import noise

PATIENCE = 2.0  # seconds for a thread that is on its way out

LISTS: dict[str, tuple[noise.Allowed, ...]] = {
    "log line": noise.LOG_LINES,
    "Qt message": noise.QT_MESSAGES,
    "stderr": noise.STDERR_LINES,
    "thread": noise.THREADS,
}


@dataclass(frozen=True)
class Heard:
    """One line of noise, of one of the kinds in LISTS."""

    kind: str
    line: str


class Expected:
    """What a test provokes on purpose; it must come, and nothing else may."""

    def __init__(self) -> None:
        self.patterns: list[tuple[str, str]] = []

    def log_line(self, pattern: str) -> None:
        """A line "LEVEL logger: message" that matches."""
        self.patterns.append(("log line", pattern))

    def qt_message(self, pattern: str) -> None:
        """A message of Qt, from warning upwards, that matches."""
        self.patterns.append(("Qt message", pattern))

    def stderr(self, pattern: str) -> None:
        """A line on the standard error stream that matches."""
        self.patterns.append(("stderr", pattern))


EXPECTED = pytest.StashKey[Expected]()


@pytest.fixture
def expected(request: pytest.FixtureRequest) -> Expected:
    """Names the noise that this test provokes: `expected.log_line("…")`."""
    return request.node.stash.setdefault(EXPECTED, Expected())


class Ear(logging.Handler):
    """Hears log lines from WARNING upwards."""

    def __init__(self, tell: Callable[[Heard], None]) -> None:
        super().__init__(logging.WARNING)
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        self._tell(Heard("log line", f"{record.levelname} {record.name}: {record.getMessage()}"))


class NoiseGuard:
    """Listens, and after each test reports what was not allowed."""

    def __init__(self) -> None:
        self._heard: list[Heard] = []
        self._ear = Ear(self._heard.append)
        self._before: set[threading.Thread] = set()
        self._of_fixtures: dict[int, set[threading.Thread]] = {}
        self._must_end: set[threading.Thread] = set()

    def listen(self) -> None:
        """(Again) before each test: the program under test may have put its own handlers in their place."""
        if self._ear not in logging.getLogger().handlers:
            logging.getLogger().addHandler(self._ear)
        # Only where Qt is there already: a run without Qt tests must not pay for loading it.
        core = sys.modules.get("PySide6.QtCore")
        if core is not None:
            core.qInstallMessageHandler(self._on_qt)

    def stop(self) -> None:
        """Take the ears out again. A Python handler left in Qt would be called while the interpreter goes down."""
        logging.getLogger().removeHandler(self._ear)
        core = sys.modules.get("PySide6.QtCore")
        if core is not None:
            core.qInstallMessageHandler(None)

    def _on_qt(self, kind: object, context: object, message: str) -> None:
        if getattr(kind, "name", "") in ("QtWarningMsg", "QtCriticalMsg", "QtFatalMsg"):
            self._heard.append(Heard("Qt message", message))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> Generator[None, None, None]:
        self.listen()
        self._before = set(threading.enumerate())
        return (yield)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef, request: pytest.FixtureRequest) -> Generator:
        before = set(threading.enumerate())
        result = yield
        if fixturedef.scope != "function":
            # A server shared by many tests may keep its threads until its fixture ends, and not longer.
            self._of_fixtures[id(fixturedef)] = set(threading.enumerate()) - before
        return result

    def pytest_fixture_post_finalizer(self, fixturedef: pytest.FixtureDef) -> None:
        self._must_end |= self._of_fixtures.pop(id(fixturedef), set())

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_teardown(self, item: pytest.Item) -> Generator[None, None, None]:
        try:
            result = yield
            said = [Heard("stderr", line) for line in _stderr_of(item)]
            left = [Heard("thread", thread.name) for thread in self._left_running()]
            complaints = list(_complaints([*self._heard, *said, *left], item.stash.get(EXPECTED, Expected())))
        finally:
            self._heard.clear()
            self._must_end.clear()
        if complaints:
            pytest.fail("\n".join(complaints), pytrace=False)
        return result

    def _left_running(self) -> list[threading.Thread]:
        owned = set().union(*self._of_fixtures.values())
        new = (set(threading.enumerate()) - self._before - owned) | self._must_end
        new = {thread for thread in new if not _is_allowed(Heard("thread", thread.name))}
        end = time.monotonic() + PATIENCE
        for thread in new:
            thread.join(max(0.0, end - time.monotonic()))
        return sorted((thread for thread in new if thread.is_alive()), key=lambda thread: thread.name)


def _stderr_of(item: pytest.Item) -> Iterable[str]:
    for _when, stream, text in item._report_sections:
        if stream == "stderr":
            yield from (line for line in text.splitlines() if line.strip())


def _is_allowed(heard: Heard) -> bool:
    return any(re.search(entry.pattern, heard.line) for entry in LISTS[heard.kind])


def _complaints(heard: Iterable[Heard], expected: Expected) -> Iterable[str]:
    missing = dict.fromkeys(expected.patterns)
    for one in heard:
        answered = [
            (kind, pattern) for kind, pattern in expected.patterns if kind == one.kind and re.search(pattern, one.line)
        ]
        for entry in answered:
            missing.pop(entry, None)
        if not answered and not _is_allowed(one):
            yield f"unexpected {one.kind}: {one.line}"
    for kind, pattern in missing:
        yield f"expected {kind} did not come: {pattern}"


def pytest_configure(config: pytest.Config) -> None:
    for entry in noise.WARNINGS:
        config.addinivalue_line("filterwarnings", entry.pattern)
    guard = NoiseGuard()
    config.pluginmanager.register(guard, "noise-guard")
    config.add_cleanup(guard.stop)

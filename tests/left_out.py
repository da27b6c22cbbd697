"""A pytest plugin: what a run leaves out is said. A test that is skipped or expected to fail makes the run fail.

Third-party vectors lie outside the project and may be missing. A test that asks for them then passes without them and
is counted, so that the last lines of the run tell how much was not looked at.
"""

from __future__ import annotations

import pytest

from tests import vectors as third_party

MARK = "vectors left out"


class LeftOut:
    """Counts, in the process that reports, what was skipped and which tests went without vectors."""

    def __init__(self) -> None:
        self.skipped: list[str] = []
        self.without_vectors: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped or hasattr(report, "wasxfail"):
            self.skipped.append(report.nodeid)
        if any(name == MARK for name, _value in report.user_properties):
            self.without_vectors.add(report.nodeid)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self.skipped.append(report.nodeid)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.skipped and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.without_vectors:
            terminalreporter.write_line(f"third-party vectors left out: {len(self.without_vectors)}")
        for name in self.skipped:
            terminalreporter.write_line(f"skipped or expected to fail, which no test may be: {name}", red=True)


@pytest.fixture
def vectors(request: pytest.FixtureRequest):
    """The folder of third-party vectors; None where it is missing: the test then returns and is counted."""
    folder = third_party.folder()
    if folder is None:
        request.node.user_properties.append((MARK, True))
    return folder


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(LeftOut(), "left-out")

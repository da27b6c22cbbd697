"""What a test run may say aside from its results: nothing but this, each entry with its reason.

The ears are in `noise_guard`.
A test that provokes noise on purpose does not belong here: it names what it expects with the fixture `expected`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Allowed:
    """One kind of noise that is let through: a regular expression searched for in each line (a warning: its filter)."""

    pattern: str
    reason: str


# Filters as the standard library writes them ("ignore:message:category:module"); all others are errors.
WARNINGS: tuple[Allowed, ...] = ()

# "WARNING logger.name: message", from WARNING upwards, of any package.
LOG_LINES: tuple[Allowed, ...] = ()

# Messages of Qt from warning upwards.
QT_MESSAGES: tuple[Allowed, ...] = (
    Allowed(
        r"^This plugin does not support propagateSizeHints\(\)$",
        "the offscreen platform says so of every window; a real one does not",
    ),
)

# Names of threads that are still there two seconds after the test (or the wide fixture) that started them.
THREADS: tuple[Allowed, ...] = (
    Allowed(r"^Dummy-\d+$", "a thread of Qt's that ran Python once: Python never learns that it has ended"),
    Allowed(
        r"^AnyIO worker thread$",
        "a centre served to several tests keeps its idle workers; they end with it"
        " (tests/unit/central/test_poll.py proves that)",
    ),
)

# Lines on the standard error stream, also those written by C libraries and child processes.
STDERR_LINES: tuple[Allowed, ...] = (
    Allowed(
        r"^This plugin does not support propagateSizeHints\(\)$",
        "as above, from a child process that has no handler yet",
    ),
    Allowed(
        r" ERROR CORE (sqlcipher_\w+|sqlite3Codec): ",
        "SQLCipher tells of a wrong key or a damaged page on stderr by itself; the error also arrives as an exception",
    ),
)

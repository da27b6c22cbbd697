"""The kinds of error that a person may have to be told about.

A *refusal* is a rule that said no; *trouble* is the world outside (line, disk, keyring) not doing its part. Both carry
a stable dotted code and parameters, never a sentence: `ui.words.sentences` turns the code into one true sentence with
a next step, in both languages. `Silent` is expected and shown to nobody. Every other exception is a bug.
"""

from __future__ import annotations

from collections.abc import Iterator

_CODES: set[str] = set()


def code(name: str) -> str:
    """Register an error code, so that a test can prove that it has a sentence in every language."""
    _CODES.add(name)
    return name


def codes() -> Iterator[str]:
    """All codes registered by the modules imported so far, sorted."""
    return iter(sorted(_CODES))


class Told(Exception):
    """What a person is told: a code and its parameters (never personal data)."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code if not params else f"{code} {params}")
        self.code = code
        self.params = params


class Refused(Told):
    """A rule said no; the person can do something else instead."""


class Trouble(Told):
    """The environment failed; nothing typed is lost, and the sentence says what to do."""


class Silent(Exception):
    """Expected and nobody's business: a cancelled request, a closed program."""

"""One call of the command line: its arguments, its answer, and the profile that it opens for as long as it runs."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from operator_app.domain import errors
from operator_app.domain.environment import Environment
from operator_app.domain.errors import Told
from ui.words import _
from ui.words.sentences import sentence

if TYPE_CHECKING:
    from ui.opening import Opening

NO_TERMINAL = errors.code("terminal.no_prompt")
BAD_DESCRIPTOR = errors.code("terminal.bad_descriptor")
LONGEST_SECRET = 4096


@dataclass
class Call:
    """`open` is made once and closed at the end of the call, whatever happens."""

    arguments: argparse.Namespace
    environment: Environment
    profile: Path | None
    json: bool
    _opening: Opening | None = field(default=None, repr=False)

    @classmethod
    def of(cls, given: argparse.Namespace) -> Call:
        environment = Environment.SANDBOX if given.sandbox else Environment.TRAINING if given.training else Environment.WORK
        return cls(given, environment, given.profile, given.json)

    # --- answers ----------------------------------------------------------------------------------------------------

    def answer(self, facts: dict[str, Any], *lines: str) -> int:
        """The answer of a command that went well: one JSON object, or lines for a person."""
        if self.json:
            print(json.dumps(facts, ensure_ascii=False, default=str))
        else:
            for line in lines:
                print(line)
        return 0

    def refused(self, told: Told) -> int:
        """One true sentence with a next step on standard error; with `--json` also the code."""
        said = sentence(told.code, told.params)
        print(str(said), file=sys.stderr)
        if self.json:
            print(json.dumps({"ok": False, "code": told.code, "sentence": str(said)}, ensure_ascii=False))
        return 1

    def note(self, words: str) -> None:
        """Something that must be said aloud and is not the answer."""
        print(words, file=sys.stderr)

    # --- secrets ----------------------------------------------------------------------------------------------------

    def secret(self, name: str, prompt: str) -> str:
        """From the descriptor `--NAME-fd`, else asked for at the terminal; never from the arguments."""
        descriptor = getattr(self.arguments, f"{name}_fd", None)
        if descriptor is not None:
            return _from_descriptor(descriptor)
        if not sys.stdin.isatty():
            raise errors.Refused(NO_TERMINAL, option=f"--{name.replace('_', '-')}-fd")
        return getpass.getpass(f"{prompt}: ", stream=sys.stderr)

    def given(self, name: str) -> bool:
        return getattr(self.arguments, f"{name}_fd", None) is not None

    # --- the profile ------------------------------------------------------------------------------------------------

    def opening(self, *, writes: bool) -> Opening:
        """The profile, unlocked: for writing it is held by this process alone, for reading it may stand beside an open desk."""
        from ui.opening import Opening

        if self._opening is None:
            self._opening = Opening(self.environment, self.profile, writes=writes)
            standing = self._opening.open()
            if standing.keyring_code and not self.json:
                self.note(str(sentence(standing.keyring_code, standing.params)))
            if standing.passphrase:
                self.note(_("Паролна фраза на този профил: {phrase}").format(phrase=standing.passphrase))
        return self._opening

    def close(self) -> None:
        if self._opening is not None:
            self._opening.close()


def _from_descriptor(descriptor: int) -> str:
    """The first line that the descriptor gives."""
    try:
        with os.fdopen(os.dup(descriptor), "rb") as pipe:
            raw = pipe.readline(LONGEST_SECRET)
        return raw.decode("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise errors.Refused(BAD_DESCRIPTOR, number=descriptor) from error


def secret_option(parser: argparse.ArgumentParser, name: str, help_: str) -> None:
    parser.add_argument(f"--{name}-fd", type=int, metavar="N", help=help_)

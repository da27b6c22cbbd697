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
from ui.words import _, sentences

if TYPE_CHECKING:
    from operator_app.services.views import Operator
    from ui.backstage import Standing
    from ui.compose import Desk
    from ui.opening import Opening

NO_TERMINAL = errors.code("terminal.no_prompt")
BAD_DESCRIPTOR = errors.code("terminal.bad_descriptor")
LONGEST_SECRET = 4096


@dataclass
class Call:
    """The profile is opened at the first need and closed at the end of the call, whatever happens."""

    arguments: argparse.Namespace
    environment: Environment
    profile: Path | None
    json: bool
    _opening: Opening | None = field(default=None, repr=False)
    _secrets: dict[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, given: argparse.Namespace) -> Call:
        environment = (
            Environment.SANDBOX if given.sandbox else Environment.TRAINING if given.training else Environment.WORK
        )
        return cls(given, environment, given.profile, given.json)

    # --- answers ----------------------------------------------------------------------------------------------------

    def answer(self, facts: dict[str, Any], *lines: str) -> int:
        """The answer of a command that went well: one JSON object, or lines for a person."""
        if self.json:
            print(json.dumps(facts, ensure_ascii=False, default=str), flush=True)
        else:
            for line in lines:
                print(line, flush=True)
        return 0

    def refused(self, told: Told) -> int:
        """One true sentence with a next step on standard error; with `--json` also the code."""
        said = sentences.told(told.code, told.params)
        print(str(said), file=sys.stderr)
        if self.json:
            print(json.dumps({"ok": False, "code": told.code, "sentence": str(said)}, ensure_ascii=False), flush=True)
        return 1

    def note(self, words: str) -> None:
        """Something that must be said aloud and is not the answer."""
        print(words, file=sys.stderr)

    # --- secrets ----------------------------------------------------------------------------------------------------

    def secret(self, name: str, prompt: str) -> str:
        """From the descriptor `--NAME-fd`, else asked for at the terminal; never from the arguments. Read once."""
        if name not in self._secrets:
            self._secrets[name] = self._read(name, prompt)
        return self._secrets[name]

    def _read(self, name: str, prompt: str) -> str:
        descriptor = getattr(self.arguments, f"{name}_fd", None)
        if descriptor is not None:
            return _from_descriptor(descriptor)
        self.require_terminal(f"--{name}-fd")
        try:
            return getpass.getpass(f"{prompt}: ", stream=sys.stderr)
        except EOFError as ended:
            raise errors.Refused(NO_TERMINAL, option=f"--{name}-fd") from ended

    def ask(self, option: str, prompt: str) -> str:
        """Something that is no secret: asked for at the terminal where the option was left out."""
        self.require_terminal(option)
        print(f"{prompt}: ", end="", file=sys.stderr, flush=True)
        return sys.stdin.readline().strip()

    @property
    def has_terminal(self) -> bool:
        return sys.stdin.isatty()

    def require_terminal(self, option: str) -> None:
        if not self.has_terminal:
            raise errors.Refused(NO_TERMINAL, option=option)

    @property
    def account(self) -> str:
        """Whose password is given; empty where the command did not say."""
        return getattr(self.arguments, "account", None) or ""

    def given(self, name: str) -> bool:
        return getattr(self.arguments, f"{name}_fd", None) is not None

    # --- the profile ------------------------------------------------------------------------------------------------

    def opening(self, *, writes: bool, centre: bool = True) -> Opening:
        """The profile as far as it opens by itself. A writer holds it alone; a reader may stand beside a desk.
        `centre` False: the sandbox's own one is not needed, and not waited for.
        """
        from ui.opening import Opening

        if self._opening is None:
            self._opening = Opening(self.environment, self.profile, writes=writes, own_centre=centre)
            self._say(self._opening.open())
        return self._opening

    def _say(self, standing: Standing) -> None:
        """That there is no keyring is said aloud, and a passphrase is shown where it was made."""
        if standing.keyring_code:
            self.note(str(sentences.told(standing.keyring_code, standing.params)))
            if standing.passphrase:
                self.show_passphrase(standing)

    def show_passphrase(self, standing: Standing) -> None:
        self.note(_("Паролна фраза на този компютър: {phrase}").format(phrase=standing.passphrase))

    def ready(self, *, writes: bool, centre: bool = True) -> tuple[Desk, Operator]:
        """An unlocked store with somebody signed in. Raises `Refused`: `vault.closed`, `access.nobody_signed_in`."""
        from .unlocking import ready

        return ready(self.opening(writes=writes, centre=centre), self)

    def close(self) -> None:
        opening, self._opening = self._opening, None
        if opening is not None:
            opening.close()


def _from_descriptor(descriptor: int) -> str:
    """The first line that the descriptor gives."""
    try:
        with os.fdopen(os.dup(descriptor), "rb") as pipe:
            raw = pipe.readline(LONGEST_SECRET)
        return raw.decode("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise errors.Refused(BAD_DESCRIPTOR, number=descriptor) from error

"""Arguments that several commands have in common. Importing this is cheap: it runs for every `--help`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from operator_app.domain import errors
from ui.words import _

UNREADABLE = errors.code("terminal.unreadable_argument")
NO_NUMBER = errors.code("terminal.bad_seconds")
LONGEST_WAIT_S = 3600.0


def check_readable(given: argparse.Namespace) -> None:
    """Names, numbers and reasons hold only what can be seen, for they are shown and recorded; file names are the file
    system's own affair. Raises `Refused("terminal.unreadable_argument")`.
    """
    from operator_app.formats.scripts import readable

    for name, text in _texts(given):
        if readable(text) != text:
            raise errors.Refused(UNREADABLE, option=name)


def _texts(given: argparse.Namespace) -> Iterator[tuple[str, str]]:
    for name, value in vars(given).items():
        placed = name == "case" or (name == "account" and given.command == "sign-in")
        said = name.upper() if placed else f"--{name}"
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str):
                yield said, one


def seconds(said: float) -> float:
    """A waiting time. Raises `Refused("terminal.bad_seconds")` for less than nothing, no number and more than an
    hour.
    """
    if not 0 < said <= LONGEST_WAIT_S:
        raise errors.Refused(NO_NUMBER, most=int(LONGEST_WAIT_S))
    return said


def secret(parser: argparse.ArgumentParser, name: str, help_: str) -> None:
    """A secret by its descriptor; the arguments of a process can be read by others, so it never stands there itself."""
    parser.add_argument(f"--{name}-fd", type=int, metavar="N", help=help_)


def unlock(parser: argparse.ArgumentParser) -> None:
    """What opens the vault where there is no keyring."""
    secret(parser, "password", _("паролата на служителя, от дескриптор N, където няма хранилище за ключове"))
    parser.add_argument("--account", metavar="NAME", help=_("чия е паролата, ако тук работят няколко служители"))
    secret(parser, "passphrase", _("паролната фраза на компютъра, от дескриптор N, където няма хранилище за ключове"))

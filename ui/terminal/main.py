"""`operator-cli`: parse, run one command, say in words what went wrong.

Exit status 0 when well, 1 when something is wrong (in words on standard error), 2 for wrong arguments.
"""

from __future__ import annotations

import argparse
import importlib
import io
import logging
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from ui import words
from ui.words import _

from .call import Call

log = logging.getLogger(__name__)
COMMANDS = ("enrol", "sign-in", "status", "queue", "show", "decide", "sync", "scan", "selftest")


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="operator-cli", description=_("Гише за адресна регистрация, без прозорец"), allow_abbrev=False
    )
    _common(made, top=True)
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in COMMANDS:
        module = _module(name)
        sub = commands.add_parser(name, help=_(module.HELP), description=_(module.HELP), allow_abbrev=False)
        _common(sub, top=False)
        module.arguments(sub)
    return made


def _common(made: argparse.ArgumentParser, *, top: bool) -> None:
    """The same options before and after the command; the later one wins."""
    unset = None if top else argparse.SUPPRESS
    which = made.add_mutually_exclusive_group()
    flag = False if top else argparse.SUPPRESS
    which.add_argument("--sandbox", action="store_true", default=flag, help=_("пробната среда, със собствен център"))
    which.add_argument("--training", action="store_true", default=flag, help=_("учебната среда"))
    made.add_argument("--profile", type=Path, metavar="DIR", default=unset, help=_("папка на профила"))
    made.add_argument("--json", action="store_true", default=flag, help=_("отговорът като един JSON обект"))
    made.add_argument("--lang", choices=("bg", "en"), default="bg" if top else argparse.SUPPRESS, help=_("език"))


def _language(arguments: Sequence[str]) -> str:
    """The language is needed before the arguments are read, for `--help` speaks it too."""
    said = [after.removeprefix("--lang=") for after in arguments if after.startswith("--lang=")]
    said += [after for before, after in pairwise(arguments) if before == "--lang"]
    return said[-1] if said and said[-1] in words.LANGUAGES else words.SOURCE


def _module(name: str) -> Any:
    return importlib.import_module(f".commands.{name.replace('-', '_')}", __package__)


def _write_anything() -> None:
    """A file's name may hold what the terminal's encoding has no sign for; it is written as an escape, also valid in
    JSON.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def main(arguments: Sequence[str] | None = None) -> int:
    _write_anything()
    words.install(_language(sys.argv[1:] if arguments is None else arguments))
    reader = parser()
    given = reader.parse_args(arguments)
    if given.sandbox and given.training:  # one before the command, the other behind it
        reader.error(_("--sandbox и --training не вървят заедно"))
    from operator_app.domain.errors import Told

    from .options import check_readable

    call = Call.of(given)
    try:
        check_readable(given)
        return int(_module(given.command).run(call))
    except Told as told:
        return call.refused(told)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 1
    except Exception as bug:  # noqa: BLE001  (the declared boundary for bugs: one sentence, and nothing that it quotes)
        from ui import faults

        return call.refused(faults.told(log, bug))
    finally:
        call.close()


if __name__ == "__main__":
    sys.exit(main())

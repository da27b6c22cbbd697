"""`operator-cli`: parse, run one command, say in words what went wrong.

Exit status 0 when well, 1 when something is wrong (in words on standard error), 2 for wrong arguments.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .call import Call

COMMANDS = ("enrol", "sign-in", "status", "queue", "show", "decide", "sync", "scan", "selftest")


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="operator-cli", description="Гише за адресна регистрация, без прозорец")
    _common(made, top=True)
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name in COMMANDS:
        module = _module(name)
        sub = commands.add_parser(name, help=module.HELP, description=module.HELP)
        _common(sub, top=False)
        module.arguments(sub)
    return made


def _common(made: argparse.ArgumentParser, *, top: bool) -> None:
    """The same options before and after the command; the later one wins."""
    unset = None if top else argparse.SUPPRESS
    which = made.add_mutually_exclusive_group()
    flag = False if top else argparse.SUPPRESS
    which.add_argument("--sandbox", action="store_true", default=flag, help="пробната среда, със собствен център")
    which.add_argument("--training", action="store_true", default=flag, help="учебната среда")
    made.add_argument("--profile", type=Path, metavar="DIR", default=unset, help="папка на профила")
    made.add_argument("--json", action="store_true", default=flag, help="отговорът като един JSON обект")
    made.add_argument("--lang", choices=("bg", "en"), default="bg" if top else argparse.SUPPRESS, help="език")


def _module(name: str) -> Any:
    return importlib.import_module(f".commands.{name.replace('-', '_')}", __package__)


def main(arguments: Sequence[str] | None = None) -> int:
    given = parser().parse_args(arguments)
    from operator_app.domain.errors import Told
    from ui import words

    words.install(given.lang)
    call = Call.of(given)
    try:
        return int(_module(given.command).run(call))
    except Told as told:
        return call.refused(told)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 1
    finally:
        call.close()


if __name__ == "__main__":
    sys.exit(main())

"""The command line of `central-admin`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

FIRST = "first-administrator"
OPEN = frozenset({("hello", ""), ("clock", "show"), ("accounts", "")})  # what needs no sign-in


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="central-admin", description="Administer a central service of the address desk.", allow_abbrev=False
    )
    made.add_argument("--service", required=True, metavar="URL", help="where the service answers, https://HOST:PORT")
    known_by = made.add_mutually_exclusive_group()
    known_by.add_argument("--ca-fingerprint", metavar="HEX", help="SHA-256 of its certificate authority")
    known_by.add_argument("--ca", type=Path, metavar="FILE", help="the certificate of its authority (PEM)")
    made.add_argument("--account", help="the administrator's account")
    made.add_argument("--password-fd", type=int, metavar="N", help="the password, one line on a descriptor")
    made.add_argument("--code-fd", type=int, metavar="N", help="the one-time code, one line on a descriptor")
    made.add_argument("--json", action="store_true", help="answer in JSON")
    commands = made.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _people(commands)
    _machines(commands)
    return made


def wrong(given: argparse.Namespace) -> str:
    """What does not go together in the arguments, in words."""
    if not given.service.startswith("https://"):
        # Over anything else the right certificate proves nothing: everybody can have it.
        return "--service has to be https://HOST:PORT"
    if (given.command, getattr(given, "act", "")) not in OPEN and not given.account:
        return "--account is needed"
    if given.command != FIRST and not given.ca_fingerprint and not given.ca:
        return "--ca-fingerprint or --ca is needed: nothing is trusted on first use"
    return ""


if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  (it has no public name)


def _people(commands: Commands) -> None:
    commands.add_parser("hello", help="what the service says of itself; needs no sign-in")
    commands.add_parser("accounts", help="the sandbox's ready accounts with their codes of this minute; no sign-in")
    first = commands.add_parser(
        FIRST, help="enter the first administrator (--account); the code is the one that the service printed"
    )
    first.add_argument("--full-name", required=True, metavar="NAME")
    first.add_argument("--new-password-fd", type=int, metavar="N", help="their password, one line on a descriptor")
    commands.add_parser("offices", help="list the offices")
    people = commands.add_parser("operators", help="list, add, disable").add_subparsers(dest="act", required=True)
    people.add_parser("list")
    add = people.add_parser("add")
    add.add_argument("new_account", metavar="ACCOUNT")
    add.add_argument("--full-name", required=True, metavar="NAME")
    add.add_argument("--office", required=True, metavar="CODE")
    add.add_argument("--role", required=True)
    add.add_argument("--new-password-fd", type=int, metavar="N", help="their first password, one line on a descriptor")
    people.add_parser("disable").add_argument("named", metavar="ACCOUNT")
    sessions = commands.add_parser("sessions", help="end an operator's sessions").add_subparsers(
        dest="act", required=True
    )
    sessions.add_parser("revoke").add_argument("named", metavar="ACCOUNT")


def _machines(commands: Commands) -> None:
    commands.add_parser("enrolment-code", help="a one-time code for a new desk").add_argument("office", metavar="CODE")
    devices = commands.add_parser("devices", help="list, revoke").add_subparsers(dest="act", required=True)
    devices.add_parser("list")
    devices.add_parser("revoke").add_argument("device", metavar="ID")
    clock = commands.add_parser("clock", help="the centre's time: show, set").add_subparsers(dest="act", required=True)
    clock.add_parser("show", help="needs no sign-in")
    moved = clock.add_parser("set", help="sandbox and training only")
    moved.add_argument("at", metavar="TIME", help="with offset, such as 2026-11-23T09:00:00+02:00")
    rules = commands.add_parser("rules", help="publish service data").add_subparsers(dest="act", required=True)
    publish = rules.add_parser("publish")
    publish.add_argument("file", type=Path, metavar="FILE")
    publish.add_argument("--calendar", type=Path, metavar="FILE", help="default: calendar.toml beside it")

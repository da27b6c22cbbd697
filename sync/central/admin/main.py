"""`central-admin --service URL COMMAND`: signs in, asks, says the answer, and leaves a session of an hour."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any

from operator_app.domain import errors
from operator_app.formats import enrolment_code
from sync.central.console import line
from sync.contract.messages import Message

from . import messages as m
from .arguments import parser
from .client import AdminClient, by_fingerprint
from .commands import COMMANDS
from .secrets import secret, shown


def main(arguments: Sequence[str] | None = None) -> int:
    """0 well, 1 refused or in trouble (in words on standard error), 2 wrong arguments."""
    parsed = parser()
    given = parsed.parse_args(arguments)
    if given.command != "hello" and not given.account:
        parsed.error("--account is needed")
    if given.command != "bootstrap" and not given.ca_fingerprint:
        parsed.error("--ca-fingerprint is needed: nothing is trusted on first use")
    try:
        answer = _bootstrap(given) if given.command == "bootstrap" else _command(given)
    except errors.Told as told:
        sys.stderr.write(f"central-admin: {line(told)}\n")
        return 1
    sys.stdout.write(answer.model_dump_json(indent=2) + "\n" if given.json else _words(answer))
    return 0


def _command(given: argparse.Namespace) -> Message:
    work = COMMANDS[given.command, getattr(given, "act", "") or ""]
    with AdminClient(given.service, by_fingerprint(given.ca_fingerprint)) as client:
        if given.command != "hello":
            said = m.AdminSignIn(
                account=given.account,
                password=secret("Password", given.password_fd),
                code=shown("Code", given.code_fd),
            )
            client.session = client.ask(m.SIGN_IN, said, m.AdminSession).session
        return work(client, given)


def _bootstrap(given: argparse.Namespace) -> Message:
    """The code that the service printed names its authority, and is good for one administrator."""
    code = enrolment_code.decode(shown("Bootstrap code", given.bootstrap_fd))
    with AdminClient(given.service, code.matches) as client:
        said = m.Bootstrap(
            secret=code.secret,
            account=given.account,
            name=given.full_name,
            password=secret("New password", given.password_fd),
        )
        return client.ask(m.BOOTSTRAP, said, m.Entered)


def _words(answer: Message) -> str:
    """A line a row, a line a field: to be read by a person, and by `cut`."""
    told: dict[str, Any] = answer.model_dump(mode="json")
    rows = next((value for value in told.values() if isinstance(value, list) and len(told) == 1), None)
    if rows is None:
        return "".join(f"{name}: {value}\n" for name, value in told.items())
    return "".join("\t".join(str(value) for value in row.values()) + "\n" for row in rows)


if __name__ == "__main__":
    raise SystemExit(main())

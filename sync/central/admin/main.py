"""`central-admin --service URL COMMAND`: signs in, asks, says the answer, and leaves a session of an hour."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .arguments import FIRST, OPEN, parser, wrong

if TYPE_CHECKING:
    from sync.contract.messages import Message


def main(arguments: Sequence[str] | None = None) -> int:
    """0 well, 1 refused or in trouble (in words on standard error), 2 wrong arguments."""
    parsed = parser()
    given = parsed.parse_args(arguments)
    fault = wrong(given)
    if fault:
        parsed.error(fault)
    from operator_app.domain import errors

    try:
        answer = _answer(given)
    except errors.Told as told:
        from sync.central.console import line

        return _say(line(told))
    except (EOFError, KeyboardInterrupt):
        return _say("nothing was typed; nothing was changed")
    sys.stdout.write(answer.model_dump_json(indent=2) + "\n" if given.json else _words(answer))
    return 0


def _say(words: str) -> int:
    sys.stderr.write(f"central-admin: {words}\n")
    return 1


def _answer(given: argparse.Namespace) -> Message:
    from . import messages as m
    from .client import AdminClient, by_file, by_fingerprint
    from .commands import COMMANDS
    from .secrets import secret, shown

    if given.command == FIRST:
        return _first(given)
    named = (given.command, getattr(given, "act", "") or "")
    fits = by_file(given.ca) if given.ca else by_fingerprint(given.ca_fingerprint)
    with AdminClient(given.service, fits) as client:
        if named not in OPEN:
            said = m.AdminSignIn(
                account=given.account,
                password=secret("Password", given.password_fd),
                code=shown("Code", given.code_fd),
            )
            client.session = client.ask(m.SIGN_IN, said, m.AdminSession).session
        return COMMANDS[named](client, given)


def _first(given: argparse.Namespace) -> Message:
    """The code that the service printed names its authority, and is good for one administrator."""
    from operator_app.formats import enrolment_code

    from . import messages as m
    from .client import AdminClient
    from .secrets import secret, shown

    code = enrolment_code.decode(shown("Code that the service printed", given.code_fd))
    with AdminClient(given.service, code.matches) as client:
        said = m.Bootstrap(
            secret=code.secret,
            account=given.account,
            name=given.full_name,
            password=secret("New password", given.new_password_fd),
        )
        return client.ask(m.BOOTSTRAP, said, m.Entered)


def _words(answer: Message) -> str:
    """A line a row, a line a field: to be read by a person, and by `cut`."""
    told: dict[str, Any] = answer.model_dump(mode="json")
    said = ""
    for name, value in told.items():
        if isinstance(value, list) and all(isinstance(row, dict) for row in value):
            said += "".join("\t".join(str(field) for field in row.values()) + "\n" for row in value)
        else:
            said += f"{name}: {value}\n"
    return said


if __name__ == "__main__":
    raise SystemExit(main())

"""`central-service`: the centre as a process.

Embedded, it is a child of the desktop: the key comes as one line of hexadecimal digits on standard input, one line of
JSON on standard output says where it answers, and it ends when its standard input closes. Alone, it serves an office
network until it is told to stop.
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from operator_app.domain.environment import Environment
    from operator_app.storage.cipher import RawKey

    from .centre import Centre, Opening, Starter
    from .serving import Server

_KEY_LINE = 200
_BREAK = "DESK_BREAK_IDEMPOTENCY"


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when it ended well, 1 where it could not do its work (in words on standard error), 2 for wrong arguments."""
    given = _arguments(sys.argv[1:] if arguments is None else arguments)
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    from operator_app.domain import errors

    try:
        return _run(given)
    except errors.Told as told:
        from .console import line

        return _say(line(told))
    except OSError as error:
        return _say(error.strerror or str(error))


def _say(words: str) -> int:
    sys.stderr.write(f"central-service: {words}\n")
    return 1


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="central-service", description="The reference central service of the address desk.", allow_abbrev=False
    )
    parser.add_argument("--environment", required=True, choices=["work", "training", "sandbox"])
    parser.add_argument("--port", type=int, default=8443, metavar="N", help="0 takes a free one (default 8443)")
    parser.add_argument("--listen", default="127.0.0.1", metavar="ADDRESS", help="address to listen on")
    parser.add_argument(
        "--name", action="append", default=[], metavar="HOST", help="a name or address that desks reach it by"
    )
    parser.add_argument("--office", default="68134-01", metavar="CODE", help="the office of the sandbox's own desk")
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--database-url", metavar="URL", help="sqlite:///FILE (encrypted) or postgresql://… (needs the package psycopg)"
    )
    where.add_argument("--data", type=Path, metavar="DIR", help="a folder for an encrypted SQLite file")
    key = parser.add_mutually_exclusive_group()
    key.add_argument("--key-file", type=Path, metavar="FILE", help="the service's key, made where there is no file")
    key.add_argument("--key-fd", type=int, metavar="N", help="the service's key, one line of hex on a descriptor")
    parser.add_argument(
        "--embedded", action="store_true", help="key on standard input, ends with it (sandbox and training)"
    )
    given = parser.parse_args(arguments)
    wrong = _wrong(given)
    if wrong:
        parser.error(wrong)
    return given


def _wrong(given: argparse.Namespace) -> str:
    """What does not go together in the arguments, in words."""
    if not 0 <= given.port <= 65535:
        return "--port takes a number from 0 to 65535"
    if not given.database_url and not given.data:
        return "say where the data is: --database-url or --data"
    named_key = given.key_file or given.key_fd is not None
    if given.embedded and given.environment == "work":
        return "--embedded is for the sandbox and training"
    if given.embedded and named_key:
        return "--embedded takes its key on standard input"
    if not given.embedded and not named_key:
        return "say where the key is: --key-file or --key-fd"
    if os.environ.get(_BREAK) and given.environment != "sandbox":
        return f"{_BREAK} is for the sandbox alone"
    return ""


def _run(given: argparse.Namespace) -> int:
    gc.disable()  # nothing of what is imported and built now is ever garbage; looking for it delays the start
    # Before the key: a parent starts this process while it is still unlocking what the key is derived from.
    from .serving import listen, make_server
    from .tls import LOCAL

    _warm(given)
    key = _key(given)
    if key is None:
        return _say("the key has to be 64 hexadecimal digits")

    socket = listen(given.listen, given.port)
    with socket:
        centre = _open(given, key)
        try:
            port: int = socket.getsockname()[1]
            url = f"https://{given.name[0] if given.name else given.listen}:{port}"
            server = make_server(centre, (*given.name, *LOCAL), lambda: _announce(centre, url, port))
            if given.embedded:
                _end_with_input(server)
            gc.freeze()
            gc.enable()
            server.run(sockets=[socket])
        finally:
            centre.close()
    return 0


def _warm(given: argparse.Namespace) -> None:
    """Import what opening the centre will need."""
    from . import centre, sandbox  # noqa: F401

    if given.environment != "work":
        from . import simulators  # noqa: F401


def _open(given: argparse.Namespace, key: RawKey) -> Centre:
    from . import sandbox
    from .centre import Centre

    centre = Centre(_opening(given, key))
    if given.environment == "sandbox":
        sandbox.enter_accounts(centre)
    return centre


def _opening(given: argparse.Namespace, key: RawKey) -> Opening:
    from operator_app.domain.environment import Environment

    from .centre import Opening
    from .commit.faults import Faults
    from .policy import PHONE, SANDBOX, Policy

    environment = Environment(given.environment)
    return Opening(
        environment=environment,
        database_url=given.database_url or f"sqlite:///{(given.data / 'centre.db').absolute()}",
        key=key,
        policy=Policy(drift=SANDBOX if environment is Environment.SANDBOX else PHONE),
        faults=Faults(break_idempotency=bool(os.environ.get(_BREAK))),
        simulators=_simulators(environment),
        first_office=given.office,
    )


def _simulators(environment: Environment) -> Starter | None:
    """Work has none: there the ports are the city's own."""
    if environment.real:
        return None
    from .simulators import start

    return start


def _key(given: argparse.Namespace) -> RawKey | None:
    from operator_app.storage.cipher import RawKey

    if given.key_file:
        text = _key_of_file(given.key_file)
    elif given.key_fd is not None:
        with os.fdopen(given.key_fd, "rb") as file:
            text = file.readline(_KEY_LINE).decode("ascii", "replace")
    else:
        text = _line_of(0)
    try:
        return RawKey.from_hex(text)
    except ValueError:
        return None


def _key_of_file(path: Path) -> str:
    """Who has this file and the database has everything: it belongs on another disk, and a copy into the safe."""
    from operator_app import system
    from operator_app.storage.cipher import RawKey

    if not path.exists():
        with open(path, "x", encoding="ascii", opener=system.private_file_opener) as file:
            file.write(RawKey.new().hex() + "\n")
    with path.open("rb") as file:
        return file.readline(_KEY_LINE).decode("ascii", "replace").strip()


def _line_of(descriptor: int) -> str:
    """One line, byte by byte: nothing behind it is taken away from whoever waits for the end."""
    line = b""
    while len(line) < _KEY_LINE and (one := os.read(descriptor, 1)) not in (b"", b"\n"):
        line += one
    return line.decode("ascii", "replace")


def _end_with_input(server: Server) -> None:
    def watch() -> None:
        # The descriptor and not `sys.stdin`: a thread inside its buffer would break the interpreter's end.
        while os.read(0, 4096):
            pass
        server.stop()

    threading.Thread(target=watch, name="parent", daemon=True).start()


def _announce(centre: Centre, url: str, port: int) -> None:
    """One line, once it answers; then everything that can be done while it does."""
    said = {"port": port, "url": url, "ca_fingerprint": centre.parts.keys.authority.fingerprint}
    sys.stdout.write(json.dumps(said | _codes(centre)) + "\n")
    sys.stdout.flush()
    centre.prepare()


def _codes(centre: Centre) -> dict[str, str]:
    """In the sandbox a code for the desk that started it; elsewhere one for the first administrator, while there is
    none. An unused one of the last start counts no more.
    """
    from .access import operators
    from .access.enrolment import DEVICE, FIRST_ADMIN

    with centre.store.write() as db:
        if centre.environment.value == "sandbox":
            centre.enrolment.drop_unused(db, DEVICE)
            return {"enrolment_code": centre.enrolment.issue(db, centre.first_office)}
        if operators.has_administrator(db):
            return {}
        centre.enrolment.drop_unused(db, FIRST_ADMIN)
        return {"bootstrap_code": centre.enrolment.issue(db, "", FIRST_ADMIN)}


if __name__ == "__main__":
    raise SystemExit(main())

"""`central-service`: the reference central service, alone or embedded in a desk's sandbox.

Embedded, its key comes as one hex line over standard input, it says one JSON line on standard output once it answers, and it
ends when that input closes. Standing alone, its key file lies beside the database, readable by its account only.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import socket
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from operator_app import system
from operator_app.domain import errors
from operator_app.domain.environment import Environment
from operator_app.storage.cipher import RawKey

if TYPE_CHECKING:
    from .centre import Centre

BAD_KEY = errors.code("centre.bad_key")
BREAK = "DESK_BREAK_IDEMPOTENCY"
KEEP_ALIVE_S = 75  # outlasts a slow link: a closed connection costs a handshake a batch there
STOP_S = 2


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="central-service", description="Reference central service of the address desk")
    made.add_argument("--environment", choices=[e.value for e in Environment], required=True)
    made.add_argument("--database-url", metavar="URL", help="sqlite:///FILE (encrypted) or postgresql://…")
    made.add_argument("--data", type=Path, metavar="DIR", help="folder of the database where no URL is given")
    made.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    made.add_argument("--port", type=int, default=8443, metavar="N", help="0: any free one")
    made.add_argument("--name", action="append", default=[], metavar="HOST", help="further names for the certificate")
    made.add_argument("--office", default="68134-01", metavar="CODE", help="office of the desk that starts a sandbox")
    made.add_argument("--embedded", action="store_true", help="key on standard input; ends when that closes")
    return made


def main(arguments: Sequence[str] | None = None) -> int:
    given = parser().parse_args(arguments)
    if given.database_url is None and given.data is None:
        parser().error("--database-url or --data is needed")
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        return _serve(given)
    except errors.Told as told:
        print(f"central-service: {told}", file=sys.stderr)  # noqa: T201  (its own console)
        return 1


def _serve(given: argparse.Namespace) -> int:
    environment = Environment(given.environment)
    url = given.database_url or f"sqlite:///{given.data.absolute() / 'centre.db'}"
    key = _key_from_input() if given.embedded else _key_of_file(given, url)
    from .centre import Centre, Opening
    from .commit.faults import Faults

    faults = Faults(break_idempotency=os.environ.get(BREAK) == "1" and environment is Environment.SANDBOX)
    starter = None
    if not environment.real:
        from .simulators.simulation import start

        starter = start
    centre = Centre(Opening(environment, url, key, faults=faults, simulators=starter, first_office=given.office))
    try:
        return _answer(centre, given, environment)
    finally:
        centre.close()


def _answer(centre: Centre, given: argparse.Namespace, environment: Environment) -> int:
    import uvicorn

    from .http.app import build
    from .tls import LOCAL

    if environment is Environment.SANDBOX:
        from .sandbox import enter_accounts

        enter_accounts(centre)
    listening = socket.create_server((given.host, given.port), backlog=128)
    context = centre.parts.keys.authority.server_context((*LOCAL, *given.name), centre.parts.clock.real())
    config = uvicorn.Config(
        build(centre),
        log_level="warning",
        access_log=False,
        timeout_keep_alive=KEEP_ALIVE_S,
        timeout_graceful_shutdown=STOP_S,
        ssl_context_factory=lambda _config, _default: context,
        lifespan="off",
        ws="none",
    )
    server = uvicorn.Server(config)
    port = listening.getsockname()[1]

    class Told(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            centre.prepare()
            _say(centre, given, environment, port)

    server = Told(config)
    if given.embedded:
        threading.Thread(target=_end_with_input, args=(server, centre), name="input", daemon=True).start()
    try:
        server.run(sockets=[listening])
    finally:
        listening.close()
    return 0


def _say(centre: Centre, given: argparse.Namespace, environment: Environment, port: int) -> None:
    """One JSON line: where it answers and how it is recognised; a fresh code where no desk of the sandbox is enrolled."""
    from .access.enrolment import DEVICE, FIRST_ADMIN
    from .access.operators import WHOLE_CITY, has_administrator

    said = {"url": f"https://127.0.0.1:{port}", "port": port, "ca_fingerprint": centre.parts.keys.authority.fingerprint}
    with centre.store.write() as db:
        if environment is Environment.SANDBOX:
            centre.enrolment.drop_unused(db, DEVICE)
            said["enrolment_code"] = centre.enrolment.issue(db, given.office)
        elif not has_administrator(db):
            centre.enrolment.drop_unused(db, FIRST_ADMIN)
            said["first_administrator_code"] = centre.enrolment.issue(db, WHOLE_CITY, FIRST_ADMIN)
    print(json.dumps(said), flush=True)  # noqa: T201  (the answer to whoever started it)


def _end_with_input(server: object, centre: Centre) -> None:
    """The parent is gone when its end of the pipe is: however it ended, this process does not outlive it."""
    try:
        while sys.stdin.buffer.read(4096):
            pass
    except (OSError, ValueError):
        pass
    centre.notifier.close()
    server.should_exit = True  # type: ignore[attr-defined]


def _key_from_input() -> RawKey:
    line = sys.stdin.buffer.readline(256).decode("ascii", "replace").strip()
    try:
        return RawKey.from_hex(line)
    except ValueError as error:
        raise errors.Trouble(BAD_KEY) from error


def _key_of_file(given: argparse.Namespace, url: str) -> RawKey:
    """Beside the database, made at the first start and readable by this account only."""
    folder = given.data or (Path(url.removeprefix("sqlite:///")).parent if url.startswith("sqlite") else Path.cwd())
    system.private_dir(folder)
    file = folder / "centre.key"
    if not file.exists():
        with open(file, "x", encoding="ascii", opener=system.private_file_opener) as made:
            made.write(RawKey.new().hex() + "\n")
    try:
        return RawKey.from_hex(file.read_text("ascii").strip())
    except (ValueError, UnicodeDecodeError) as error:
        raise errors.Trouble(BAD_KEY) from error


if __name__ == "__main__":
    sys.exit(main())

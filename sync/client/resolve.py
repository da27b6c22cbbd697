"""A name's addresses, with a limit: the system's resolver may hang for half a minute and cannot be called off."""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
import time
from collections.abc import Callable

from . import failures

Address = tuple[socket.AddressFamily, tuple[str, int]]
_SLICE = 0.1  # seconds between looks at whether anybody still wants to know


def addresses(host: str, port: int, limit: float, check: Callable[[], None]) -> list[Address]:
    """In the order of the resolver. `check` raises when the question is called off. Raises `line.dns`, `line.slow`."""
    try:
        literal = ipaddress.ip_address(host)
    except ValueError:
        return _ask(host, port, limit, check)
    family = socket.AF_INET6 if literal.version == 6 else socket.AF_INET
    return [(family, (host, port))]


def _ask(host: str, port: int, limit: float, check: Callable[[], None]) -> list[Address]:
    answer: queue.Queue[list[Address] | OSError] = queue.Queue()

    def look_up() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            answer.put(error)
        else:
            answer.put([(family, (str(at[0]), int(at[1]))) for family, _, _, _, at in found])

    # A daemon: a lookup that hangs must not keep the program from ending.
    threading.Thread(target=look_up, name="look-up", daemon=True).start()
    end = time.monotonic() + limit
    while True:
        check()
        try:
            told = answer.get(timeout=_SLICE)
        except queue.Empty:
            if time.monotonic() >= end:
                raise failures.line(failures.SLOW) from None
            continue
        if isinstance(told, OSError):
            raise failures.line(failures.DNS, host=host) from told
        return told

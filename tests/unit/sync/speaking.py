"""Centres that say little: one that greets and lets a clerk in, and one that takes a connection and is silent."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import orjson

from sync.contract import paths
from tests import builders as b

from .https_stub import Talk


def real_now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  (the desk of these tests goes by the computer's clock)


def greets(talk: Talk) -> None:
    """Greets in training and lets everybody in; every other question is put off."""
    now = real_now()
    if talk.request.path == paths.HELLO:
        talk.answer(orjson.dumps({"epoch": "e1", "server_time": now, "environment": "training"}))
    elif talk.request.path == paths.SIGN_IN:
        talk.answer(orjson.dumps(_let_in(now)))
    else:
        talk.answer(b"{}", 503)


def _let_in(now: datetime) -> dict[str, object]:
    until = now + timedelta(hours=100)
    return {
        "session": "new-token",
        "expires": until,
        "lease": {"until": until, "hours": 100},
        "operator": "clerk1",
        "name": "Първа Служителка",
        "role": "clerk",
        "office": b.OFFICE,
        "server_time": now,
    }


@dataclass
class Silent:
    """`taken`: the connections that it has taken so far."""

    url: str
    taken: list[socket.socket] = field(default_factory=list)


@contextmanager
def silent() -> Iterator[Silent]:
    """Takes every connection and never says anything, as a centre that hangs."""
    listener, stopping = socket.create_server(("127.0.0.1", 0)), threading.Event()
    listener.settimeout(0.05)
    made = Silent(f"https://127.0.0.1:{listener.getsockname()[1]}")

    def accept() -> None:
        while not stopping.is_set():
            try:
                made.taken.append(listener.accept()[0])
            except TimeoutError:
                continue

    thread = threading.Thread(target=accept, name="silent")
    thread.start()
    try:
        yield made
    finally:
        stopping.set()
        thread.join()
        for one in (*made.taken, listener):
            one.close()

"""A small HTTPS server on a free port that answers as the test says, or misbehaves in every way a line can."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

LIMIT = 20.0  # seconds; no connection of a test lives longer


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    connection: int


@dataclass
class Talk:
    """One connection, as the script sees it: the request that came, and the socket to answer on."""

    request: Request
    socket: socket.socket
    stopping: threading.Event

    def answer(
        self,
        body: bytes = b"{}",
        status: int = 200,
        media_type: str = "application/json",
        **headers: str,
    ) -> None:
        told = {"Content-Type": media_type, "Content-Length": str(len(body))}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        self.socket.sendall(f"HTTP/1.1 {status} Said\r\n{head}\r\n".encode() + body)

    def begin(self, **headers: str) -> None:
        """The head of an answer in chunks."""
        told = {"Content-Type": "application/json", "Transfer-Encoding": "chunked"} | headers
        head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        self.socket.sendall(f"HTTP/1.1 200 Said\r\n{head}\r\n".encode())

    def chunk(self, data: bytes) -> None:
        self.socket.sendall(b"%x\r\n%s\r\n" % (len(data), data))

    def reset(self) -> None:
        """End the connection as a middlebox does: with an RST."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        with suppress(OSError):
            socket.socket.close(self.socket)

    def hold(self) -> None:
        """Say nothing until the test is over."""
        self.stopping.wait(LIMIT)


Script = Callable[[Talk], None]


@dataclass
class Stub:
    port: int
    requests: list[Request] = field(default_factory=list)
    script: Script = Talk.answer

    @property
    def url(self) -> str:
        return f"https://127.0.0.1:{self.port}"


@contextmanager
def stub(context: ssl.SSLContext | None, script: Script = Talk.answer) -> Iterator[Stub]:
    """Serve by `script`; without a context a web server that knows no TLS."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.05)
    made, stopping = Stub(listener.getsockname()[1], script=script), threading.Event()
    threads: list[threading.Thread] = []

    def accept() -> None:
        number = 0
        while not stopping.is_set():
            try:
                plain, _ = listener.accept()
            except TimeoutError:
                continue
            number += 1
            thread = threading.Thread(target=_serve, args=(made, plain, context, stopping, number), name="stub-talk")
            threads.append(thread)
            thread.start()

    acceptor = threading.Thread(target=accept, name="stub")
    acceptor.start()
    try:
        yield made
    finally:
        stopping.set()
        acceptor.join()
        for thread in threads:
            thread.join()
        listener.close()


def _serve(
    made: Stub, plain: socket.socket, context: ssl.SSLContext | None, stopping: threading.Event, number: int
) -> None:
    plain.settimeout(LIMIT)
    connection = plain
    with suppress(OSError):
        if context is None:
            plain.recv(65536)
            plain.sendall(
                b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
            )  # as web servers answer a ClientHello
            stopping.wait(LIMIT)
        else:
            connection = context.wrap_socket(plain, server_side=True)
        while context is not None and not stopping.is_set():
            request = _read(connection, number, stopping)
            if request is None:
                break
            made.requests.append(request)
            made.script(Talk(request, connection, stopping))
    for one in (connection, plain):
        with suppress(OSError):
            one.close()


def _read(connection: socket.socket, number: int, stopping: threading.Event) -> Request | None:
    connection.settimeout(0.05)
    got = b""
    while b"\r\n\r\n" not in got:
        try:
            piece = connection.recv(65536)
        except TimeoutError:
            if stopping.is_set():
                return None
            continue
        if not piece:
            return None
        got += piece
    connection.settimeout(LIMIT)
    head, _, body = got.partition(b"\r\n\r\n")
    first, *lines = head.decode().split("\r\n")
    method, path, _ = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        body += connection.recv(65536)
    return Request(method, path, headers, body, number)

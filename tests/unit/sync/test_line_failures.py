"""What a line can do wrong, on real sockets: each cause has its own code, and nothing hangs."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from sync.client.failures import Kind, LineFailed
from sync.client.http import Ask, Line
from sync.client.transport import pinned

from .authority import Authority
from .https_stub import Script, Stub, Talk, stub

GET = Ask("GET", "/sync/v1/hello", read=5, whole=10)


def failure_of(line: Line, ask: Ask = GET) -> tuple[Kind, str]:
    with pytest.raises(LineFailed) as failed:
        line.fetch(ask)
    return failed.value.failure.kind, failed.value.code


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def test_server_down(authority: Authority) -> None:
    with Line(f"https://127.0.0.1:{free_port()}", pinned(authority.pem)) as line:
        assert failure_of(line) == (Kind.LINE, "line.down")


def test_name_without_an_address(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with Line("https://desk.example.bg", pinned(authority.pem)) as line:
        assert failure_of(line) == (Kind.LINE, "line.dns")


def test_a_resolver_that_hangs_can_be_called_off(authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()

    def hang(*_: object, **__: object) -> list[object]:
        over.wait(20)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    with Line("https://desk.example.bg", pinned(authority.pem)) as line:
        threading.Timer(0.2, line.switch.stop).start()
        start = time.monotonic()
        assert failure_of(line) == (Kind.STOPPED, "line.stopped")
        assert time.monotonic() - start < 2
    over.set()


def test_no_answer_in_time(server: Stub, line: Line) -> None:
    server.script = Talk.hold
    assert failure_of(line, Ask("GET", "/", read=0.3)) == (Kind.LINE, "line.slow")


def test_an_answer_that_drips_for_ever(server: Stub, line: Line) -> None:
    def drip(talk: Talk) -> None:
        talk.begin()
        while not talk.stopping.wait(0.05):
            talk.chunk(b"\n")

    server.script = drip
    assert failure_of(line, Ask("GET", "/", read=5, whole=0.4)) == (Kind.LINE, "line.slow")


def reset_in_the_middle(talk: Talk) -> None:
    talk.socket.sendall(b"HTTP/1.1 200 Said\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")
    talk.reset()


def closed_in_the_middle(talk: Talk) -> None:
    talk.begin()
    talk.chunk(b'{"half": ')
    talk.socket.close()


def closed_before_the_answer(talk: Talk) -> None:
    talk.socket.close()


@pytest.mark.parametrize("script", [reset_in_the_middle, closed_in_the_middle, closed_before_the_answer])
def test_reset_in_mid_reply(server: Stub, line: Line, script: Script) -> None:
    server.script = script
    assert failure_of(line) == (Kind.LINE, "line.broken")


def says(body: bytes, status: int = 200, media_type: str = "application/json", **headers: str) -> Script:
    return lambda talk: talk.answer(body, status, media_type, **headers)


def raw(data: bytes) -> Script:
    def script(talk: Talk) -> None:
        talk.socket.sendall(data)
        talk.socket.close()

    return script


@pytest.mark.parametrize(
    "script",
    [
        says(b"hello", media_type="text/plain"),
        says(b"\x00\x01", media_type="application/octet-stream"),
        says(b"{}", Content_Encoding="br"),
        says(b"not zstd", Content_Encoding="zstd"),
        says(b"not gzip", Content_Encoding="gzip"),
        says(b"{}", Content_Digest="sha-256=:AAAA:"),
        says(b"nothing of ours", 404, "text/plain"),
        raw(b"SSH-2.0-OpenSSH_9.2p1\r\n\r\n"),
    ],
)
def test_nonsense(server: Stub, line: Line, script: Script) -> None:
    server.script = script
    kind, code = failure_of(line)
    assert code == "line.nonsense"
    assert kind in (Kind.SERVER, Kind.REFUSED)


@pytest.mark.parametrize(
    "script",
    [
        says(b"<html>Wi-Fi</html>", media_type="text/html; charset=utf-8"),
        says(b"", 302, "text/html", Location="https://login.example/"),
        says(b"<html>sign in</html>", 511, "text/html"),
        says(b"<html>forbidden</html>", 403, "text/html"),
    ],
)
def test_captive_portal(server: Stub, line: Line, script: Script) -> None:
    server.script = script
    assert failure_of(line) == (Kind.SERVER, "line.captive")
    assert len(server.requests) == 1, "no redirect is followed"


Bad = Callable[[Authority, Path], ssl.SSLContext | None]


@pytest.mark.parametrize(
    ("context", "code"),
    [
        (lambda _, folder: Authority("Another CA").context(folder), "line.certificate"),
        (
            lambda ca, folder: ca.context(folder, ends=timedelta(days=-1), begins=timedelta(days=-9)),
            "line.certificate_expired",
        ),
        (lambda ca, folder: ca.context(folder, begins=timedelta(days=1)), "line.certificate_early"),
        (lambda ca, folder: ca.context(folder, host="elsewhere.example"), "line.certificate_name"),
        (lambda *_: None, "line.not_secure"),
    ],
)
def test_the_other_side_is_not_our_centre(authority: Authority, folder: Path, context: Bad, code: str) -> None:
    with stub(context(authority, folder)) as server, Line(server.url, pinned(authority.pem)) as line:
        assert failure_of(line, Ask("POST", "/auth/v1/sign-in", body=b'{"password": "secret"}')) == (Kind.SERVER, code)
        assert not server.requests, "nothing was sent"


@pytest.mark.parametrize(
    ("status", "headers", "kind", "code", "retry_after"),
    [
        (500, {}, Kind.SERVER, "line.server_error", 0),
        (502, {}, Kind.SERVER, "line.server_error", 0),
        (503, {"Retry_After": "17"}, Kind.SERVER, "line.busy", 17),
        (429, {"Retry_After": "Mon, 23 Nov 2026 08:00:00 GMT"}, Kind.SERVER, "line.busy", 0),
        (413, {}, Kind.TOO_LARGE, "line.operation_too_large", 0),
    ],
)
def test_what_a_proxy_may_say_in_its_own_words(
    server: Stub, line: Line, status: int, headers: dict[str, str], kind: Kind, code: str, retry_after: float
) -> None:
    media_type = "text/html" if status in (413, 502) else "text/plain"
    server.script = says(b"<html>proxy</html>", status, media_type, **headers)
    with pytest.raises(LineFailed) as failed:
        line.fetch(GET)
    told = failed.value.failure
    assert (told.kind, told.code, told.retry_after, told.status) == (kind, code, retry_after, status)


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, Kind.REFUSED),
        (401, Kind.SIGN_IN),
        (403, Kind.REFUSED),
        (410, Kind.GONE),
        (413, Kind.TOO_LARGE),
        (422, Kind.REFUSED),
        (426, Kind.TOO_OLD),
        (503, Kind.SERVER),
    ],
)
def test_the_centres_own_reasons_pass_through(server: Stub, line: Line, status: int, kind: Kind) -> None:
    body = b'{"code": "sign_in.blocked", "params": {"seconds": 40, "code": "no", "Evil Name": 1}}'
    server.script = says(body, status, "application/problem+json")
    with pytest.raises(LineFailed) as failed:
        line.fetch(GET)
    told = failed.value.failure
    assert (told.kind, told.code, dict(told.params)) == (kind, "sign_in.blocked", {"seconds": 40})


def test_a_reason_that_is_none_of_ours_in_form(server: Stub, line: Line) -> None:
    server.script = says(b'{"code": "<script>alert(1)</script>"}', 400, "application/problem+json")
    assert failure_of(line) == (Kind.REFUSED, "line.nonsense")

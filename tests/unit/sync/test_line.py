"""The line when it works: what is sent, what may come back, and ending it at will."""

from __future__ import annotations

import base64
import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import orjson
import pytest
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from operator_app.formats import batch as texts
from operator_app.ports.sync_store import Device, Waiting
from sync.client import calls, codec
from sync.client.failures import Kind, LineFailed
from sync.client.http import Ask, Line
from sync.client.skew import Skew
from sync.client.transport import pinned
from sync.contract import digest
from sync.contract.messages import PushRequest

from .authority import Authority
from .fake_centre import THEN, FakeCentre
from .fake_store import FakeStore
from .https_stub import Script, Stub, Talk

KEY = Ed25519PrivateKey.generate()
DEVICE = Device("desk-1", "68134-01", "Средец", "sandbox", "", "", KEY.private_bytes_raw(), b"")
GET = Ask("GET", "/", read=5)


def waiting(*cases: str) -> list[Waiting]:
    store = FakeStore()
    return [store.ops[store.make(case)] for case in cases]


def reply_to(ops: list[Waiting]) -> bytes:
    return FakeCentre().push("batch-1", [op.raw for op in ops]).model_dump_json(by_alias=True).encode()


def test_a_push_carries_the_frozen_bytes_signed_and_packed(server: Stub, authority: Authority) -> None:
    ops = waiting("случай", "б")
    server.script = lambda talk: talk.answer(reply_to(ops))
    with Line(server.url, pinned(authority.pem), token=lambda: "token-1") as line:
        reply = calls.push(line, DEVICE, "batch-1", ops, skew=120)
    assert [result.op for result in reply.results] == [op.op for op in ops]
    (came,) = server.requests
    assert (came.method, came.path) == ("POST", "/sync/v1/push")
    assert came.headers["sync-protocol"] == "1"
    assert came.headers["authorization"] == "Bearer token-1"
    assert came.headers["idempotency-key"] == "batch-1"
    assert came.headers["content-encoding"] == "zstd"
    assert digest.holds(came.headers["content-digest"], came.body)
    said = PushRequest.model_validate_json(zstandard.ZstdDecompressor().decompress(came.body))
    assert [one.encode() for one in said.operations] == [op.raw for op in ops]
    assert (said.device, said.skew) == ("desk-1", 120)
    text = texts.push_text("desk-1", "batch-1", [op.digest for op in ops])
    KEY.public_key().verify(base64.b64decode(said.signature), text)


def test_one_connection_is_kept(server: Stub, line: Line) -> None:
    for _ in range(3):
        line.fetch(GET)
    assert {request.connection for request in server.requests} == {1}


def test_after_a_failure_the_next_request_has_a_new_connection(server: Stub, line: Line) -> None:
    server.script = Talk.reset
    with pytest.raises(LineFailed):
        line.fetch(GET)
    server.script = Talk.answer
    assert line.fetch(GET).body == b"{}"


@pytest.mark.parametrize(("encoding", "pack"), [("zstd", codec.pack), ("gzip", gzip.compress), ("", bytes)])
def test_answers_come_packed_or_plain(server: Stub, line: Line, encoding: str, pack: type[bytes]) -> None:
    body = orjson.dumps({"text": "преписка " * 100})
    server.script = lambda talk: talk.answer(pack(body), Content_Encoding=encoding or "identity")
    assert line.fetch(GET).body == body


@pytest.mark.parametrize("pack", [codec.pack, gzip.compress, bytes])
def test_nothing_is_unpacked_beyond_the_limit(pack: type[bytes]) -> None:
    bomb = pack(bytes(50_000_000))
    encoding = {codec.pack: "zstd", gzip.compress: "gzip"}.get(pack, "")  # type: ignore[call-overload]
    with pytest.raises(LineFailed) as failed:
        codec.unpack(bomb, encoding, most=1_000_000)
    assert failed.value.code == "line.nonsense"


def test_an_answer_without_end_is_cut_at_the_limit(server: Stub, line: Line) -> None:
    def flood(talk: Talk) -> None:
        talk.begin()
        while not talk.stopping.is_set():
            talk.chunk(bytes(65536))

    server.script = flood
    with pytest.raises(LineFailed) as failed:
        line.fetch(Ask("GET", "/", most=1_000_000, read=5))
    assert failed.value.code == "line.nonsense"


def page_after(beats: int) -> Script:
    page = FakeCentre().changes("", 10)
    assert page is not None

    def script(talk: Talk) -> None:
        talk.begin()
        for _ in range(beats):
            talk.chunk(b"\n")
            if talk.stopping.wait(0.1):
                return
        talk.chunk(page.model_dump_json(by_alias=True).encode())
        talk.socket.sendall(b"0\r\n\r\n")

    return script


def test_a_long_poll_waits_through_blank_lines(server: Stub, line: Line) -> None:
    server.script = page_after(beats=4)
    got = calls.changes(line, "cursor", wait=25, limit=50)
    assert got.page.epoch == "epoch-1"
    assert got.seconds >= 0.4
    assert server.requests[0].path == "/sync/v1/changes?cursor=cursor&wait=25&limit=50"


@contextmanager
def later(job: object, seconds: float = 0.25) -> Iterator[None]:
    timer = threading.Timer(seconds, job)  # type: ignore[arg-type]
    timer.start()
    yield
    timer.join()


@pytest.mark.parametrize("script", [Talk.hold, page_after(beats=200)])
def test_a_long_poll_ends_within_a_second_when_asked(server: Stub, line: Line, script: Script) -> None:
    server.script = script
    start = time.monotonic()
    with later(line.switch.stop), pytest.raises(LineFailed) as failed:
        calls.changes(line, "", wait=25, limit=50)
    assert failed.value.failure.kind is Kind.STOPPED
    assert time.monotonic() - start < 1.25
    line.switch.ready()
    server.script = page_after(beats=0)
    assert calls.changes(line, "", wait=0, limit=50).page.entries == []


def test_a_cut_line_breaks_what_is_under_way_and_refuses_the_rest(server: Stub, line: Line) -> None:
    server.script = Talk.hold
    with later(line.switch.line.cut), pytest.raises(LineFailed) as failed:
        line.fetch(GET)
    assert failed.value.code == "line.broken"
    server.script = Talk.answer
    with pytest.raises(LineFailed) as failed:
        line.fetch(GET)
    assert failed.value.code == "line.down"
    assert len(server.requests) == 1
    line.switch.line.restore()
    assert line.fetch(GET).body == b"{}"


def test_a_reply_is_lost_after_the_centre_has_answered(server: Stub, line: Line) -> None:
    line.switch.lose_next_reply()
    with pytest.raises(LineFailed) as failed:
        line.fetch(Ask("POST", "/", body=b"{}", read=5))
    assert failed.value.code == "line.broken"
    assert len(server.requests) == 1, "the centre had it"
    assert line.switch.lost.is_set()
    assert line.switch.line.is_cut


def test_a_document_comes_in_parts(server: Stub, line: Line) -> None:
    whole = bytes(range(256)) * 10
    etag = "ab" * 32

    def ranged(talk: Talk) -> None:
        first, last = (int(number) for number in talk.request.headers["range"].removeprefix("bytes=").split("-"))
        part = whole[first : last + 1]
        place = f"bytes {first}-{first + len(part) - 1}/{len(whole)}"
        talk.answer(part, 206, "application/pdf", ETag=f'"{etag}"', Content_Range=place)

    server.script = ranged
    got, wanted = b"", calls.WantedDocument("случай/1", "doc 1", 0)
    while len(got) < len(whole):
        part = calls.document_part(line, wanted, size=1000)
        assert (part.offset, part.total, part.etag, part.media_type) == (len(got), 2560, etag, "application/pdf")
        got += part.data
        wanted = calls.WantedDocument(wanted.case, wanted.document, len(got), part.etag)
    assert got == whole
    assert server.requests[0].path.endswith("/%D1%81%D0%BB%D1%83%D1%87%D0%B0%D0%B9%2F1/doc%201")
    assert "if-match" not in server.requests[0].headers
    assert server.requests[1].headers["if-match"] == f'"{etag}"'


@pytest.mark.parametrize(
    "headers",
    [
        {"Content_Range": "bytes 5-9/10", "ETag": '"' + "ab" * 32 + '"'},  # another place than was asked for
        {"Content_Range": "bytes 0-99/100", "ETag": '"' + "ab" * 32 + '"'},  # longer than what came
        {"Content_Range": "bytes 0-4/99999999999", "ETag": '"' + "ab" * 32 + '"'},  # larger than any document
        {"Content_Range": "bytes 0-4/5", "ETag": '"no digest"'},
        {},
    ],
)
def test_a_part_that_does_not_fit_is_nonsense(server: Stub, line: Line, headers: dict[str, str]) -> None:
    server.script = lambda talk: talk.answer(b"12345", 206, "application/pdf", **headers)
    with pytest.raises(LineFailed) as failed:
        calls.document_part(line, calls.WantedDocument("c", "d", 0))
    assert failed.value.code == "line.nonsense"


def test_the_date_of_an_answer_shows_how_far_the_clocks_are_apart(server: Stub, authority: Authority) -> None:
    here = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    skew = Skew(lambda: here, by_date=True)
    date = format_datetime(here + timedelta(minutes=7), usegmt=True)
    server.script = lambda talk: talk.answer(b"{}", Date=date)
    with Line(server.url, pinned(authority.pem), skew=skew) as line:
        assert skew.milliseconds is None
        line.fetch(GET)
    assert skew.milliseconds == pytest.approx(7 * 60_000, abs=1500)


def test_in_the_sandbox_only_the_time_told_counts_and_half_the_way_is_allowed_for(
    server: Stub, authority: Authority
) -> None:
    heard: list[tuple[datetime, float]] = []
    skew = Skew(lambda: THEN, by_date=False, on_time=lambda at, seconds: heard.append((at, seconds)))
    hello = FakeCentre().hello().model_dump_json().encode()
    date = format_datetime(THEN + timedelta(days=3), usegmt=True)
    server.script = lambda talk: talk.answer(hello, Date=date)
    with Line(server.url, pinned(authority.pem), skew=skew) as line:
        calls.hello(line)
    ((at, seconds),) = heard
    assert at == THEN
    assert skew.milliseconds == pytest.approx(seconds * 500, abs=1)

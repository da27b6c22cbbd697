"""The paths over real TLS: what is taken, what is refused, and in which form."""

from __future__ import annotations

import gzip
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import httpx
import orjson
import pytest
import zstandard

from operator_app.domain.case import Case
from operator_app.formats import canonical
from sync.central.inspection import inspect
from sync.contract import digest, messages, paths
from tests import builders as b
from tests.noise_guard import Expected

from .core import file_case
from .served import EnrolledDesk, World, problem, serving


@pytest.fixture
def case(world: World, desk: EnrolledDesk) -> Case:
    return file_case(world.centre, f"case-{desk.enrolled.device}")


def test_hello_says_what_it_speaks(world: World) -> None:
    said = messages.Hello.model_validate_json(world.get(paths.HELLO).content)
    assert said.protocols == [1]
    assert said.environment == "sandbox"
    assert said.epoch == world.centre.parts.home.epoch
    assert {canonical.digest(b.package("2107")), canonical.digest(b.package("2079"))} <= set(said.rules)
    assert "case.claimed" in said.kinds
    assert said.trust_version >= 1


def test_what_was_published_can_be_fetched_by_name(world: World, desk: EnrolledDesk) -> None:
    known = canonical.digest(b.package("2107"))
    assert desk.get(paths.RULES.format(digest=known)).content == b.package("2107")
    assert problem(desk.get(paths.RULES.format(digest="0" * 64))) == (404, "rules.unknown")
    assert desk.get(paths.TRUST).content == world.centre.publishing.trust_package()


@pytest.mark.parametrize("packing", ["zstd", "gzip", ""])
def test_a_batch_is_taken_packed_or_plain(world: World, desk: EnrolledDesk, case: Case, packing: str) -> None:
    body = desk.push_body(desk.chain.claim(case))
    packed = {"zstd": zstandard.ZstdCompressor().compress, "gzip": gzip.compress}.get(packing, bytes)(body)
    answer = desk.send(packed, packed=False, Content_Encoding=packing, Content_Digest=digest.field(packed))
    (result,) = messages.PushReply.model_validate_json(answer.content).results
    assert result.result == "applied"


def test_a_reply_that_is_lost_after_the_commit_costs_nothing(world: World, desk: EnrolledDesk, case: Case) -> None:
    """The whole request goes out, and the line is cut before any of the answer is read."""
    claim = desk.chain.claim(case)
    body = desk.push_body(claim)
    head = f"POST {paths.PUSH} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {desk.token}\r\n"
    head += f"Content-Length: {len(body)}\r\n\r\n"
    context = ssl.create_default_context(cadata=world.centre.parts.keys.authority.pem)
    with (
        socket.create_connection(("127.0.0.1", world.served.port)) as raw,
        context.wrap_socket(raw, server_hostname="localhost") as line,
    ):
        line.sendall(head.encode() + body)
        assert line.recv(1), "it was committed"
    (result,) = desk.push(claim).results
    assert result.result == "duplicate"
    assert inspect(world.centre)["effects"][claim.operation.id] == 1


def test_who_does_not_hold_the_device_s_key_pushes_nothing(world: World, desk: EnrolledDesk, case: Case) -> None:
    body = orjson.loads(desk.push_body(desk.chain.claim(case)))
    for changed in ({"batch": "another"}, {"operations": [*body["operations"], *body["operations"]]}):
        assert problem(desk.send(orjson.dumps({**body, **changed}))) == (401, "device.bad_signature")


def test_a_session_of_another_office_delivers_nothing_here(world: World, desk: EnrolledDesk, case: Case) -> None:
    stranger = world.device("68134-17")
    stranger.sign_in()
    body = desk.push_body(desk.chain.claim(case))
    desk.token = stranger.token
    assert problem(desk.send(body)) == (401, "session.revoked")


def test_what_is_too_large_is_refused_before_and_after_unpacking(desk: EnrolledDesk) -> None:
    plain = b" " * (messages.MAX_BATCH_BYTES + 1)
    assert problem(desk.send(plain, packed=False)) == (413, "request.too_large")
    bomb = zstandard.ZstdCompressor().compress(b" " * 64 * 1024 * 1024)
    assert len(bomb) < 64 * 1024
    assert problem(desk.send(bomb, packed=False, Content_Encoding="zstd")) == (413, "request.too_large")
    many = orjson.loads(desk.push_body())
    many["operations"] = ["{}"] * (messages.MAX_BATCH_OPERATIONS + 1)
    assert problem(desk.send(orjson.dumps(many))) == (413, "push.too_many")


def test_a_body_that_grows_past_its_limit_on_the_way_is_cut_off(world: World, desk: EnrolledDesk) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(messages.MAX_BATCH_BYTES // 65536 + 2):
            yield b" " * 65536

    answer = world.client.post(paths.PUSH, content=pieces(), headers=desk.bearer)
    assert problem(answer) == (413, "request.too_large")


@pytest.mark.parametrize(
    ("content", "headers", "status", "code"),
    [
        (b"{", {}, 400, "request.malformed"),
        ('{"batch":"тайна"}'.encode(), {}, 400, "request.malformed"),
        (b"xx", {"Content_Encoding": "zstd"}, 400, "request.malformed"),
        (b"xx", {"Content_Encoding": "br"}, 415, "request.bad_encoding"),
        (b"{}", {"Content_Digest": digest.field(b"other")}, 400, "request.malformed"),
    ],
)
def test_nonsense_is_told_as_that_and_quotes_nothing(
    desk: EnrolledDesk, content: bytes, headers: dict[str, str], status: int, code: str
) -> None:
    answer = desk.send(content, packed=False, **headers)
    assert problem(answer) == (status, code)
    assert "тайна" not in answer.text


def test_a_form_that_is_wrong_quotes_nothing_either(world: World) -> None:
    answer = world.client.post(paths.SIGN_IN, json={"account": "sredets", "password": "тайната ми"})
    assert problem(answer) == (400, "request.malformed")
    assert "тайната" not in answer.text


def test_an_old_program_may_push_but_not_pull(world: World, desk: EnrolledDesk, case: Case) -> None:
    assert problem(desk.get(paths.CHANGES, Sync_Protocol="0")) == (426, "line.too_old")
    body = desk.push_body(desk.chain.claim(case))
    assert desk.send(body, Sync_Protocol="0").status_code == 200


def test_a_cursor_of_another_centre_is_gone(desk: EnrolledDesk) -> None:
    assert problem(desk.get(paths.CHANGES + "?cursor=AAAA")) == (410, "cursor.foreign")


def test_paths_that_are_not_there_answer_in_the_same_form(world: World) -> None:
    assert problem(world.get("/nothing/here")) == (404, "request.unknown_path")
    assert problem(world.client.delete(paths.HELLO)) == (405, "request.malformed")


def test_a_page_is_packed_where_the_desk_takes_it(world: World, desk: EnrolledDesk, case: Case) -> None:
    packed = desk.get(paths.CHANGES, Accept_Encoding="zstd, gzip")
    assert packed.headers["content-encoding"] == "zstd"
    plain = desk.get(paths.CHANGES, Accept_Encoding="identity")
    assert "content-encoding" not in plain.headers
    assert messages.Page.model_validate_json(packed.content).entries == (
        messages.Page.model_validate_json(plain.content).entries
    )


def test_only_tls_is_spoken_and_only_by_its_own_authority(world: World) -> None:
    with pytest.raises(httpx.TransportError), httpx.Client(trust_env=False) as client:
        client.get(world.served.url.replace("https", "http") + paths.HELLO)
    with pytest.raises(httpx.ConnectError, match="CERTIFICATE"), httpx.Client(trust_env=False) as client:
        client.get(world.served.url + paths.HELLO)


def test_a_bug_is_logged_without_what_it_says_and_answered_as_a_fault(tmp_path: Path, expected: Expected) -> None:
    expected.log_line(r"ERROR central\.http: fault: ZeroDivisionError at test_http\.py:\d+")
    with serving(tmp_path) as world:

        def bug(*_: object) -> None:
            raise ZeroDivisionError("Някой Гражданин")

        world.centre.publishing.trust_version = bug  # type: ignore[assignment,method-assign]
        assert problem(world.get(paths.HELLO)) == (500, "centre.fault")
        assert problem(world.get("/nothing")) == (404, "request.unknown_path"), "and it goes on"


def test_the_accounts_of_the_sandbox_are_those_of_the_office_that_asks(world: World) -> None:
    said = messages.SandboxAccounts.model_validate_json(world.get(paths.SANDBOX_ACCOUNTS + "?office=68134-16").content)
    assert [one.account for one in said.accounts] == ["studentski", "studentski.senior", "admin"]

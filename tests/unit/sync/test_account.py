"""Enrolling and signing in at the real centre: nothing is trusted on first use, and each no has its own code."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from operator_app.domain.errors import Refused, Told
from operator_app.formats import enrolment_code
from operator_app.ports.sync_store import Device, StoredSession
from operator_app.services.clock import SystemClock
from sync.client.account import AccountDesk, renew
from sync.client.enrol import address, enrol
from sync.client.failures import LineFailed
from sync.client.http import Line
from sync.client.transport import pinned
from sync.contract.messages import SignInRequest
from tests.unit.central.served import World

from .authority import Authority
from .fake_centre import THEN, FakeCentre
from .https_stub import Stub, Talk, stub

NOW = SystemClock().now


@pytest.fixture
def device(world: World) -> Device:
    return enrol(world.served.url, world.code(), environment="sandbox", name="desk")


@pytest.fixture
def centre(device: Device) -> Iterator[AccountDesk]:
    with AccountDesk(device, NOW) as made:
        yield made


def test_a_code_makes_this_computer_a_device_of_the_office(world: World) -> None:
    made = enrol(f"  {world.served.url}/ ", world.code().lower(), environment="sandbox", name="desk")
    assert (made.office, made.environment, made.service_url) == ("68134-01", "sandbox", world.served.url)
    assert len(made.private_key) == len(made.trust_root) == 32
    assert enrolment_code.fingerprint(ssl.PEM_cert_to_DER_cert(made.ca_pem)) == enrolment_code.fingerprint(
        ssl.PEM_cert_to_DER_cert(world.centre.parts.keys.authority.pem)
    )


def test_a_code_is_good_once(world: World) -> None:
    code = world.code()
    enrol(world.served.url, code, environment="sandbox", name="desk")
    with pytest.raises(Refused) as told:
        enrol(world.served.url, code, environment="sandbox", name="desk")
    assert told.value.code == "enrol.code_used"


def test_a_code_of_another_environment_is_not_spent(world: World) -> None:
    code = world.code()
    with pytest.raises(Refused) as told:
        enrol(world.served.url, code, environment="work", name="desk")
    assert told.value.code == "enrol.other_environment"
    assert enrol(world.served.url, code, environment="sandbox", name="desk")


@pytest.fixture
def impostor(authority: Authority, server_context: ssl.SSLContext) -> Iterator[Stub]:
    """Somebody else's server with a CA of its own, which it hands out as the centre does."""

    def script(talk: Talk) -> None:
        talk.answer(authority.pem.encode(), media_type="application/x-pem-file")

    with stub(server_context, script) as made:
        yield made


def test_another_centre_is_found_out_before_anything_is_sent(world: World, impostor: Stub) -> None:
    code = world.code()
    with pytest.raises(Refused) as told:
        enrol(impostor.url, code, environment="sandbox", name="desk")
    assert told.value.code == "enrol.other_centre"
    assert [(one.method, one.path, one.body) for one in impostor.requests] == [("GET", "/enrol/v1/ca", b"")]
    secret = enrolment_code.decode(code).secret
    assert not any(secret in str(one) for one in impostor.requests)


def test_a_go_between_that_hands_out_the_true_ca_gets_no_further(
    world: World, authority: Authority, server_context: ssl.SSLContext
) -> None:
    """It can pass the public certificate on, but has no key for a server certificate under it."""
    true_ca = world.centre.parts.keys.authority.pem.encode()
    with stub(server_context, lambda talk: talk.answer(true_ca)) as between:
        with pytest.raises(LineFailed) as told:
            enrol(between.url, world.code(), environment="sandbox", name="desk")
        assert told.value.code == "line.certificate"
        assert len(between.requests) == 1


@pytest.mark.parametrize("body", [b"", b"not a certificate", b"\xff\xfe", b"-----BEGIN CERTIFICATE-----\n%%%"])
def test_no_certificate_where_the_ca_should_be(world: World, impostor: Stub, body: bytes) -> None:
    impostor.script = lambda talk: talk.answer(body)
    with pytest.raises(Told) as told:
        enrol(impostor.url, world.code(), environment="sandbox", name="desk")
    assert told.value.code == "line.nonsense"


def test_a_mistyped_code_asks_nobody(impostor: Stub) -> None:
    with pytest.raises(Refused) as told:
        enrol(impostor.url, "ABCDE-12345", environment="sandbox", name="desk")
    assert told.value.code.startswith("enrol.code_")
    assert not impostor.requests


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("desk.sofia.bg", "https://desk.sofia.bg"),
        ("https://desk.sofia.bg:8443/", "https://desk.sofia.bg:8443"),
        (" 10.0.0.7:8443 ", "https://10.0.0.7:8443"),
        ("https://[::1]:8443", "https://[::1]:8443"),
    ],
)
def test_addresses_as_they_are_typed(typed: str, read: str) -> None:
    assert address(typed) == read


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "https://[::1",
        "desk:port",
        "http://desk.sofia.bg",
        "https://",
        "https://a/b",
        "https://u:p@host",
        "desk:99999",
        "ftp://x",
        "a?b",
    ],
)
def test_what_is_no_address_of_a_service(typed: str) -> None:
    with pytest.raises(Refused) as told:
        address(typed)
    assert told.value.code == "enrol.address"


def test_both_factors_give_a_session_and_a_lease(world: World, centre: AccountDesk) -> None:
    ready = world.ready()
    said = centre.sign_in(ready.account, ready.password, ready.code)
    assert (said.account, said.role, said.office) == (ready.account, "clerk", "68134-01")
    assert said.lease_hours == 72
    assert said.lease_until - said.server_time == timedelta(hours=72)
    assert said.session.token
    assert said.session.expires == said.lease_until


def test_each_no_has_its_own_code(world: World, centre: AccountDesk) -> None:
    ready, there = world.ready("senior"), world.ready(office="68134-17")
    tries = [
        ((ready.account, "друга парола", ready.code), "sign_in.wrong_password"),
        ((ready.account, ready.password, "abcdef"), "sign_in.wrong_code"),
        ((there.account, there.password, there.code), "sign_in.other_office"),
    ]
    for said, code in tries:
        with pytest.raises(Refused) as told:
            centre.sign_in(*said)
        assert told.value.code == code


def test_a_device_that_the_centre_does_not_know(world: World, device: Device) -> None:
    ready = world.ready()
    with AccountDesk(replace(device, id="nobody"), NOW) as centre, pytest.raises(Refused) as told:
        centre.sign_in(ready.account, ready.password, ready.code)
    assert told.value.code.startswith("sign_in.")


def test_a_reason_that_this_program_has_no_word_for_is_told_as_that(
    device: Device, authority: Authority, server: Stub
) -> None:
    server.script = lambda talk: talk.answer(
        b'{"code": "sign_in.moon_phase", "status": 403}', 403, "application/problem+json"
    )
    here = replace(device, service_url=server.url, ca_pem=authority.pem, environment="work")
    with AccountDesk(here, NOW) as centre, pytest.raises(Refused) as told:
        centre.sign_in("a", "b", "c")
    assert (told.value.code, told.value.params) == ("sign_in.refused", {"reason": "sign_in.moon_phase"})


def test_the_sandbox_tells_its_accounts_and_its_time(world: World, device: Device) -> None:
    heard: list[datetime] = []
    with AccountDesk(device, NOW, on_time=lambda at, _seconds: heard.append(at)) as centre:
        ready = centre.sandbox_accounts()
    assert {one.role for one in ready} >= {"clerk", "senior"}
    assert all(one.code and one.password for one in ready)
    assert abs(heard[0] - datetime.now(UTC)) < timedelta(seconds=10)  # noqa: TID251


def test_where_the_clock_is_a_set_one_it_is_asked_before_signing_in(
    device: Device, authority: Authority, server: Stub
) -> None:
    """The desk signs with the centre's time, however wrong this computer's clock is."""
    clock = SystemClock()
    clock.follow(timedelta(days=400))

    def follow(server_time: datetime, _seconds: float) -> None:
        clock.follow(clock.offset() + (server_time - clock.now()))

    def script(talk: Talk) -> None:
        if talk.request.method == "GET":
            talk.answer(FakeCentre().hello().model_dump_json().encode())
        else:
            talk.answer(b'{"code": "sign_in.wrong_code", "status": 403}', 403, "application/problem+json")

    server.script = script
    here = replace(device, service_url=server.url, ca_pem=authority.pem)
    with AccountDesk(here, clock.now, on_time=follow) as centre, pytest.raises(Refused):
        centre.sign_in("a", "b", "c")
    said = SignInRequest.model_validate_json(server.requests[-1].body)
    assert abs(said.at - THEN) < timedelta(seconds=10)


def test_a_session_is_renewed_and_still_good(world: World, device: Device, centre: AccountDesk) -> None:
    ready = world.ready()
    session = centre.sign_in(ready.account, ready.password, ready.code).session
    with Line(device.service_url, pinned(device.ca_pem), token=lambda: session.token) as line:
        renewed = renew(line, device, session, NOW())
    assert renewed.token != session.token
    assert (renewed.operator, renewed.expires) == (session.operator, session.expires)
    with Line(device.service_url, pinned(device.ca_pem), token=lambda: renewed.token) as line:
        assert renew(line, device, renewed, NOW()).token


def test_a_session_cannot_leave_its_device(world: World, device: Device, centre: AccountDesk) -> None:
    ready = world.ready()
    session = centre.sign_in(ready.account, ready.password, ready.code).session
    other = enrol(world.served.url, world.code(), environment="sandbox", name="other")
    with (
        Line(other.service_url, pinned(other.ca_pem), token=lambda: session.token) as line,
        pytest.raises(LineFailed),
    ):
        renew(line, other, StoredSession(session.token, session.operator, session.expires), NOW())


def test_a_person_who_gives_up_is_not_kept_waiting(device: Device, authority: Authority, server: Stub) -> None:
    server.script = Talk.hold
    here = replace(device, service_url=server.url, ca_pem=authority.pem, environment="work")
    with AccountDesk(here, NOW) as centre:
        timer = threading.Timer(0.2, centre.cancel)
        timer.start()
        start = time.monotonic()
        with pytest.raises(LineFailed) as told:
            centre.sign_in("a", "b", "c")
        timer.join()
    assert told.value.code == "line.stopped"
    assert time.monotonic() - start < 1

"""Both factors, each once, each cause told apart, and never before its turn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from operator_app.formats import batch as texts
from sync.central.access import devices, operators, totp
from sync.central.policy import PHONE, TryPolicy
from sync.contract import messages, paths

from .core import CHEAP
from .served import EnrolledDesk, World, problem, serving


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[World]:
    """A centre of its own: tries and used codes are not shared."""
    with serving(tmp_path) as made:
        yield made


def test_both_factors_give_a_session_and_a_lease(world: World) -> None:
    said = world.device().sign_in("senior")
    assert (said.operator, said.role, said.office) == ("sredets.senior", "senior", "68134-01")
    assert set(said.rights) == {"cases", "take_over"}
    assert said.lease.hours == 72
    assert said.lease.until - said.server_time == timedelta(hours=72)
    assert said.expires == said.lease.until


def test_each_cause_has_its_own_code(fresh: World) -> None:
    desk, ready = fresh.device(), fresh.ready()
    assert problem(desk.try_sign_in(ready.account, "друга парола", ready.code)) == (403, "sign_in.wrong_password")
    assert problem(desk.try_sign_in("nobody", ready.password, ready.code)) == (403, "sign_in.wrong_password")
    assert problem(desk.try_sign_in(ready.account, ready.password, "abcdef")) == (403, "sign_in.wrong_code")
    assert problem(desk.try_sign_in(ready.account, ready.password, "12345б")) == (403, "sign_in.wrong_code")
    there = fresh.ready(office="68134-17")
    assert problem(desk.try_sign_in(there.account, there.password, there.code)) == (403, "sign_in.other_office")


def test_a_wrong_password_says_nothing_of_the_code(fresh: World) -> None:
    desk, ready = fresh.device(), fresh.ready()
    assert problem(desk.try_sign_in(ready.account, "друга парола", "abcdef")) == (403, "sign_in.wrong_password")


def test_spaces_and_capital_letters_are_forgiven_where_they_mean_nothing(world: World) -> None:
    desk, ready = world.device(), world.ready()
    code = f" {ready.code[:3]} {ready.code[3:]} "
    assert desk.try_sign_in(f" {ready.account.upper()} ", ready.password, code).status_code == 200


def test_a_code_is_good_once(fresh: World) -> None:
    desk, ready = fresh.device(), fresh.ready()
    assert desk.try_sign_in(ready.account, ready.password, ready.code).status_code == 200
    assert problem(desk.try_sign_in(ready.account, ready.password, ready.code)) == (403, "sign_in.code_used")


def test_the_sandbox_shows_a_code_that_is_still_good(fresh: World) -> None:
    desk = fresh.device()
    seen = set()
    for _ in range(3):
        ready = fresh.ready()
        seen.add(ready.code)
        desk.sign_in()
    assert len(seen) == 3


def test_a_code_of_another_time_shows_that_a_clock_is_wrong(tmp_path: Path) -> None:
    with serving(tmp_path, replace(CHEAP, drift=PHONE)) as world:
        desk, ready = world.device(), world.ready()
        with world.centre.store.read() as db:
            secret = operators.find(db, world.centre.parts.sealing, ready.account).totp
        step = totp.step_of(world.centre.parts.clock.real())
        answer = desk.try_sign_in(ready.account, ready.password, totp.code_at(secret, step + 20))
        assert problem(answer) == (403, "sign_in.clock")
        told = messages.Problem.model_validate_json(answer.content).params["seconds"]
        assert int(told) in (570, 600)


def test_tries_are_limited_and_a_right_one_forgives_them(tmp_path: Path) -> None:
    quick = replace(CHEAP, tries=TryPolicy(free=3, first=timedelta(seconds=40)))
    with serving(tmp_path, quick) as world:
        desk, ready = world.device(), world.ready()
        for _ in range(2):
            desk.try_sign_in(ready.account, "грешна парола", "000000")
        desk.sign_in()
        for _ in range(3):
            assert problem(desk.try_sign_in(ready.account, "грешна парола", "000000"))[1] == "sign_in.wrong_password"
        ready = world.ready()
        blocked = desk.try_sign_in(ready.account, ready.password, ready.code)
        assert problem(blocked) == (429, "sign_in.blocked")
        assert 30 < int(blocked.json()["params"]["seconds"]) <= 40
        assert world.device().sign_in("senior").role == "senior", "others are not held up"


def test_who_does_not_hold_the_device_s_key_is_refused_before_the_password_is_looked_at(world: World) -> None:
    desk, other, ready = world.device(), world.device(), world.ready()
    at = world.centre.parts.clock.now()
    request = desk.sign_in_request(ready.account, ready.password, ready.code, at)
    proof = other.sign(texts.sign_in_text(desk.enrolled.device, ready.account, at))
    stolen = request.model_copy(update={"proof": proof})
    assert problem(world.post(paths.SIGN_IN, stolen)) == (401, "device.bad_signature")


def test_a_revoked_device_signs_nobody_in_and_its_sessions_are_over(world: World) -> None:
    desk = world.device()
    desk.sign_in()
    with world.centre.store.write() as db:
        devices.revoke(db, desk.enrolled.device, world.centre.parts.clock.now())
    ready = world.ready()
    assert problem(desk.try_sign_in(ready.account, ready.password, ready.code)) == (403, "sign_in.device_revoked")
    assert problem(desk.get(paths.CHANGES)) == (401, "session.device_revoked")


def renewed(desk: EnrolledDesk) -> messages.Renewed:
    at = desk.world.centre.parts.clock.now()
    proof = desk.sign(texts.renew_text(desk.enrolled.device, desk.token, at))
    said = messages.RenewRequest(device=desk.enrolled.device, at=at, proof=proof)
    answer = desk.world.post(paths.RENEW, said, desk.token)
    assert answer.status_code == 200, answer.text
    return messages.Renewed.model_validate_json(answer.content)


def test_a_renewed_session_lasts_no_longer_than_the_lease(world: World) -> None:
    desk = world.device()
    said = desk.sign_in()
    fresh = renewed(desk)
    assert fresh.session != said.session
    assert fresh.expires == said.lease.until
    assert desk.get(paths.CHANGES).status_code == 200, "the old one goes on for a while: the reply may be lost"
    desk.token = fresh.session
    assert desk.get(paths.CHANGES).status_code == 200


def test_a_session_ends_with_its_time(fresh: World) -> None:
    desk = fresh.device()
    until = desk.sign_in().expires
    fresh.centre.set_clock(until + timedelta(seconds=2))
    assert problem(desk.get(paths.CHANGES)) == (401, "session.ended")


@pytest.mark.parametrize("token", ["", "никакъв", "x" * 5000])
def test_without_a_session_nothing_is_given(world: World, token: str) -> None:
    headers = {"Authorization": f"Bearer {token}".encode()} if token else {}
    for path in (paths.CHANGES, paths.TRUST, "/sync/v1/documents/case-1/doc-1", "/sync/v1/rules/" + "0" * 64):
        assert problem(world.client.get(path, headers=headers)) == (401, "session.ended")

"""A code makes one device, once, in time."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import update

from operator_app.formats import enrolment_code
from sync.central.models import enrolment_code as codes
from sync.contract import messages, paths

from .served import World, enrol_request, problem, serving


def secret_of(world: World) -> str:
    return enrolment_code.decode(world.code()).secret


def test_a_code_makes_one_device_of_its_office(world: World) -> None:
    enrolled = world.device("68134-17").enrolled
    assert (enrolled.office, enrolled.office_name) == ("68134-17", "Витоша")
    assert enrolled.environment == "sandbox"
    assert enrolled.rest_seconds == 5


def test_the_code_holds_the_fingerprint_of_the_authority_that_is_served(world: World) -> None:
    authority = world.centre.parts.keys.authority
    assert enrolment_code.decode(world.code()).matches(authority.der)
    assert world.get(paths.CA).text == authority.pem


def test_a_used_code_makes_no_second_device(world: World) -> None:
    secret = secret_of(world)
    first = Ed25519PrivateKey.generate()
    enrolled = world.post(paths.DEVICES, enrol_request(secret, first)).json()["device"]
    other = world.post(paths.DEVICES, enrol_request(secret, Ed25519PrivateKey.generate()))
    assert problem(other) == (409, "enrol.code_used")
    again = world.post(paths.DEVICES, enrol_request(secret, first))
    assert again.json()["device"] == enrolled, "the reply was lost: the same key is the same device"


def test_an_old_code_is_no_code(world: World) -> None:
    secret = secret_of(world)
    with world.centre.store.write() as db:
        past = world.centre.parts.clock.real() - timedelta(minutes=1)
        db.execute(update(codes).where(codes.c.used.is_(None)).values(expires=past))
    answer = world.post(paths.DEVICES, enrol_request(secret, Ed25519PrivateKey.generate()))
    assert problem(answer) == (410, "enrol.code_expired")


def test_who_does_not_hold_the_key_enrols_nothing(world: World) -> None:
    secret, key = secret_of(world), Ed25519PrivateKey.generate()
    stolen = enrol_request(secret, key).model_copy(
        update={"proof": enrol_request(secret, Ed25519PrivateKey.generate()).proof}
    )
    assert problem(world.post(paths.DEVICES, stolen)) == (401, "device.bad_signature")
    assert world.post(paths.DEVICES, enrol_request(secret, key)).status_code == 200, "and the code is still good"


@pytest.mark.parametrize("public_key", ["", "никакъв", "AAAA"])
def test_what_is_no_key_is_refused(world: World, public_key: str) -> None:
    request = enrol_request(secret_of(world), Ed25519PrivateKey.generate())
    answer = world.post(paths.DEVICES, request.model_copy(update={"public_key": public_key}))
    assert problem(answer) == (422, "enrol.bad_key")


def test_guessing_is_slowed_down(tmp_path: Path) -> None:
    with serving(tmp_path) as world:
        for _ in range(20):
            guess = world.post(paths.DEVICES, enrol_request("0123456789", Ed25519PrivateKey.generate()))
            assert problem(guess) == (404, "enrol.code_unknown")
        answer = world.post(paths.DEVICES, enrol_request("0123456789", Ed25519PrivateKey.generate()))
        assert problem(answer) == (429, "enrol.blocked")
        told = messages.Problem.model_validate_json(answer.content).params["seconds"]
        assert 0 < int(told) <= 30
        assert answer.headers["retry-after"] == str(told)

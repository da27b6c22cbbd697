from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import timedelta

import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.environment import Environment
from operator_app.domain.errors import Refused
from operator_app.evidence import trust
from operator_app.evidence.trust import make_package, open_package
from tests.seals import NOW, Centre, raw_public

centre = Centre()
ROOT = raw_public(centre.root)
PACKAGE = centre.list_of(
    centre.trust_key(),
    centre.trust_key(kid="2025-01", revoked_at=NOW - timedelta(days=3)),
)


def refusal(raw, **how):
    with pytest.raises(Refused) as refused:
        open_package(raw, **{"root": ROOT, **how})
    return refused.value


def signed(payload):
    """Whatever the payload says, with a good signature."""
    data = orjson.dumps(payload)
    signature = centre.root.sign(b"desk trust package 1\0" + data)
    return orjson.dumps({"payload": data.decode(), "signature": base64.b64encode(signature).decode()})


def payload():
    return json.loads(json.loads(make_package(PACKAGE, centre.root))["payload"])


def test_a_package_is_read_as_it_was_made():
    raw = make_package(PACKAGE, centre.root)
    assert open_package(raw, root=ROOT) == PACKAGE
    assert open_package(raw, root=ROOT, newer_than=4, environment=Environment.SANDBOX).find("2025-01").revoked_at


def test_a_package_as_old_as_the_one_held_or_older_is_refused():
    raw = make_package(PACKAGE, centre.root)
    for held in (5, 6):
        refused = refusal(raw, newer_than=held)
        assert (refused.code, refused.params) == (trust.OLDER, {"version": 5, "held": held})


def test_another_signer_and_every_changed_byte_are_refused():
    raw = make_package(PACKAGE, centre.root)
    other = Ed25519PrivateKey.from_private_bytes(b"\1" * 32)
    assert refusal(make_package(PACKAGE, other)).code == trust.FORGED
    assert refusal(raw, root=raw_public(other)).code == trust.FORGED
    for place in range(0, len(raw), 7):
        changed = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        assert refusal(changed).code in (trust.FORGED, trust.MALFORMED)


def test_the_same_key_signing_something_else_makes_no_package():
    data = orjson.dumps(payload())
    signature = base64.b64encode(centre.root.sign(data)).decode()
    assert refusal(orjson.dumps({"payload": data.decode(), "signature": signature})).code == trust.FORGED


def test_a_package_of_another_environment_is_refused():
    raw = make_package(PACKAGE, centre.root)
    assert refusal(raw, environment=Environment.WORK).code == trust.OTHER_ENVIRONMENT


def test_a_giant_is_not_parsed():
    assert refusal(b"[" * 1_000_000).code == trust.TOO_LARGE


@given(
    st.binary(max_size=200) | st.text(max_size=80).map(lambda text: orjson.dumps({"payload": text, "signature": text}))
)
def test_any_bytes_are_refused_in_words(raw):
    assert refusal(raw).code in (trust.FORGED, trust.MALFORMED)


@pytest.mark.parametrize(
    "change",
    [
        lambda p: p.update(format=2),
        lambda p: p.update(version="5"),
        lambda p: p.update(version=0),
        lambda p: p.update(keys={}),
        lambda p: p.update(keys=[p["keys"][0]] * 2),
        lambda p: p.update(environment="moon"),
        lambda p: p.update(issued_at="2026-11-23T09:30:00"),  # no zone
        lambda p: p.update(issued_at="0001-01-01T00:00:00+14:00"),
        lambda p: p.update(next_update=p["issued_at"]),
        lambda p: p.update(commitment_key="zz"),
        lambda p: p.pop("keys"),
        lambda p: p["keys"][0].update(public_key="04" + "00" * 64),
        lambda p: p["keys"][0].update(kid=""),
        lambda p: p["keys"][0].update(kinds=5),
        lambda p: p["keys"][0].pop("revoked_at"),
    ],
)
def test_a_signed_package_that_is_not_one_is_malformed(change):
    told = payload()
    change(told)
    assert refusal(signed(told)).code == trust.MALFORMED


def test_what_a_newer_centre_adds_does_not_stop_an_older_desk():
    told = payload()
    told["keys"][0]["kinds"].append("certificate")
    told["keys"].append({**told["keys"][0], "kid": "ed-1", "alg": "EdDSA", "public_key": "00" * 32})
    package = open_package(signed(told), root=ROOT)
    assert package.find("2026-03") == PACKAGE.find("2026-03")
    assert package.find("ed-1").alg == "EdDSA"


def test_times_come_back_in_utc():
    told = payload()
    told["issued_at"] = "2026-11-23T08:30:00+02:00"
    assert open_package(signed(told), root=ROOT) == replace(PACKAGE, issued_at=NOW - timedelta(hours=3))

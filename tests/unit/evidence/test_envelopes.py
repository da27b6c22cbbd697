from __future__ import annotations

import json

import pytest

from operator_app.domain.environment import Environment
from operator_app.evidence import envelopes
from operator_app.evidence.verdicts import Expectation, NoProof, RefusedSeal, Unknown
from operator_app.evidence.verify import verify
from operator_app.formats.tracking import tracking
from tests.seals import NOW


def judged(payload):
    return verify(payload, trust=None, now=NOW, expect=Expectation())


@pytest.mark.parametrize(
    ("payload", "name"),
    [
        ("HC1:6BFOXN%TS3DHPVO13J /G-/2YRVA.Q/R8", "HCERT (HC1)"),
        ("shc:/567629095243206034602924374044603122295953265460346029254077280433", "SMART Health Card"),
        ("openid4vp://?client_id=x&request_uri=https%3A%2F%2Fx", "OpenID4VP"),
        ("eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln", "JWS"),
        ("eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln~WyJhIl0~", "JWS"),
    ],
)
def test_formats_of_others_are_recognised_and_prove_nothing(payload, name):
    assert judged(payload) == NoProof(envelopes.NOT_YET, name, {"format": name})


def test_nothing_of_a_secret_is_passed_on():
    verdict = judged("otpauth://totp/Sofia:ivanova?secret=JBSWY3DPEHPK3PXP&issuer=Sofia")
    assert verdict == NoProof(envelopes.OTP, "otp")


@pytest.mark.parametrize(
    ("link", "host"),
    [
        ("https://address.sofia.bg/a/7Q3F?t=2026", "address.sofia.bg"),
        ("HTTPS://SOFIA.BG", "sofia.bg"),
        ("https://address.sofia.bg@evil.example/login", "evil.example"),
        ("http://аррӏе.example/", "xn--80ak6aa92e.example"),
    ],
)
def test_of_a_link_the_true_host_is_shown(link, host):
    assert judged(link) == NoProof(envelopes.LINK, "link", {"host": host})


@pytest.mark.parametrize("text", ["https://", "https://[::1", "http://" + "a" * 300 + ".bg", "hello", "8501011234"])
def test_the_rest_is_unknown_and_not_echoed(text):
    verdict = judged(text)
    assert verdict == Unknown(envelopes.UNKNOWN, len(text))


def test_numbers_of_a_case():
    number = tracking(Environment.SANDBOX, "264044831234")
    assert judged(str(number)) == NoProof(envelopes.TRACKING, "tracking", {"number": str(number)})
    assert judged("9264-0448-3123-47") == NoProof(envelopes.TRACKING_MISTYPED, "tracking")
    assert judged("РСЦ26-ГР94-4483/23.11.2026").params["case_number"] == "РСЦ26-ГР94-4483"


def test_seals_and_cards_of_others_are_recognised_in_the_vectors(vectors):
    """Payloads of 72 health certificates and of the SMART Health Cards: recognised or refused, none is a proof."""
    if vectors is None:
        return
    seen = {}
    for path in sorted((vectors / "dgc").rglob("*.json")):
        verdict = judged(json.loads(path.read_text("utf-8")).get("PREFIX", ""))
        kind = type(verdict).__name__ if not isinstance(verdict, NoProof) else verdict.what
        seen[kind] = seen.get(kind, 0) + 1
    assert seen["HCERT (HC1)"] >= 60, seen
    assert set(seen) <= {"HCERT (HC1)", "Unknown"}, seen
    for path in sorted((vectors / "shc").glob("*numeric*.txt")):
        verdict = judged(path.read_bytes().strip())
        assert isinstance(verdict, NoProof | Unknown | RefusedSeal)

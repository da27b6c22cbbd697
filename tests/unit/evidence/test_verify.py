from __future__ import annotations

import logging
from datetime import timedelta

import base45
import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.errors import Trouble
from operator_app.evidence import seals
from operator_app.evidence import verify as verifying
from operator_app.evidence.verdicts import Expectation, NoProof, Proof, RefusedSeal, Unknown
from operator_app.evidence.verify import verify, verify_any
from operator_app.formats import cbor, cose, seal
from operator_app.formats.seal_claims import ConsentClaims, SealKind, address_digest
from tests.seals import CASE, NOW, Centre, private_key

centre = Centre()
TRUST = centre.list_of()
HERE = Expectation(CASE, frozenset({SealKind.CONSENT}))


def judged(payload, trust=TRUST, now=NOW, expect=HERE):
    return verify(payload, trust=trust, now=now, expect=expect)


def code_of(payload, **how):
    verdict = judged(payload, **how)
    assert isinstance(verdict, RefusedSeal), verdict
    return verdict.code


def test_a_good_consent_is_a_proof_in_the_registrys_words():
    proof = judged(centre.seal())
    assert isinstance(proof, Proof)
    assert proof.who == "Стоян Петров Къосев"
    assert (proof.kind, proof.case_number) == (SealKind.CONSENT, CASE)
    assert (proof.valid_from, proof.valid_until) == (NOW - timedelta(days=2), NOW + timedelta(days=28))
    assert (proof.issuer, proof.kid) == ("Столична община", "2026-03")
    assert proof.trust_age == timedelta(hours=3)
    assert proof.jti == bytes(range(16)).hex()


@pytest.mark.parametrize("as_sent", [str.encode, lambda text: text + "\r\n", lambda text: text.encode() + b"\n"])
def test_bytes_and_a_line_end_make_no_difference(as_sent):
    assert judged(as_sent(centre.seal())) == judged(centre.seal())


def test_a_receipt_where_a_receipt_is_wanted():
    proof = judged(centre.seal(centre.receipt()), expect=Expectation(CASE, frozenset({SealKind.RECEIPT})))
    assert isinstance(proof, Proof)
    assert proof.who == ""
    assert judged(centre.seal(centre.receipt()), expect=Expectation()) == proof


# What is wrong with a seal, each with its own answer. `genuine`: the signature holds all the same.


def test_forged():
    forged = Centre(key=private_key(8)).seal()
    assert judged(forged) == RefusedSeal(seal.FORGED, {"kid": "2026-03"}, sealed=True)


def test_unknown_key():
    assert code_of(Centre(kid="2031-01").seal()) == seals.UNKNOWN_KEY


def test_revoked_key_whatever_date_the_seal_bears():
    trust = centre.list_of(centre.trust_key(revoked_at=NOW + timedelta(days=1)))
    assert code_of(centre.seal(), trust=trust) == seals.REVOKED_KEY


def test_a_key_outside_its_days():
    trust = centre.list_of(centre.trust_key(valid_from=NOW - timedelta(days=1)))
    assert code_of(centre.seal(), trust=trust) == seals.KEY_OUT_OF_TIME
    trust = centre.list_of(centre.trust_key(valid_to=NOW - timedelta(days=3)))
    assert code_of(centre.seal(), trust=trust) == seals.KEY_OUT_OF_TIME


def test_a_key_that_may_not_seal_this_kind():
    trust = centre.list_of(centre.trust_key(kinds=frozenset({SealKind.RECEIPT})))
    assert code_of(centre.seal(), trust=trust) == seals.KEY_KIND


def test_a_key_of_another_algorithm():
    assert code_of(centre.seal(), trust=centre.list_of(centre.trust_key(alg="EdDSA"))) == seal.ALGORITHM


def test_a_seal_that_names_another_issuer_than_its_keys():
    verdict = judged(centre.seal(issuer="burgas"))
    assert verdict == RefusedSeal(seals.ISSUER, {"issuer": "Столична община"}, sealed=True, genuine=True)


def test_expired_to_the_second_and_not_yet():
    text = centre.seal()
    end = NOW + timedelta(days=28)
    fresh = centre.list_of(next_update=end + timedelta(days=9))
    assert isinstance(judged(text, now=end - timedelta(seconds=1), trust=fresh), Proof)
    assert judged(text, now=end, trust=fresh) == RefusedSeal(seals.EXPIRED, {"until": end}, sealed=True, genuine=True)
    early = NOW - timedelta(days=2, minutes=6)
    assert code_of(text, now=early, trust=centre.list_of(issued_at=early)) == seals.NOT_YET
    assert isinstance(judged(text, now=early + timedelta(minutes=2), trust=centre.list_of(issued_at=early)), Proof)


def test_another_case_another_kind_another_address():
    assert judged(centre.seal(case_number="РСЦ26-ГР94-4484")).params == {"case_number": "РСЦ26-ГР94-4484"}
    assert code_of(centre.seal(case_number="РСЦ26-ГР94-4484")) == seals.OTHER_CASE
    assert code_of(centre.seal(centre.receipt())) == seals.OTHER_KIND
    here = Expectation(CASE, digest=address_digest("ул. „Любен Каравелов“ № 38"))
    assert code_of(centre.seal(), expect=here) == seals.OTHER_ADDRESS
    printed = ConsentClaims("Стоян Къосев", "owner", "zgr-92-3", address="ул. „Любен Каравелов“ №  38")
    assert isinstance(judged(centre.seal(body=printed), expect=here), Proof)
    unsaid = ConsentClaims("Стоян Къосев", "owner", "zgr-92-3")
    assert isinstance(judged(centre.seal(body=unsaid), expect=here), Proof)


def test_used_before_from_a_set_or_a_question():
    jti = bytes(range(16)).hex()
    assert code_of(centre.seal(), expect=Expectation(CASE, used=frozenset({jti}))) == seals.USED
    assert code_of(centre.seal(), expect=Expectation(CASE, used=lambda asked: asked == jti)) == seals.USED
    assert isinstance(judged(centre.seal(), expect=Expectation(CASE, used=frozenset({"00"}))), Proof)


def test_what_cannot_be_asked_is_not_accepted():
    def locked(jti):
        raise Trouble("store.locked")

    assert code_of(centre.seal(), expect=Expectation(CASE, used=locked)) == "store.locked"


def test_no_list_an_old_list_and_a_clock_set_back():
    assert code_of(centre.seal(), trust=None) == seals.NO_LIST
    old = centre.list_of(issued_at=NOW - timedelta(days=9), next_update=NOW - timedelta(seconds=1))
    verdict = judged(centre.seal(), trust=old)
    assert (verdict.code, verdict.params["days"]) == (seals.OLD_LIST, 9)
    ahead = centre.list_of(issued_at=NOW + timedelta(minutes=6))
    assert code_of(centre.seal(), trust=ahead) == seals.CLOCK_BEHIND


def test_signed_claims_that_deceive_the_eye_are_refused_as_genuine():
    told = cbor.decode(seal.open_seal(centre.seal()).message.payload)
    told[-65537][1] = "РСЦ26-ГР94-44\u200b83"
    signed = cose.sign1(cbor.encode(told), kid=b"2026-03", key=centre.key)
    text = "SF1:" + base45.b45encode(signed).decode()
    assert judged(text) == RefusedSeal(seal.HIDDEN_CHARACTERS, {}, sealed=True, genuine=True)


@pytest.mark.parametrize(
    "bomb",
    [
        b"\xd2" + b"\x81" * 1000,
        b"\xd2\x84" + b"\x5b" + b"\xff" * 8,
        b"\xd2\x9b" + b"\xff" * 8,
        b"\xd2\x84\x43\xa1\x01\x26\xa0\x44" + b"\x9f" * 4 + b"\x58\x40" + bytes(64),
        b"\xd8\x1c" * 300,
        b"\xc2\x5a\xff\xff\xff\xff",
    ],
)
def test_bombs_are_malformed_seals(bomb):
    assert code_of("SF1:" + base45.b45encode(bomb).decode()) == seal.MALFORMED


def test_giants_are_not_looked_into():
    assert code_of("SF1:" + "0" * 5000) == seal.TOO_LARGE
    assert code_of("9" * 10_000_000) == verifying.TOO_LARGE
    assert code_of(b"\0" * 10_000_000) == verifying.TOO_LARGE


@pytest.mark.parametrize("sign", ["\x00", "\x08", "\x1b", "\x1d", "\t", "\x7f", "\x85", "\r"])
def test_a_control_character_anywhere_is_refused(sign):
    assert code_of(f"SF1:{sign}{centre.seal()[4:]}") == verifying.CONTROL
    assert code_of(f"abc{sign}def") == verifying.CONTROL


@pytest.mark.parametrize(
    "sign", ["\u200b", "\u200d", "\ufeff", "\u202e", "\u2066", "\u00ad", "\u2028", "\ufffd", "\u3164"]
)
def test_what_cannot_be_seen_is_refused(sign):
    assert code_of(f"https://sofia.bg/{sign}a") == seal.HIDDEN_CHARACTERS
    assert code_of(sign + centre.seal()) == seal.HIDDEN_CHARACTERS


def test_mixed_scripts_in_a_word_are_refused():
    assert code_of("PСЦ26-ГР94-4483x") == seal.MIXED_SCRIPTS
    assert code_of("https://sоfia.bg/") == seal.MIXED_SCRIPTS  # Cyrillic о


def test_empty_and_binary_are_unknown():
    assert judged("") == judged(b"\r\n") == Unknown(verifying.EMPTY)
    assert judged(b"\xff\xfe\x00") == Unknown(verifying.BINARY, 3)


def test_a_bug_inside_is_not_a_proof_and_leaks_nothing(caplog, expected):
    expected.log_line("verification failed inside: RuntimeError")

    def broken(jti):
        raise RuntimeError("ЕГН 8501011234")

    with caplog.at_level(logging.DEBUG):
        verdict = judged(centre.seal(), expect=Expectation(CASE, used=broken))
    assert verdict == RefusedSeal(verifying.INSIDE)
    assert "8501011234" not in caplog.text
    assert "RuntimeError" in caplog.text


@given(
    st.text(max_size=60)
    | st.binary(max_size=60)
    | st.binary(max_size=60).map(lambda data: b"SF1:" + base45.b45encode(data))
)
def test_nothing_ever_raises_or_fails_inside(payload):
    verdict = judged(payload)
    assert not isinstance(verdict, Proof)
    assert verdict.code != verifying.INSIDE


@given(st.integers(4, 400), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"))
def test_no_changed_sign_leaves_a_proof(place, sign):
    text = centre.seal()
    place = min(place, len(text) - 1)
    changed = text[:place] + sign + text[place + 1 :]
    assert changed == text or isinstance(judged(changed), RefusedSeal)


def test_the_most_telling_of_several_readings_wins():
    def best(*payloads):
        return verify_any(payloads, trust=TRUST, now=NOW, expect=HERE)

    good, forged = centre.seal(), Centre(key=private_key(8)).seal()
    expired = centre.seal(expires_at=NOW - timedelta(hours=1))
    link = "https://sofia.bg"
    assert isinstance(best("???", link, forged, expired, good), Proof)
    assert best("???", link, forged, expired).code == seals.EXPIRED
    assert best("???", link, forged).code == seal.FORGED
    assert isinstance(best("PСЦx", link, "???"), NoProof)
    assert best().code == verifying.EMPTY

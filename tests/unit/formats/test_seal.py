from __future__ import annotations

import string
from datetime import UTC, datetime, timedelta

import base45
import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.errors import Refused
from operator_app.formats import cbor, cose, scripts, seal
from operator_app.formats.seal_claims import (
    ConsentClaims,
    ReceiptClaims,
    SealClaims,
    SealKind,
    address_digest,
    commitment,
)
from tests.seals import NOW, Centre, point

centre = Centre()

BG = "абвгдежзийклмнопрстуфхцчшщъьюяАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЬЮЯ"
names = st.text(BG + " -„“", min_size=1, max_size=60).filter(lambda text: text == text.strip())
ids = st.text(string.ascii_letters + string.digits + "._-", min_size=1, max_size=20)
sixteen = st.binary(min_size=16, max_size=16)
moments = st.integers(1_700_000_000, 2_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
consents = st.builds(
    ConsentClaims,
    signer=names,
    role=ids,
    ground=ids,
    commitment=sixteen | st.just(b""),
    address=names | st.just(""),
    digest=sixteen | st.just(b""),
)
receipts = st.builds(ReceiptClaims, service=ids, applicant_type=ids, office=ids | st.just(""))
claims = st.builds(
    lambda issued, days, **rest: SealClaims(issued_at=issued, expires_at=issued + timedelta(days=days), **rest),
    issued=moments,
    days=st.integers(1, 400),
    issuer=ids,
    case_number=names,
    jti=sixteen,
    body=consents | receipts,
)


@given(claims)
def test_claims_survive_the_way_through_the_code(said):
    text = seal.encode(said, kid="k", key=centre.key)
    assert text.isascii()
    assert set(text) <= set(string.digits + string.ascii_uppercase + " $%*+-./:")
    opened = seal.open_seal(text)
    seal.check(opened, point(centre.key))
    assert opened.kid == "k"
    assert seal.read(opened) == said


def test_an_ordinary_seal_fits_a_code_that_a_scanner_reads_easily():
    assert len(centre.seal()) < 420  # version 12 at level M


def test_a_seal_is_the_same_each_time_it_is_made():
    assert centre.seal() == centre.seal()


@pytest.mark.parametrize(
    "broken",
    [
        "SF1:",
        "SF1:A",
        "SF1:***",
        "SF1::::",
        "SF1:" + "0" * 300,
        "HC1:" + centre.seal()[4:],
        centre.seal() + "\n",
        centre.seal() + "0",
        centre.seal()[:-3],
        "SF1:" + centre.seal()[4:].replace(centre.seal()[20], "_"),
    ],
)
def test_a_damaged_seal_is_malformed(broken):
    with pytest.raises(Refused) as refused:
        seal.open_seal(broken)
    assert refused.value.code == seal.MALFORMED


def test_a_giant_seal_is_not_even_decoded():
    with pytest.raises(Refused) as refused:
        seal.open_seal("SF1:" + "0" * 1_000_000)
    assert refused.value.code == seal.TOO_LARGE


def test_small_letters_of_a_stuck_capslock_do_no_harm():
    assert seal.read(seal.open_seal(centre.seal().lower())) == centre.claims()


def test_a_changed_claim_breaks_the_signature():
    other = cbor.decode(seal.open_seal(centre.seal()).message.payload)
    other[-65537][2] = "Друг Човек"
    message = seal.open_seal(centre.seal()).message
    changed = b"\xd2" + cbor.encode([message.protected, {}, cbor.encode(other), message.signature])
    with pytest.raises(Refused) as refused:
        seal.check(seal.open_seal(text_of(changed)), point(centre.key))
    assert refused.value.code == seal.FORGED


def test_the_key_decides_the_algorithm():
    message = seal.open_seal(centre.seal()).message
    for alg in (-8, -35, 0, 5):
        protected = cbor.encode({1: alg, 4: b"2026-03"})
        changed = text_of(b"\xd2" + cbor.encode([protected, {}, message.payload, message.signature]))
        with pytest.raises(Refused) as refused:
            seal.check(seal.open_seal(changed), point(centre.key))
        assert refused.value.code == seal.ALGORITHM


def signed_payload(payload):
    return seal.open_seal(text_of(cose.sign1(payload, kid=b"2026-03", key=centre.key)))


def plain():
    return cbor.decode(seal.open_seal(centre.seal()).message.payload)


@pytest.mark.parametrize(
    "change",
    [
        lambda c: c.pop(1),
        lambda c: c.pop(4),
        lambda c: c.update({3: "invoice"}),
        lambda c: c.update({3: "receipt"}),  # with the fields of a consent
        lambda c: c.update({4: "tomorrow"}),
        lambda c: c.update({4: 10**15}),
        lambda c: c.update({4: c[6]}),
        lambda c: c.update({6: -5}),
        lambda c: c.update({7: b"short"}),
        lambda c: c.update({7: "0123456789abcdef"}),
        lambda c: c.update({99: 1}),
        lambda c: c.update({-65537: [1, 2]}),
        lambda c: c.update({-65537: 5}),
        lambda c: c[-65537].update({77: "unknown"}),
        lambda c: c[-65537].pop(2),
        lambda c: c[-65537].update({2: ""}),
        lambda c: c[-65537].update({2: " Стоян"}),
        lambda c: c[-65537].update({2: "Я" * 201}),
        lambda c: c[-65537].update({2: 17}),
        lambda c: c[-65537].update({2: "Кииаф".replace("иа", "и\u0306")}),  # not composed
        lambda c: c[-65537].update({3: "owner; drop"}),
        lambda c: c[-65537].update({5: b"x"}),
    ],
)
def test_claims_that_are_not_exactly_ours_are_malformed_though_signed(change):
    told = plain()
    change(told)
    with pytest.raises(Refused) as refused:
        seal.read(signed_payload(cbor.encode(told)))
    assert refused.value.code == seal.MALFORMED


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Стоян\u200b Къосев", seal.HIDDEN_CHARACTERS),
        ("Стоян \u202eКъосев", seal.HIDDEN_CHARACTERS),
        ("Стоян\nКъосев", seal.HIDDEN_CHARACTERS),
        ("Стoян Къосев", seal.MIXED_SCRIPTS),  # Latin o
    ],
)
def test_a_name_that_could_deceive_the_eye_is_refused_though_signed(name, code):
    told = plain()
    told[-65537][2] = name
    with pytest.raises(Refused) as refused:
        seal.read(signed_payload(cbor.encode(told)))
    assert refused.value.code == code


def test_the_issuer_cannot_make_what_no_desk_would_accept():
    for bad in (
        centre.claims(issued_at=NOW + timedelta(microseconds=5)),
        centre.claims(case_number="РСЦ26-ГР94-44\u200b83"),
        centre.claims(jti=b"short"),
        centre.claims(expires_at=NOW - timedelta(days=30)),
    ):
        with pytest.raises(ValueError, match=r"claims do not survive|nobody would accept"):
            centre.seal(bad)


def test_a_commitment_is_this_persons_under_this_key_in_this_seal_only():
    one = commitment(b"k" * 32, "egn", "8501011234", b"a" * 16)
    assert one == commitment(b"k" * 32, "egn", "8501011234", b"a" * 16)
    others = {
        commitment(b"j" * 32, "egn", "8501011234", b"a" * 16),
        commitment(b"k" * 32, "lnch", "8501011234", b"a" * 16),
        commitment(b"k" * 32, "egn", "8501011235", b"a" * 16),
        commitment(b"k" * 32, "egn", "8501011234", b"b" * 16),
    }
    assert len(others | {one}) == 5
    assert b"8501011234" not in base45.b45decode(centre.seal()[4:])


def test_an_address_is_the_same_however_it_is_spaced():
    assert address_digest("ул. „Любен  Каравелов“ № 38") == address_digest("ул. „Любен Каравелов“\u00a0№ 38 ")
    assert address_digest("ул. А № 38") != address_digest("ул. А № 39")


def test_every_kind_is_told_apart():
    assert centre.claims().kind is SealKind.CONSENT
    assert centre.receipt().kind is SealKind.RECEIPT


def test_scripts_tell_what_deceives_from_what_is_only_foreign():
    assert scripts.hidden("a\u00adb")
    assert scripts.hidden("a\u3000b")
    assert not scripts.hidden("ул. „Х“ № 5, ап. 8 – вх.\u00a0А")
    assert scripts.mixed("РBР18")
    assert not scripts.mixed("Jean Дюпон, бл. 12A")
    assert scripts.as_cyrillic("pbp18") == "РВР18"
    assert scripts.as_latin("мв0032158") == "MB0032158"


def text_of(data):
    return "SF1:" + base45.b45encode(data).decode()

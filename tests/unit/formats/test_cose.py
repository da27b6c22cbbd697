from __future__ import annotations

import base64
import json

import pytest

from operator_app.formats import cbor, cose
from tests.seals import point, private_key

# Third-party examples of COSE_Sign1 and a signed CWT (cose-wg, public domain) and what this strict reader makes of
# them. Where an example is good and is refused here, the reason is a rule of ours: only ES256, `alg` protected,
# tagged.
EXAMPLES = {
    "CWT/A_3": None,
    "sign1-tests/sign-pass-02": None,
    "sign1-tests/sign-pass-01": cose.OtherAlgorithm,  # algorithm in the unprotected header
    "sign1-tests/sign-pass-03": cbor.NotStrict,  # no tag
    "sign1-tests/sign-fail-01": cbor.NotStrict,
    "sign1-tests/sign-fail-02": cose.BadSignature,
    "sign1-tests/sign-fail-03": cose.OtherAlgorithm,
    "sign1-tests/sign-fail-04": cbor.NotStrict,
    "sign1-tests/sign-fail-06": cbor.NotStrict,
    "sign1-tests/sign-fail-07": cose.BadSignature,
    "ecdsa-examples/ecdsa-sig-01": cbor.NotStrict,  # a header that is not ours
    "ecdsa-examples/ecdsa-sig-02": cbor.NotStrict,  # P-384
    "ecdsa-examples/ecdsa-sig-03": cbor.NotStrict,  # P-521
    "ecdsa-examples/ecdsa-sig-04": cose.OtherAlgorithm,  # P-256 with SHA-512
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_of_others(vectors, name):
    if vectors is None:
        return
    example = json.loads((vectors / "cose" / f"{name}.json").read_text())
    sign0 = example["input"]["sign0"]
    expected = EXAMPLES[name]
    assert not (example.get("fail") and expected is None)
    if expected is None:
        payload = opened_and_checked(example, sign0)
        assert payload.hex() == plaintext(example["input"])
    else:
        with pytest.raises(expected):
            opened_and_checked(example, sign0)


def test_a_message_of_ours_is_read_back_and_is_the_same_each_time():
    key = private_key()
    data = cose.sign1(b"payload", kid=b"k1", key=key)
    assert data == cose.sign1(b"payload", kid=b"k1", key=key)
    message = cose.open_sign1(data)
    cose.check_sign1(message, point(key))
    assert (message.payload, message.kid, message.alg) == (b"payload", b"k1", cose.ES256)


def test_another_key_and_every_changed_byte_are_refused():
    key = private_key()
    data = cose.sign1(b"payload", kid=b"k1", key=key)
    with pytest.raises(cose.BadSignature):
        cose.check_sign1(cose.open_sign1(data), point(private_key(8)))
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 1
        # Another key id is not seen here: it names another key in the store.
        with pytest.raises((cbor.NotStrict, cose.BadSignature, cose.OtherAlgorithm)):
            cose.check_sign1(cose.open_sign1(bytes(changed)), point(key))


def test_a_key_id_or_anything_else_in_the_unprotected_header_is_refused():
    key = private_key()
    message = cose.open_sign1(cose.sign1(b"payload", kid=b"k1", key=key))
    for unprotected in ({4: b"k2"}, {1: -7}, {99: 1}):
        data = b"\xd2" + cbor.encode([message.protected, unprotected, message.payload, message.signature])
        with pytest.raises(cbor.NotStrict, match="unprotected"):
            cose.open_sign1(data)


def test_a_public_key_is_a_point_on_the_curve():
    assert cose.is_point(point(private_key()))
    assert not cose.is_point(b"\x04" + bytes(64))
    assert not cose.is_point(point(private_key())[:-1])


def opened_and_checked(example, sign0):
    message = cose.open_sign1(bytes.fromhex(example["output"]["cbor"]), kid_only_protected=False)
    cose.check_sign1(message, public(sign0["key"]), external=bytes.fromhex(sign0.get("external", "")))
    return message.payload


def public(key):
    return b"\x04" + b"".join(number(key, name) for name in ("x", "y"))


def number(key, name):
    if f"{name}_hex" in key:
        return bytes.fromhex(key[f"{name}_hex"])
    return base64.urlsafe_b64decode(key[name] + "==")


def plaintext(given):
    return given.get("plaintext_hex") or given["plaintext"].encode().hex()

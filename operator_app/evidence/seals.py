"""Verifying one of the city's seals offline: key, signature, claims, then whether it fits this case and this moment."""

from __future__ import annotations

from datetime import datetime, timedelta

from operator_app.domain import errors
from operator_app.domain.errors import Refused, Told
from operator_app.formats import seal
from operator_app.formats.seal_claims import ConsentClaims, SealClaims, SealKind, address_digest

from .trust import TrustKey, TrustPackage
from .verdicts import Expectation, Proof, RefusedSeal

NO_LIST = errors.code("scan.trust_missing")
OLD_LIST = errors.code("scan.trust_too_old")
CLOCK_BEHIND = errors.code("scan.clock_behind")
UNKNOWN_KEY = errors.code("scan.key_unknown")
REVOKED_KEY = errors.code("scan.key_revoked")
KEY_OUT_OF_TIME = errors.code("scan.key_out_of_time")
KEY_KIND = errors.code("scan.key_kind")
ISSUER = errors.code("scan.seal_issuer")
EXPIRED = errors.code("scan.seal_expired")
NOT_YET = errors.code("scan.seal_not_yet")
OTHER_KIND = errors.code("scan.other_kind")
OTHER_CASE = errors.code("scan.other_case")
OTHER_ADDRESS = errors.code("scan.other_address")
USED = errors.code("scan.seal_used")

_PROVED = {
    SealKind.CONSENT: errors.code("scan.proof_consent"),
    SealKind.RECEIPT: errors.code("scan.proof_receipt"),
}
# Clocks of desk and centre differ a little; more than this is the clock's fault or the seal's.
CLOCK_TOLERANCE = timedelta(minutes=5)


def judge(text: str, *, trust: TrustPackage | None, now: datetime, expect: Expectation) -> Proof | RefusedSeal:
    """A proof, or why not. What the code says of itself is believed only after its signature."""
    genuine = False
    try:
        opened = seal.open_seal(text)
        current = _list_in_time(trust, now)
        key = _key(current, opened.kid)
        seal.check(opened, key.public_key)
        genuine = True
        claims = seal.read(opened)
        _key_may(key, claims)
        _in_time(claims, now)
        _fits(claims, expect)
    except Told as told:
        return RefusedSeal(told.code, told.params, sealed=True, genuine=genuine)
    return _proof(claims, key, current, now)


def _proof(claims: SealClaims, key: TrustKey, trust: TrustPackage, now: datetime) -> Proof:
    return Proof(
        code=_PROVED[claims.kind],
        kind=claims.kind,
        case_number=claims.case_number,
        valid_from=claims.issued_at,
        valid_until=claims.expires_at,
        jti=claims.jti.hex(),
        kid=key.kid,
        issuer=key.issuer_name,
        trust_issued_at=trust.issued_at,
        trust_age=max(now - trust.issued_at, timedelta(0)),
        body=claims.body,
    )


def _list_in_time(trust: TrustPackage | None, now: datetime) -> TrustPackage:
    if trust is None:
        raise Refused(NO_LIST)
    if now > trust.next_update:
        raise Refused(OLD_LIST, issued=trust.issued_at, days=(now - trust.issued_at).days)
    # A clock set back would bring an expired seal back to life.
    if now < trust.issued_at - CLOCK_TOLERANCE:
        raise Refused(CLOCK_BEHIND, issued=trust.issued_at)
    return trust


def _key(trust: TrustPackage, kid: str) -> TrustKey:
    key = trust.find(kid)
    if key is None:
        raise Refused(UNKNOWN_KEY, issued=trust.issued_at)
    if key.revoked_at is not None:
        raise Refused(REVOKED_KEY, kid=key.kid, issuer=key.issuer_name, revoked=key.revoked_at)
    if key.alg != "ES256":
        raise Refused(seal.ALGORITHM)
    return key


def _key_may(key: TrustKey, claims: SealClaims) -> None:
    if claims.issuer != key.issuer:
        raise Refused(ISSUER, issuer=key.issuer_name)
    if claims.kind not in key.kinds:
        raise Refused(KEY_KIND, issuer=key.issuer_name, kid=key.kid)
    if not key.valid_from <= claims.issued_at <= key.valid_to:
        raise Refused(KEY_OUT_OF_TIME, issuer=key.issuer_name, kid=key.kid)


def _in_time(claims: SealClaims, now: datetime) -> None:
    if claims.issued_at > now + CLOCK_TOLERANCE:
        raise Refused(NOT_YET, since=claims.issued_at)
    if now >= claims.expires_at:
        raise Refused(EXPIRED, until=claims.expires_at)


def _fits(claims: SealClaims, expect: Expectation) -> None:
    if claims.kind not in expect.kinds:
        raise Refused(OTHER_KIND, kind=claims.kind.value)
    if expect.case_number is not None and claims.case_number != expect.case_number:
        raise Refused(OTHER_CASE, case_number=claims.case_number)
    if expect.digest and isinstance(claims.body, ConsentClaims) and _address(claims.body) not in (b"", expect.digest):
        raise Refused(OTHER_ADDRESS, case_number=claims.case_number)
    if expect.was_used(claims.jti.hex()):
        raise Refused(USED, case_number=claims.case_number)


def _address(body: ConsentClaims) -> bytes:
    """Digest of the address that was consented to; b"" where the consent names none."""
    return address_digest(body.address) if body.address else body.digest

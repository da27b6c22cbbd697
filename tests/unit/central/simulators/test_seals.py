"""Consents in the citizens' hands: the good one proves, each bad one is refused for its own reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from operator_app.domain.environment import Environment
from operator_app.evidence.trust import TrustKey, TrustPackage
from operator_app.evidence.verdicts import Expectation, Proof, RefusedSeal, Verdict
from operator_app.evidence.verify import verify
from operator_app.formats.seal_claims import ConsentClaims, SealKind, address_digest, commitment
from sync.central.simulators.portal import DocumentMaker, Flaw, Sample, Seals, Worth
from tests.clocks import SetClock
from tests.unit.central.simulators.drafts import case_of, draft_of
from tests.unit.central.simulators.stand_ins import MemoryActs, sealer, small_town
from tests.unit.central.simulators.test_papers import scanned_codes

CLOCK = SetClock()
SEALS = Seals(sealer(), MemoryActs(), DocumentMaker(small_town(), MemoryActs()), CLOCK)


def trust() -> TrustPackage:
    now, key = CLOCK.now(), sealer()
    point = key.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    kinds, years = frozenset(SealKind), timedelta(days=1000)
    listed = TrustKey(key.kid, "ES256", point, key.issuer, "Портал", kinds, now - years, now + years)
    return TrustPackage(1, Environment.SANDBOX, now, now + timedelta(days=30), (listed,), key.commitment_key)


def judged(text: str, case_number: str, **expected: object) -> Verdict:
    expect = Expectation(case_number, frozenset({SealKind.CONSENT}), **expected)  # type: ignore[arg-type]
    return verify(text, trust=trust(), now=CLOCK.now(), expect=expect)


def samples(applicant_type: str, flaw: Flaw) -> tuple[str, dict[Worth, Sample]]:
    case, _ = case_of(draft_of(applicant_type, flaw))
    return case.number, {sample.worth: sample for sample in SEALS.samples(case)}


@pytest.mark.parametrize(
    ("applicant_type", "flaw", "role"),
    [("tenant", Flaw.NO_CONSENT, "owner"), ("parent", Flaw.NO_PARENT_CONSENT, "other_parent")],
)
def test_the_good_one_proves_who_consents_to_what(applicant_type: str, flaw: Flaw, role: str) -> None:
    case, service = case_of(draft_of(applicant_type, flaw))
    found = {sample.worth: sample for sample in SEALS.samples(case)}
    where = case.address(service.subject)
    party = case.party(role)
    assert where is not None
    assert party is not None
    verdict = judged(found[Worth.GOOD].text, case.number, digest=address_digest(where.full))
    assert isinstance(verdict, Proof)
    body = verdict.body
    assert isinstance(body, ConsentClaims)
    assert (body.signer, body.role, body.ground) == (party.person.name, role, service.roles[role].consent)
    number = party.person.identifier
    jti = bytes.fromhex(verdict.jti)
    assert body.commitment == commitment(sealer().commitment_key, number.kind.value, number.value, jti)
    assert number.value not in found[Worth.GOOD].text


@pytest.mark.parametrize(
    ("worth", "code"),
    [
        (Worth.EXPIRED, "scan.seal_expired"),
        (Worth.FORGED, "scan.seal_forged"),
        (Worth.OTHER_CASE, "scan.other_case"),
    ],
)
def test_a_bad_one_is_refused_for_its_own_reason(worth: Worth, code: str) -> None:
    number, found = samples("tenant", Flaw.NO_CONSENT)
    verdict = judged(found[worth].text, number)
    assert isinstance(verdict, RefusedSeal)
    assert verdict.code == code


def test_one_that_was_used_is_known_again_when_it_is_asked_for_anew() -> None:
    number, found = samples("tenant", Flaw.NO_CONSENT)
    first = judged(found[Worth.GOOD].text, number)
    assert isinstance(first, Proof)
    _, again = samples("tenant", Flaw.NO_CONSENT)
    second = judged(again[Worth.GOOD].text, number, used=frozenset({first.jti}))
    assert isinstance(second, RefusedSeal)
    assert second.code == "scan.seal_used"


def test_where_no_consent_is_missing_there_is_no_seal() -> None:
    for draft in (draft_of("owner"), draft_of("tenant"), draft_of("parent")):
        case, _ = case_of(draft)
        assert SEALS.samples(case) == ()
        assert SEALS.paper(case, "owner") is None


def test_the_declaration_bears_the_code() -> None:
    case, _ = case_of(draft_of("tenant", Flaw.NO_CONSENT))
    paper = SEALS.paper(case, "owner")
    assert paper is not None
    assert paper.media_type == "application/pdf"
    (code,) = scanned_codes(paper)
    assert isinstance(judged(code, case.number), Proof)

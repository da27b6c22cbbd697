"""A scan against the open case: a proven consent becomes an operation once, everything else says why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from operator_app.domain import bodies
from operator_app.domain.case import ConsentState
from operator_app.domain.environment import Environment
from operator_app.domain.errors import Refused
from operator_app.evidence.trust import make_package
from operator_app.evidence.verdicts import NoProof, Proof, RefusedSeal, Unknown, Verdict
from operator_app.formats.seal_claims import ConsentClaims, address_digest, commitment
from operator_app.services.scans import Scans
from operator_app.services.trust import opener
from operator_app.storage.repositories import desk as desk_rows
from operator_app.storage.sync_store import SqlSyncStore
from tests import builders as b
from tests import desk, seals
from tests.desk import Office

OWNER = replace(b.person("Стоян", "Къосев", date(1960, 1, 1)), father="Петров")


@dataclass
class Counter:
    """A tenant's case whose owner has sealed a consent on the portal, and the desk that trusts its keys."""

    office: Office
    portal: seals.Centre

    def __post_init__(self) -> None:
        self.scans = Scans(self.office.acts)
        self.sync = SqlSyncStore(self.office.store, opener(Environment.SANDBOX))

    def seal(self, jti: int = 1, **changes: object) -> str:
        id_ = bytes([jti]) * 16
        body = ConsentClaims(
            signer=OWNER.name,
            role="owner",
            ground="zgr_92_3",
            commitment=commitment(self.portal.commitment_key, "egn", OWNER.identifier.value, id_),
            digest=address_digest(b.address().full),
        )
        claims = self.portal.claims(jti=id_, body=replace(body, **changes), case_number="РСЦ26-ГР94-9000")  # type: ignore[arg-type]
        return self.portal.seal(claims)

    def judge(self, payload: str | bytes | list[str], case: str | None = "tenant") -> Verdict:
        return self.scans.judge(payload, case, desk.WHO)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with desk.office(tmp_path) as office:
        portal = seals.Centre()
        device = replace(desk.DEVICE, trust_root=seals.raw_public(portal.root))
        with office.store.writing() as session:
            desk_rows.enrol(session, device)
        parties = (b.party("applicant", signed=True), b.party("owner", OWNER))
        filed = b.owner_filed(number="РСЦ26-ГР94-9000", applicant_type="tenant", parties=parties)
        office.centre.file("tenant", filed)
        office.pull()
        made = Counter(office, portal)
        made.sync.put_trust(make_package(portal.list_of(), portal.root))
        yield made


def consent(counter: Counter) -> str:
    party = counter.office.cases.open("tenant", desk.WHO).case.party("owner")
    assert party is not None
    return "" if party.consent is None or party.consent.state is not ConsentState.GIVEN else party.consent.proof


def test_a_sealed_consent_for_this_case_is_recorded_with_its_proof(counter: Counter) -> None:
    verdict = counter.judge(counter.seal())
    assert isinstance(verdict, Proof)
    op, changed = counter.scans.accept(verdict, "tenant", "owner", desk.WHO)
    assert changed.cases == {"tenant"}
    assert consent(counter) == verdict.jti
    view = counter.office.cases.open("tenant", desk.WHO)
    assert next(r.value for r in view.results if r.id == "consent") == "yes"
    assert [row.op for row in view.outbox] == [op]


def test_the_same_seal_does_not_count_twice(counter: Counter) -> None:
    payload = counter.seal()
    verdict = counter.judge(payload)
    counter.scans.accept(verdict, "tenant", "owner", desk.WHO)
    again, changed = counter.scans.accept(verdict, "tenant", "owner", desk.WHO)
    assert again
    assert not changed, "a key pressed twice"
    refused = counter.judge(payload)
    assert isinstance(refused, RefusedSeal)
    assert refused.code == "scan.seal_used"
    counter.office.rest()
    counter.office.push()
    with pytest.raises(Refused, match=r"scan\.seal_used"):
        counter.scans.accept(verdict, "tenant", "owner", desk.WHO)


def test_an_undo_gives_the_seal_free_again(counter: Counter) -> None:
    payload = counter.seal()
    op, _ = counter.scans.accept(counter.judge(payload), "tenant", "owner", desk.WHO)
    counter.office.outbox.undo(op)
    assert consent(counter) == ""
    assert isinstance(counter.judge(payload), Proof)


def test_a_consent_that_the_centre_refused_does_not_use_up_its_seal(counter: Counter) -> None:
    from operator_app.ports.sync_store import OutboxState, Settlement

    payload = counter.seal()
    op, _ = counter.scans.accept(counter.judge(payload), "tenant", "owner", desk.WHO)
    counter.office.rest()
    counter.office.sync.release_due(counter.office.clock.now())
    counter.office.sync.mark_sending([op], "batch", counter.office.clock.now())
    counter.office.sync.settle(counter.office.centre.reply(Settlement(op, OutboxState.CONFLICT)))
    assert isinstance(counter.judge(payload), Proof)


def test_a_seal_that_a_colleague_has_used_is_used(counter: Counter) -> None:
    payload = counter.seal()
    verdict = counter.judge(payload)
    assert isinstance(verdict, Proof)
    from operator_app.domain.case import Consent

    given = Consent(ConsentState.GIVEN, verdict.valid_from, "zgr_92_3", "seal", verdict.jti, OWNER.name)
    counter.office.centre.act(
        "consent.recorded", bodies.ConsentGiven("owner", given, verdict.jti, verdict.kid), "tenant"
    )
    counter.office.pull()
    refused = counter.judge(payload)
    assert isinstance(refused, RefusedSeal)
    assert refused.code == "scan.seal_used"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"signer": "Друг Човек"}, "scan.other_person"),
        ({"commitment": bytes(16)}, "scan.other_person"),
        ({"role": "other_parent"}, "scan.no_such_party"),
        ({"digest": address_digest("другаде")}, "scan.other_address"),
    ],
)
def test_a_genuine_seal_of_another_does_not_fit(counter: Counter, changes: dict[str, object], code: str) -> None:
    verdict = counter.judge(counter.seal(**changes))
    assert isinstance(verdict, RefusedSeal)
    assert (verdict.code, verdict.genuine) == (code, True)
    with pytest.raises(Refused, match=r"scan\.not_proof"):
        counter.scans.accept(verdict, "tenant", "owner", desk.WHO)


def test_judged_without_a_case_it_still_has_to_fit_the_one_it_is_recorded_in(counter: Counter) -> None:
    verdict = counter.judge(counter.seal(signer="Друг Човек"), None)
    assert isinstance(verdict, Proof)
    with pytest.raises(Refused, match=r"scan\.other_person"):
        counter.scans.accept(verdict, "tenant", "owner", desk.WHO)
    fitting = counter.judge(counter.seal(2), None)
    with pytest.raises(Refused, match=r"scan\.other_case"):
        counter.scans.accept(fitting, "case-1", "owner", desk.WHO)
    assert consent(counter) == ""


def test_of_several_readings_the_most_telling_counts(counter: Counter) -> None:
    assert isinstance(counter.judge(["https://example.org", counter.seal()]), Proof)
    assert isinstance(counter.judge(["нищо", "https://example.org"]), NoProof)
    assert isinstance(counter.judge("нищо"), Unknown)


def test_another_cases_an_expired_and_a_forged_seal_each_say_so(counter: Counter) -> None:
    def code(payload: str, case: str | None = "tenant") -> str:
        verdict = counter.judge(payload, case)
        assert isinstance(verdict, RefusedSeal)
        return verdict.code

    assert code(counter.seal(), "case-1") == "scan.other_case"
    good = counter.seal()
    forger = seals.Centre(key=seals.private_key(8))
    assert code(forger.seal()) == "scan.seal_forged"
    counter.office.clock.advance(timedelta(days=40))
    counter.sync.put_trust(
        make_package(
            counter.portal.list_of(version=6, issued_at=counter.office.clock.now(), next_update=b.later(days=90)),
            counter.portal.root,
        )
    )
    assert code(good) == "scan.seal_expired"


def test_a_trust_list_of_another_environment_is_refused(counter: Counter) -> None:
    portal = counter.portal
    foreign = replace(portal.list_of(version=9), environment=Environment.TRAINING)
    with pytest.raises(Refused, match=r"trust\.other_environment"):
        counter.sync.put_trust(make_package(foreign, portal.root))


def test_an_older_trust_list_is_refused_and_the_same_one_is_no_news(counter: Counter) -> None:
    root, portal = counter.portal.root, counter.portal
    assert not counter.sync.put_trust(make_package(portal.list_of(), root))
    with pytest.raises(Refused, match=r"trust\.older"):
        counter.sync.put_trust(make_package(portal.list_of(version=4), root))
    assert counter.sync.trust_version() == 5
    assert counter.sync.put_trust(make_package(portal.list_of(version=6, keys=()), root)).packages
    revoked = portal.list_of(portal.trust_key(revoked_at=seals.NOW), version=7)
    counter.sync.put_trust(make_package(revoked, root))
    verdict = counter.judge(counter.seal())
    assert isinstance(verdict, RefusedSeal)
    assert verdict.code == "scan.key_revoked"


def test_before_the_first_trust_list_nothing_is_a_proof(tmp_path: Path) -> None:
    with desk.office(tmp_path) as office:
        verdict = Scans(office.acts).judge(seals.Centre().seal(), None, desk.WHO)
        assert isinstance(verdict, RefusedSeal)
        assert verdict.code == "scan.trust_missing"

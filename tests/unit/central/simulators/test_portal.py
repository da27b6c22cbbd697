"""What goes wrong on the citizens' way is found by the checks, and nothing else is."""

from __future__ import annotations

import pytest
from stdnum.bg import egn, pnf

from operator_app.domain.checks.people import KINSHIP, PERSON
from operator_app.domain.checks.place import ADDRESS, PROPERTY
from sync.central.simulators.portal import Flaw, filed
from tests import builders as b
from tests.unit.central.simulators.drafts import draft_of, open_checks
from tests.unit.central.simulators.stand_ins import FIRST, small_town

NO, UNCLEAR = "no", "undetermined"


@pytest.mark.parametrize("service", ["2107", "2079"])
@pytest.mark.parametrize("applicant_type", ["owner", "tenant", "parent"])
def test_an_application_in_order_leaves_nothing_open(applicant_type: str, service: str) -> None:
    assert open_checks(draft_of(applicant_type, service=service)) == {}


@pytest.mark.parametrize(
    ("applicant_type", "flaw", "found"),
    [
        ("owner", Flaw.UNSIGNED, {"signature": (NO, "not_signed")}),
        ("owner", Flaw.LOW_IDENTITY, {"identity": (UNCLEAR, "identified_low")}),
        ("owner", Flaw.NO_IDENTITY, {"identity": (UNCLEAR, "not_identified")}),
        ("owner", Flaw.OTHER_NAME, {"identity": (NO, "name_differs")}),
        ("owner", Flaw.NO_DEED, {"deed": (NO, "document_missing")}),
        ("owner", Flaw.NOT_OWNER, {"owner": (NO, "not_owner")}),
        (
            "owner",
            Flaw.MISTYPED_NUMBER,
            {
                "number": (NO, "number_malformed"),
                "identity": (NO, "person_unknown"),
                "owner": (NO, "not_owner"),
            },
        ),
        (
            "tenant",
            Flaw.NO_TENANCY,
            {"tenancy": (NO, "document_missing"), "tenancy_in_force": (NO, "document_missing")},
        ),
        ("tenant", Flaw.TENANCY_ENDED, {"tenancy_in_force": (NO, "expired")}),
        ("tenant", Flaw.TENANCY_UNDATED, {"tenancy_in_force": (UNCLEAR, "no_dates")}),
        ("tenant", Flaw.NO_CONSENT, {"consent": (NO, "consent_missing")}),
        ("tenant", Flaw.CONSENT_BY_OTHER, {"consent_owner": (NO, "not_owner")}),
        ("parent", Flaw.NO_PARENT_CONSENT, {"other_parent": (NO, "consent_missing")}),
        ("parent", Flaw.NO_COURT_PAPER, {"other_parent_paper": (NO, "document_missing")}),
        ("parent", Flaw.NOT_PARENT, {"parenthood": (NO, "not_parent")}),
        ("parent", Flaw.CHILD_AGE_UNKNOWN, {"child_age": (UNCLEAR, "age_unknown")}),
        ("parent", Flaw.CHILD_GROWN, {"child_age": (NO, "not_below_age")}),
    ],
)
def test_a_flaw_opens_its_own_check(applicant_type: str, flaw: Flaw, found: dict[str, tuple[str, str]]) -> None:
    assert open_checks(draft_of(applicant_type, flaw)) == found


@pytest.mark.parametrize(
    ("applicant_type", "query", "unclear"),
    [
        ("owner", PROPERTY, {"owner", "home", "limit"}),
        ("owner", ADDRESS, {"classifier"}),
        ("tenant", PERSON, {"identity"}),
        ("parent", KINSHIP, {"parenthood"}),
    ],
)
def test_a_silent_register_leaves_it_unclear(applicant_type: str, query: str, unclear: set[str]) -> None:
    found = open_checks(draft_of(applicant_type), silent=(query,))
    assert found == dict.fromkeys(unclear, (UNCLEAR, "register_silent"))


def test_every_type_has_the_parties_and_papers_that_its_service_asks_for() -> None:
    for number in ("2107", "2079"):
        service = b.service(number)
        for applicant_type in ("owner", "tenant", "parent"):
            body = filed(draft_of(applicant_type, service=number), small_town())
            wanted = service.types[applicant_type]
            assert {party.role for party in body.parties} == set(wanted.parties)
            there = {document.kind for document in body.documents}
            assert set(wanted.documents) - {"owner_consent"} <= there
            assert there <= set(service.documents)
            assert set(body.fields) <= set(service.fields)
            assert len({document.id for document in body.documents}) == len(body.documents)


def test_no_number_of_the_town_is_a_valid_one() -> None:
    for draft in (draft_of("owner"), draft_of("tenant"), draft_of("parent"), draft_of("owner", Flaw.MISTYPED_NUMBER)):
        for party in filed(draft, small_town()).parties:
            value = party.person.identifier.value
            assert not egn.is_valid(value)
            assert not pnf.is_valid(value)


def test_a_tenant_and_their_landlord_are_two_people_of_one_district() -> None:
    draft = draft_of("tenant")
    applicant, owner = filed(draft, small_town()).parties
    assert applicant.person.identifier != owner.person.identifier
    assert owner.consent is not None
    assert owner.consent.signer == owner.person.name
    assert owner.consent.ground == draft.service.roles["owner"].consent
    assert owner.consent.at < draft.filed_at
    assert draft.office == FIRST

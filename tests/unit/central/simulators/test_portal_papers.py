"""The papers of a case are made from the case itself, and are what was told at filing."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from PIL import Image

from operator_app.domain.bodies import Returned
from operator_app.domain.case import Case, Document
from operator_app.domain.environment import Environment
from operator_app.domain.identifiers import Identifier, IdentifierKind
from operator_app.domain.review import results
from sync.central.simulators.portal import DocumentMaker, Flaw, answers, certificates
from sync.central.simulators.portal.attachments import LOOK, attach
from sync.central.simulators.portal.numbers import outgoing
from tests.unit.central.simulators.drafts import FILED_AT, case_of, draft_of
from tests.unit.central.simulators.stand_ins import ON, MemoryActs, small_town
from tests.unit.central.simulators.test_papers import squeezed, texts

MAKER = DocumentMaker(small_town(), MemoryActs())


def plain(document: Document) -> Document:
    """As a file with text."""
    return replace(document, facts={**document.facts, LOOK: "pdf"})


def words_of(case: Case, document: Document) -> str:
    return "".join(texts(MAKER.paper(case, plain(document))))


@pytest.mark.parametrize("service", ["2107", "2079"])
@pytest.mark.parametrize("applicant_type", ["owner", "tenant", "parent"])
def test_every_paper_of_an_application_names_its_people(applicant_type: str, service: str) -> None:
    case, _ = case_of(draft_of(applicant_type, service=service))
    applicant = case.parties[0].person
    subject = case.party("child") or case.parties[0]
    for document in case.documents:
        text = words_of(case, document)
        assert squeezed("ОБРАЗЕЦ") in text
        named = {squeezed(party.person.name) for party in case.parties}
        assert any(name in text for name in named), document.kind
        if document.kind in ("application", "address_card"):
            assert squeezed(applicant.name) in text
            assert squeezed(subject.person.name) in text


def test_the_dates_on_a_contract_are_those_that_it_states() -> None:
    for flaws in ((), (Flaw.TENANCY_ENDED,)):
        case, _ = case_of(draft_of("tenant", *flaws))
        document = case.documents_of("tenancy")[0]
        year, month, day = document.facts["valid_until"].split("-")
        assert f"{day}.{month}.{year}" in words_of(case, document)


def test_an_unsigned_form_bears_no_signature_and_a_signed_one_says_how() -> None:
    signed, _ = case_of(draft_of("owner"))
    unsigned, _ = case_of(draft_of("owner", Flaw.UNSIGNED))
    said = squeezed("подписано с квалифициран електронен подпис")
    assert said in words_of(signed, signed.documents[0])
    assert said not in words_of(unsigned, unsigned.documents[0])


def test_the_same_document_has_the_same_bytes() -> None:
    case, _ = case_of(draft_of("tenant"))
    for document in case.documents[:2]:
        once, again = MAKER.make(case, document), DocumentMaker(small_town(), MemoryActs()).make(case, document)
        assert once is not None
        assert once == again


@pytest.mark.parametrize("look", ["pdf", "scan", "poor_scan"])
def test_name_and_kind_of_file_are_known_before_the_bytes(look: str) -> None:
    case, _ = case_of(draft_of("tenant"))
    told = attach(case.id, "owner_consent", FILED_AT, 1, facts={LOOK: look, "signed_on": "2026-11-20"})
    made = MAKER.paper(case, told)
    assert (made.name, made.media_type) == (told.name, told.media_type)
    if told.media_type == "image/jpeg":
        assert Image.open(io.BytesIO(made.data)).size[1] > 1000


def test_a_paper_of_somebody_whose_number_was_mistyped_bears_the_whole_number() -> None:
    case, _ = case_of(draft_of("owner", Flaw.MISTYPED_NUMBER))
    person = small_town().registers.persons[draft_of("owner").move.applicant_id]
    assert person.identifier in words_of(case, case.documents[0])


def test_no_sample_is_made_for_somebody_outside_the_town() -> None:
    case, _ = case_of(draft_of("owner"))
    nobody = replace(case.parties[0].person, identifier=Identifier(IdentifierKind.EGN, "0000000000"))
    case = replace(case, parties=(replace(case.parties[0], person=nobody),))
    assert MAKER.make(case, case.documents[0]) is None


def test_a_certificate_is_a_pdf_that_names_person_address_and_both_numbers() -> None:
    case, service = case_of(draft_of("parent"))
    document = certificates.issued(case, service, FILED_AT).document
    text = words_of(case, document)
    child = case.party("child")
    where = case.address(service.subject)
    assert child is not None
    assert where is not None
    for said in (child.person.name, where.full, case.number, outgoing(case.number)):
        assert squeezed(said) in text
    assert outgoing(case.number) != case.number


@pytest.mark.parametrize(
    ("applicant_type", "flaw", "kinds"),
    [
        ("owner", Flaw.NO_DEED, ["title_deed"]),
        ("owner", Flaw.UNSIGNED, ["address_card"]),
        ("owner", Flaw.NOT_OWNER, ["other"]),
        ("tenant", Flaw.TENANCY_ENDED, ["tenancy"]),
        ("tenant", Flaw.NO_CONSENT, []),
        ("parent", Flaw.NO_COURT_PAPER, ["court_decision"]),
    ],
)
def test_a_citizen_answers_with_the_paper_that_was_asked_for(applicant_type: str, flaw: Flaw, kinds: list[str]) -> None:
    case, service = case_of(draft_of(applicant_type, flaw))
    wanted = tuple(r.instruction for r in results(case, service, ON, Environment.SANDBOX) if r.instruction)
    returned = replace(case, instructions=Returned(wanted).instructions)
    said = answers.answer(returned, service, FILED_AT, 4)
    assert [document.kind for document in said.documents] == kinds
    assert said.text
    assert not {d.id for d in said.documents} & {d.id for d in case.documents}

"""SIMULATOR: the facts of each sample paper of a case, as the people of the town would fill them in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from operator_app.domain.case import Document
from sync.central.simulators.papers import facts
from sync.central.simulators.people import Deed, Tenancy
from sync.central.simulators.people.housing import districts

from .draft import OTHER_PARENT, OWNER
from .numbers import outgoing
from .told import NotOfThisTown, Told

_CAPACITY = {"owner": "собственик", "tenant": "наемател", "parent": "родител"}
_FEE = "по тарифа (образец)"


def facts_of(told: Told) -> facts.Facts:
    """Raises `NotOfThisTown`; KeyError for a kind that has no sample."""
    return _PAPERS[told.document.kind](told)


def _deed(told: Told) -> Deed:
    registers = told.town.registers
    held = registers.owners(told.home.id, told.town.on)
    if not held:
        raise NotOfThisTown("owner")
    return registers.deed(held[0])


def _title_deed(told: Told) -> facts.Facts:
    deed = _deed(told)
    people = (*deed.sellers[:1], *deed.buyers[:2])
    return facts.title_deed(deed, told.home, told.town.registers.persons, told.town.addresses(*people))


def _tenancy(told: Told) -> facts.Facts:
    """With the dates that the document states; the paper has dates also where none were typed in."""
    home, tenant = told.home, told.applicant
    contract = told.town.registers.tenancy(home.id, tenant.id, told.town.on) or _invented(told)
    begins = told.day("valid_from", contract.since)
    ends = told.day("valid_until", contract.until - timedelta(days=1))
    signed = min(contract.signed_on, begins - timedelta(days=2))
    shown = replace(contract, signed_on=signed, since=begins, until=ends)
    people = (contract.landlord_id, *contract.tenants[:2])
    seed = int(told.stated.get("sample_seed", "0"))
    return facts.tenancy(shown, home, told.town.registers.persons, told.town.addresses(*people), seed=seed)


def _invented(told: Told) -> Tenancy:
    since = told.added_on - timedelta(days=20)
    rent = told.home.area * 11 // 10 * 10
    landlord = told.person(OWNER).id
    return Tenancy(told.home.id, landlord, (told.applicant.id,), since, since, since + timedelta(days=365), rent)


def _owner_consent(told: Told) -> facts.Facts:
    owner = told.person(OWNER)
    subject, applicant = told.subject, told.applicant
    return facts.owner_consent(
        owner,
        told.registered_at(owner),
        applicant,
        told.home,
        _deed(told),
        address_kind=told.kind_of_address,
        signed_on=told.day("signed_on", told.added_on),
        children=(subject,) if subject is not applicant else (),
    )


def _parent_consent(told: Told) -> facts.Facts:
    other = told.person(OTHER_PARENT)
    return facts.parent_consent(
        other,
        told.registered_at(other),
        told.applicant,
        told.subject,
        told.home,
        address_kind=told.kind_of_address,
        signed_on=told.day("signed_on", told.added_on),
    )


def _birth_certificate(told: Told) -> facts.Facts:
    child = told.subject
    if child.mother_id is None:
        raise NotOfThisTown("mother")
    father = told.by_id(child.father_id) if child.father_id else None
    issuers = districts()
    issuer = issuers[int(child.id[1:]) % len(issuers)].name
    return facts.birth_certificate(child, told.by_id(child.mother_id), father, district=issuer)


def _court_decision(told: Told) -> facts.Facts:
    decision = told.town.registers.custody(told.subject.id, told.town.on)
    if decision is None:
        raise NotOfThisTown("custody")
    return facts.court_decision(
        told.by_id(decision.parent_id),
        told.by_id(decision.other_parent_id),
        told.subject,
        told.home,
        case_number=decision.case_number,
        decided_on=decision.decided_on,
        in_force_on=decision.in_force_on,
    )


def _application(told: Told) -> facts.Facts:
    applicant, subject = told.applicant, told.subject
    return facts.application(
        applicant,
        told.home,
        old=told.registered_at(subject),
        capacity=_CAPACITY[told.case.applicant_type],
        attachments=_others(told),
        filed_on=told.filed_on,
        filed_how="през портала",
        child=subject if subject is not applicant else None,
    )


def _address_card(told: Told) -> facts.Facts:
    applicant, subject = told.applicant, told.subject
    return facts.address_card(
        subject,
        told.home,
        permanent=told.registered_at(subject),
        old=told.registered_at(subject, permanent=False),
        capacity=_CAPACITY[told.case.applicant_type],
        attachments=_others(told),
        lives_there_since=told.filed_on - timedelta(days=3),
        filed_on=told.filed_on,
        filed_how="през портала",
        representative=applicant if subject is not applicant else None,
    )


def _others(told: Told) -> tuple[str, ...]:
    """What was filed together with the form, in words."""
    together = [d for d in told.case.documents if d.added_at == told.document.added_at and d.id != told.document.id]
    return tuple(_title(told, document) for document in together)


def _title(told: Told, document: Document) -> str:
    title = told.service.documents[document.kind].title.bg
    return title[:1].lower() + title[1:]


def _property_certificate(told: Told) -> facts.Facts:
    registers = told.town.registers
    held = registers.owners(told.home.id, told.town.on)[:2]
    owners = [(registers.persons[share.person_id], share, registers.deed(share)) for share in held]
    return facts.property_certificate(told.home, owners, requested_by=told.applicant, issued_on=told.added_on)


def _certificate(told: Told) -> facts.Facts:
    payment = told.case.payment
    fee = f"{payment.amount:.2f}".replace(".", ",") + "\u00a0€" if payment else _FEE
    return facts.certificate(
        told.subject,
        told.home,
        address_kind=told.kind_of_address,
        declared_on=told.filed_on,
        case_number=told.case.number,
        out_number=outgoing(told.case.number),
        issued_on=told.added_on,
        fee=fee,
    )


_PAPERS: Mapping[str, Callable[[Told], facts.Facts]] = {
    "title_deed": _title_deed,
    "tenancy": _tenancy,
    "owner_consent": _owner_consent,
    "parent_consent": _parent_consent,
    "birth_certificate": _birth_certificate,
    "court_decision": _court_decision,
    "application": _application,
    "address_card": _address_card,
    "certificate": _certificate,
    "other": _property_certificate,
}

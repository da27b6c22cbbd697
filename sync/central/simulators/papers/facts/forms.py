"""SIMULATOR: facts of what the citizen files and of what the office issues."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from operator_app.domain.address import Address
from sync.central.simulators.people import DemoDwelling, DemoPerson, address

from .words import Facts, child_words, day, document, named


def application(
    applicant: DemoPerson,
    home: DemoDwelling,
    *,
    old: Address | None,
    capacity: str,
    attachments: Sequence[str],
    filed_on: date,
    filed_how: str,
    child: DemoPerson | None = None,
) -> Facts:
    """`capacity` in words (собственик, наемател, родител); `old` is the address so far of whom it concerns."""
    return {
        **named("applicant", applicant),
        "applicant_document": document(applicant),
        "old_address": old.full if old else "–",
        **_filed(applicant, home, capacity, attachments, filed_on, filed_how),
        **(child_words(child) if child else {}),
    }


def address_card(
    person: DemoPerson,
    home: DemoDwelling,
    *,
    permanent: Address | None,
    old: Address | None,
    capacity: str,
    attachments: Sequence[str],
    lives_there_since: date,
    filed_on: date,
    filed_how: str,
    representative: DemoPerson | None = None,
) -> Facts:
    """For a child with its `representative`, whose contacts it bears."""
    filer = representative or person
    return {
        **named("person", person),
        "person_document": document(person),
        "person_born": day(person.born),
        "person_citizenship": person.country,
        "permanent_address": permanent.full if permanent else "–",
        "old_address": old.full if old else "–",
        "since": day(lives_there_since),
        **_filed(filer, home, capacity, attachments, filed_on, filed_how),
        **(named("representative", representative) if representative else {}),
    }


def certificate(
    person: DemoPerson,
    home: DemoDwelling,
    *,
    address_kind: str,
    declared_on: date,
    case_number: str,
    out_number: str,
    issued_on: date,
    fee: str,
) -> Facts:
    """What the centre issues after registration; `fee` in words (`2,56 €` or „не се дължи“)."""
    return {
        **named("person", person),
        "person_born": day(person.born),
        "district": home.district_name,
        "address": address(home).full,
        "address_kind": address_kind,
        "declared_on": day(declared_on),
        "case_number": case_number,
        "out_number": out_number,
        "issued_on": day(issued_on),
        "fee": fee,
    }


def _filed(
    filer: DemoPerson, home: DemoDwelling, capacity: str, attachments: Sequence[str], filed_on: date, filed_how: str
) -> Facts:
    return {
        "district": home.district_name,
        "new_address": address(home).full,
        "capacity": capacity,
        "attachments": ";".join(attachments) or "няма",
        "phone": filer.phone,
        "email": filer.email,
        "filed_on": day(filed_on),
        "filed_how": filed_how,
    }

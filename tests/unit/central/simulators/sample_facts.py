"""Truthful facts for every kind of paper, from one small population."""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import cache

from sync.central.simulators.papers import facts
from sync.central.simulators.people import Registers, address, moves, populate

ON = date(2026, 11, 23)
SEAL = "SF1:" + "".join(random.Random(3).choices("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", k=330))


@cache
def sample_facts() -> dict[str, facts.Facts]:
    """Kind → facts."""
    town = populate(random.Random(7), on=ON, sets=1)
    known = Registers(town)
    people = known.persons
    where = {pid: address(home) for pid in people if (home := known.address(pid, "permanent", ON))}
    found = moves(town)
    owner = next(move for move in found if move.applicant_type == "owner" and len(move.owners) == 2)
    tenant = next(move for move in found if move.applicant_type == "tenant")
    parent = next(move for move in found if move.court_decision)
    bought, let, new = (known.dwellings[move.dwelling_id] for move in (owner, tenant, parent))
    shares = known.owners(bought.id, ON)
    contract = known.tenancy(let.id, tenant.applicant_id, ON)
    child = people[parent.subject_id]
    mother, father = people[child.mother_id or ""], people[child.father_id or ""]
    decision = known.custody(child.id, ON)
    assert contract
    assert decision
    landlord, lodger = people[contract.landlord_id], people[tenant.applicant_id]
    papers = ("удостоверение за раждане", "съдебно решение")
    filed = "през портала"
    return {
        "title_deed": facts.title_deed(known.deed(shares[0]), bought, people, where),
        "tenancy": facts.tenancy(contract, let, people, where, seed=1),
        "owner_consent": facts.owner_consent(
            landlord,
            where[landlord.id],
            lodger,
            let,
            known.deed(known.owners(let.id, ON)[0]),
            address_kind="настоящ",
            signed_on=ON - timedelta(days=3),
        ),
        "parent_consent": facts.parent_consent(
            father, where[father.id], mother, child, new, address_kind="настоящ", signed_on=ON
        ),
        "birth_certificate": facts.birth_certificate(child, mother, father, district="Оборище"),
        "court_decision": facts.court_decision(
            mother,
            father,
            child,
            new,
            case_number=decision.case_number,
            decided_on=decision.decided_on,
            in_force_on=decision.in_force_on,
        ),
        "property_certificate": facts.property_certificate(
            bought,
            [(people[held.person_id], held, known.deed(held)) for held in shares],
            requested_by=people[owner.applicant_id],
            issued_on=ON,
        ),
        "application": facts.application(
            mother,
            new,
            old=where[child.id],
            capacity="родител",
            attachments=papers,
            filed_on=ON,
            filed_how=filed,
            child=child,
        ),
        "address_card": facts.address_card(
            child,
            new,
            permanent=where[child.id],
            old=where[child.id],
            capacity="родител",
            attachments=papers,
            lives_there_since=ON - timedelta(days=12),
            filed_on=ON,
            filed_how=filed,
            representative=mother,
        ),
        "certificate": facts.certificate(
            lodger,
            let,
            address_kind="настоящ",
            declared_on=ON,
            case_number="РСЦ26-ГР94-4483",
            out_number="РСЦ26-УД01-118",
            issued_on=ON,
            fee="2,56 €",
        ),
    }

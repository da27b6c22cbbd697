"""Facts → what may be decided: hand-written tables for the three types of both services."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from operator_app.domain import decisions, errors, review
from operator_app.domain.bodies import Denied, FeeRequested, PassedOn, Returned
from operator_app.domain.case import Answer, Case, Payment, Value
from operator_app.domain.environment import Environment
from operator_app.domain.lifecycle import State
from operator_app.domain.operation import Actor
from tests import builders as b

TODAY = date(2026, 11, 23)
PERMITTED = ""


def mine(case: Case, state: State = State.IN_REVIEW, **changes: Any) -> Case:
    return replace(case, state=state, assignee=b.CLERK.id, assignee_name=b.CLERK.name, **changes)


def tenant(service: str = "2107", *, consent: bool = True, until: str = "2027-01-01") -> Case:
    owner = b.party("owner", b.person("Стоян", "Къосев", date(1959, 4, 17), 11), consent=consent)
    applicant = b.party("applicant", signed=True)
    paper = b.document("tenancy", valid_from="2026-01-01", valid_until=until)
    filed = b.owner_filed(service=service, applicant_type="tenant", parties=(applicant, owner), documents=(paper,))
    registers = (
        b.answer("person", "applicant", name=applicant.person.name, dead=False),
        b.answer("address", "address"),
        b.answer(
            "property", "address", owners=owner.person.identifier.value, use="home", usual_persons=4, registered=1
        ),
    )
    return b.case_of(filed, registers)


def parent(service: str = "2107", *, consent: bool = True) -> Case:
    mother = b.party("applicant", signed=True)
    child = b.party("child", b.person("Борис", born=date(2017, 1, 19)))
    father = b.party("other_parent", b.person("Мартин", born=date(1982, 6, 4)), consent=consent)
    owner = replace(mother, role="owner")
    filed = b.owner_filed(
        service=service,
        applicant_type="parent",
        parties=(mother, child, father, owner),
        fields=b.fields(other_parent="asked"),
    )
    number = mother.person.identifier.value
    registers = (
        b.answer("person", "applicant", name=mother.person.name, dead=False),
        b.answer("kinship", "child", mother=number),
        b.answer("address", "address"),
        b.answer("property", "address", owners=number, use="home", usual_persons=4, registered=2),
        b.answer("permanent_address", "applicant", dwelling="|".join(b.address().dwelling)),
    )
    return b.case_of(filed, registers)


def owner(service: str = "2107", **changes: Any) -> Case:
    return replace(b.case_of(b.owner_filed(service=service)), **changes)


def ruling(case: Case, kind: str, actor: Actor = b.CLERK, environment: Environment = Environment.SANDBOX) -> str:
    service = b.service(case.service)
    results = review.results(case, service, TODAY, environment)
    found = decisions.rulings(case, service, results, actor, TODAY, environment)
    return next(r.code for r in found if r.kind == kind)


PAID = Payment(Decimal("2.56"), "Paid", b.NOON, paid_at=b.NOON)
UNSURE = {"home": Answer(Value.UNDETERMINED, "", "x", b.NOON)}
REFUSED_HOME = {"home": Answer(Value.NO, "", "x", b.NOON)}

TABLE = [
    # facts, decision, what stands in the way ("" nothing)
    (mine(owner()), "decision.fee_requested", PERMITTED),
    (mine(owner()), "decision.registered", "decision.fee_not_paid"),
    (mine(owner()), "decision.returned", "decision.nothing_to_mend"),
    (mine(owner()), "decision.passed_on", "decision.right_district"),
    (mine(owner()), "decision.refused", PERMITTED),
    (mine(owner()), "decision.terminated", "decision.not_in_this_state"),
    (mine(owner(), State.PAID, payment=PAID), "decision.registered", PERMITTED),
    (mine(owner(), State.PAID, payment=PAID, answers=REFUSED_HOME), "decision.registered", "decision.open_no"),
    (mine(owner(answers=REFUSED_HOME)), "decision.returned", PERMITTED),
    (mine(owner(answers=REFUSED_HOME)), "decision.fee_requested", "decision.open_no"),
    (mine(owner(answers=UNSURE)), "decision.fee_requested", "decision.open_checks"),
    (mine(owner(answers=UNSURE)), "decision.returned", "decision.nothing_to_mend"),
    (mine(owner(registers=())), "decision.fee_requested", "decision.open_checks"),
    (owner(state=State.IN_REVIEW), "decision.refused", "decision.not_claimed"),
    (
        replace(owner(), state=State.IN_REVIEW, assignee="clerk2", assignee_name="Втори"),
        "decision.refused",
        "decision.not_yours",
    ),
    (mine(owner(), State.REFUSED), "decision.registered", "decision.case_closed"),
    (mine(owner(), State.AWAITING_PAYMENT), "decision.registered", "decision.not_in_this_state"),
    (
        mine(owner(fields={"address": b.address("68134-17", "Витоша")})),
        "decision.passed_on",
        PERMITTED,
    ),
    (mine(tenant()), "decision.fee_requested", PERMITTED),
    (mine(tenant(consent=False)), "decision.fee_requested", "decision.open_no"),
    (mine(tenant(consent=False)), "decision.returned", PERMITTED),
    (mine(tenant(until="2026-11-22")), "decision.returned", PERMITTED),
    (mine(parent()), "decision.fee_requested", PERMITTED),
    (mine(parent(consent=False)), "decision.fee_requested", "decision.open_no"),
    (mine(parent("2079")), "decision.fee_requested", PERMITTED),
    (mine(tenant("2079")), "decision.fee_requested", PERMITTED),
    (mine(owner("2079")), "decision.fee_requested", PERMITTED),
]


@pytest.mark.parametrize(("case", "kind", "obstacle"), TABLE)
def test_what_may_be_decided(case: Case, kind: str, obstacle: str) -> None:
    assert ruling(case, kind) == obstacle


def test_an_unconfirmed_basis_keeps_a_refusal_closed_in_real_work_only() -> None:
    assert ruling(mine(owner()), "decision.refused", environment=Environment.WORK) == "decision.unconfirmed_basis"
    assert ruling(mine(owner()), "decision.refused", environment=Environment.TRAINING) == PERMITTED


CONFIRMED = {"zgr_92_13", "zgr_92_limit"}


def in_work(kind: str, body: Any, *, tariff: bool = False) -> str:
    """The obstacle in real work, where the municipality has confirmed `CONFIRMED` (and the tariff)."""
    service = b.service()
    bases = {key: replace(basis, confirmed=key in CONFIRMED) for key, basis in service.bases.items()}
    tariffs = tuple(replace(known, confirmed=tariff) for known in service.tariffs)
    service = replace(service, bases=bases, tariffs=tariffs)
    case = mine(owner())
    results = review.results(case, service, TODAY, Environment.SANDBOX)  # its people have no number of real work
    try:
        decisions.require(kind, body, case, service, results, b.CLERK, TODAY, Environment.WORK)
    except errors.Refused as refused:
        return refused.code
    return PERMITTED


def test_nothing_unconfirmed_leaves_the_office_in_real_work() -> None:
    fee = FeeRequested(Decimal("2.56"))
    assert in_work("decision.fee_requested", fee) == "decision.unconfirmed_fee"
    assert in_work("decision.fee_requested", fee, tariff=True) == PERMITTED
    assert in_work("decision.refused", Denied(("limit",))) == PERMITTED
    assert in_work("decision.refused", Denied(("limit", "no_document"))) == "decision.unconfirmed_ground"


def test_what_has_no_term_cannot_be_terminated_for_missing_it() -> None:
    assert ruling(replace(mine(owner(), State.RETURNED), term=None), "decision.terminated") == "decision.no_term"


def test_a_no_becomes_the_instruction_of_its_check() -> None:
    results = review.results(tenant(consent=False), b.service(), TODAY, Environment.SANDBOX)
    told = [r.instruction for r in results if r.instruction]
    assert [(i.template, i.kind, i.check) for i in told] == [("consent_missing", "missing", "consent")]


@pytest.mark.parametrize(
    ("kind", "body", "code"),
    [
        ("decision.refused", Denied(()), "decision.no_ground"),
        ("decision.refused", Denied(("no_such",)), "decision.unknown_ground"),
        ("decision.refused", Denied(("limit",)), None),
        ("decision.fee_requested", FeeRequested(Decimal("2.57")), "decision.wrong_fee"),
        ("decision.fee_requested", FeeRequested(Decimal("5.11"), "express"), None),
        ("decision.returned", Returned(()), "decision.nothing_to_mend"),
        ("decision.passed_on", PassedOn("68134-17"), "decision.right_district"),
        ("decision.unheard", Denied(()), "decision.unknown"),
    ],
)
def test_what_a_decision_says_is_judged_too(kind: str, body: Any, code: str | None) -> None:
    case, service = mine(owner()), b.service()
    results = review.results(case, service, TODAY, Environment.SANDBOX)
    try:
        decisions.require(kind, body, case, service, results, b.CLERK, TODAY, Environment.SANDBOX)
        found = None
    except errors.Refused as refused:
        found = refused.code
    assert found == code


def test_a_case_goes_only_to_the_district_of_its_address() -> None:
    case, service = mine(owner(fields={"address": b.address("68134-17", "Витоша")})), b.service()
    results = review.results(case, service, TODAY, Environment.SANDBOX)
    decisions.require(
        "decision.passed_on", PassedOn("68134-17"), case, service, results, b.CLERK, TODAY, Environment.WORK
    )
    with pytest.raises(errors.Refused) as refused:
        decisions.require(
            "decision.passed_on", PassedOn("68134-02"), case, service, results, b.CLERK, TODAY, Environment.WORK
        )
    assert refused.value.code == "decision.wrong_target"

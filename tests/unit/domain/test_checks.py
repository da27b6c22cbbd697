"""Each check: facts in, answer and reason out. Silent data are undetermined, never yes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.case import Case, Consent, ConsentState, Identification, Value
from operator_app.domain.checks import CHECKS, Facts
from operator_app.domain.environment import Environment
from operator_app.domain.identifiers import Identifier, IdentifierKind
from tests import builders as b

TODAY = date(2026, 11, 23)


def ask(case: Case, name: str, environment: Environment = Environment.SANDBOX, **params: Any) -> tuple[str, str]:
    finding = CHECKS[name](Facts(case, b.service(), TODAY, environment), **params)
    return finding.value.value, finding.reason


def owner_case(**changes: Any) -> Case:
    return replace(b.case_of(b.owner_filed()), **changes)


def with_registers(*answers: Any) -> Case:
    return owner_case(registers=answers)


def with_applicant(**changes: Any) -> Case:
    case = owner_case()
    return replace(case, parties=(replace(case.parties[0], **changes),))


IDENTITY = [
    (owner_case(), "yes", "identified"),
    (with_registers(), "undetermined", "register_silent"),
    (with_registers(b.answer("person", "applicant", None)), "undetermined", "register_silent"),
    (with_registers(b.answer("person", "applicant", False)), "no", "person_unknown"),
    (with_registers(b.answer("person", "applicant", name="Елица Примерова Пробна", dead=True)), "no", "person_dead"),
    (with_registers(b.answer("person", "applicant", name="Друга Жена", dead=False)), "no", "name_differs"),
    (with_applicant(identification=None), "undetermined", "not_identified"),
    (with_applicant(identification=Identification("email", "low")), "undetermined", "identified_low"),
    (owner_case(parties=()), "no", "party_missing"),
]


@pytest.mark.parametrize(("case", "value", "reason"), IDENTITY)
def test_identity(case: Case, value: str, reason: str) -> None:
    assert ask(case, "identity_confirmed", role="applicant") == (value, reason)


def test_a_name_is_the_same_in_other_letters_case_and_with_a_hyphen() -> None:
    case = with_registers(b.answer("person", "applicant", name="ЕЛИЦА ПРИМЕРОВА-ПРОБНА", dead=False))
    assert ask(case, "identity_confirmed", role="applicant")[0] == "yes"


@pytest.mark.parametrize(
    ("number", "environment", "value"),
    [
        ("9525176408", Environment.WORK, "yes"),
        ("9525176409", Environment.WORK, "undetermined"),  # a warning, never a refusal
        ("9525176409", Environment.SANDBOX, "yes"),
        ("9525176408", Environment.TRAINING, "undetermined"),  # might be somebody's
        ("95251764", Environment.WORK, "no"),
        ("９525176408", Environment.WORK, "no"),
    ],
)
def test_the_check_digit_under_both_policies(number: str, environment: Environment, value: str) -> None:
    who = replace(b.person(), identifier=Identifier(IdentifierKind.EGN, number))
    assert ask(with_applicant(person=who), "number_sound", environment, role="applicant")[0] == value


PLACE = [
    ("in_classifier", {"field": "address"}, b.answer("address", "address"), "yes"),
    ("in_classifier", {"field": "address"}, b.answer("address", "address", False), "undetermined"),
    ("in_classifier", {"field": "address"}, b.answer("address", "address", None), "undetermined"),
    ("is_home", {"field": "address"}, b.answer("property", "address", use="office"), "no"),
    ("is_home", {"field": "address"}, b.answer("property", "address", False), "undetermined"),
    ("owner_of", {"role": "applicant", "field": "address"}, b.answer("property", "address", owners="0000000000"), "no"),
    ("owner_of", {"role": "applicant", "field": "address"}, b.answer("property", "address", None), "undetermined"),
    (
        "within_limit",
        {"field": "address", "factor": 2},
        b.answer("property", "address", usual_persons=2, registered=3),
        "yes",
    ),
    (
        "within_limit",
        {"field": "address", "factor": 2},
        b.answer("property", "address", usual_persons=2, registered=4),
        "undetermined",
    ),
    ("within_limit", {"field": "address"}, b.answer("property", "address"), "undetermined"),
    ("same_as_register", {"field": "address", "role": "applicant"}, b.answer("person", "applicant"), "undetermined"),
    (
        "same_as_register",
        {"field": "address", "role": "applicant"},
        b.answer("permanent_address", "applicant", dwelling="elsewhere"),
        "no",
    ),
    (
        "same_as_register",
        {"field": "address", "role": "applicant"},
        b.answer("permanent_address", "applicant", dwelling="|".join(b.address().dwelling)),
        "yes",
    ),
]


@pytest.mark.parametrize(("name", "params", "register", "value"), PLACE)
def test_place(name: str, params: dict[str, Any], register: Any, value: str) -> None:
    assert ask(with_registers(register), name, **params)[0] == value


def test_the_district_is_the_addresss() -> None:
    elsewhere = owner_case(fields={"address": b.address("68134-17", "Витоша")})
    assert ask(owner_case(), "in_district", field="address") == ("yes", "in_district")
    assert ask(elsewhere, "in_district", field="address") == ("no", "other_district")
    assert ask(owner_case(fields={}), "in_district", field="address") == ("no", "address_missing")


@pytest.mark.parametrize(
    ("facts", "value"),
    [
        ({"valid_from": "2025-12-01", "valid_until": "2026-12-01"}, "yes"),
        ({"valid_from": "2025-12-01", "valid_until": "2026-11-23"}, "yes"),
        ({"valid_from": "2025-12-01", "valid_until": "2026-11-22"}, "no"),
        ({"valid_from": "2026-12-01", "valid_until": "2027-12-01"}, "no"),
        ({"valid_until": "2027-12-01"}, "undetermined"),
        ({"valid_from": "завчера", "valid_until": "2027-12-01"}, "undetermined"),
    ],
)
def test_a_contract_in_force(facts: dict[str, str], value: str) -> None:
    assert ask(owner_case(documents=(b.document("tenancy", **facts),)), "in_force", kinds=("tenancy",))[0] == value


def test_the_newest_contract_counts() -> None:
    old = b.document("tenancy", "t1", valid_from="2024-01-01", valid_until="2025-01-01")
    new = replace(
        b.document("tenancy", "t2", valid_from="2026-01-01", valid_until="2027-01-01"), added_at=b.later(days=1)
    )
    assert ask(owner_case(documents=(new, old)), "in_force", kinds=("tenancy",))[0] == "yes"


def parent_case(other_parent: str = "asked", *, kin: dict[str, Any] | None = None, **changes: Any) -> Case:
    mother = b.party("applicant", signed=True)
    child = b.party("child", b.person("Борис", born=date(2017, 1, 19)))
    father = b.party("other_parent", b.person("Мартин", born=date(1982, 6, 4)))
    filed = b.owner_filed(
        applicant_type="parent", parties=(mother, child, father), fields=b.fields(other_parent=other_parent)
    )
    register = b.answer("kinship", "child", **(kin if kin is not None else {"mother": mother.person.identifier.value}))
    return replace(b.case_of(filed), registers=(register,), **changes)


def test_parenthood() -> None:
    params = {"parent": "applicant", "child": "child"}
    assert ask(parent_case(), "parent_of", **params) == ("yes", "is_parent")
    assert ask(parent_case(kin={"mother": "0000000000"}), "parent_of", **params) == ("no", "not_parent")
    assert ask(parent_case(kin={}), "parent_of", **params) == ("no", "not_parent")
    assert ask(owner_case(), "parent_of", **params) == ("no", "party_missing")


def test_a_birthday_decides_the_day_it_comes() -> None:
    eighteen = b.party("child", b.person(born=date(2008, 11, 23)))
    tomorrow = b.party("child", b.person(born=date(2008, 11, 24)))
    unknown = b.party("child", replace(b.person(), birth_date=None))
    for child, value in ((eighteen, "no"), (tomorrow, "yes"), (unknown, "undetermined")):
        assert ask(owner_case(parties=(child,)), "below_age", role="child", years=18)[0] == value


WAIVED = {"waived_by": "other_parent", "waivers": ("court", "deceased")}


@pytest.mark.parametrize(
    ("state", "field", "value", "reason"),
    [
        (None, "asked", "no", "consent_missing"),
        (ConsentState.GIVEN, "asked", "yes", "consent_given"),
        (ConsentState.WITHDRAWN, "asked", "no", "consent_withdrawn"),
        (None, "court", "yes", "consent_not_asked"),
    ],
)
def test_the_other_parents_consent(state: ConsentState | None, field: str, value: str, reason: str) -> None:
    case = parent_case(field)
    consent = Consent(state, b.NOON) if state else None
    parties = tuple(replace(p, consent=consent) if p.role == "other_parent" else p for p in case.parties)
    assert ask(replace(case, parties=parties), "consent_given", role="other_parent", **WAIVED) == (value, reason)


def test_a_consent_is_of_the_day_in_sofia() -> None:
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # 01:30 on the 24th
    owner = b.party("owner", b.person("Стоян", born=date(1960, 1, 1)))
    for state in ConsentState:
        parties = (b.party("applicant"), replace(owner, consent=Consent(state, late)))
        finding = CHECKS["consent_given"](
            Facts(owner_case(parties=parties), b.service(), TODAY, Environment.SANDBOX), role="owner"
        )
        assert finding.params["day"] == "2026-11-24"


def test_nobody_consents_to_their_own_application() -> None:
    case = owner_case()
    same = replace(case, parties=(case.parties[0], replace(case.parties[0], role="owner")))
    assert ask(same, "consent_given", role="owner") == ("yes", "consent_own")


def test_a_court_paper_is_asked_for_only_where_a_court_decided() -> None:
    params = {"kinds": ("court_decision",), "only_if": "other_parent", "values": ("court",)}
    assert ask(parent_case("asked"), "document_there", **params) == ("yes", "document_not_asked")
    assert ask(parent_case("court"), "document_there", **params) == ("no", "document_missing")


@given(st.sampled_from(sorted(CHECKS)), st.data())
def test_no_check_says_yes_to_a_case_of_which_nothing_is_known(name: str, data: st.DataObject) -> None:
    """Whatever the parameters, an empty application gets no „да“."""
    from operator_app.domain.checks import parameters

    words = st.sampled_from(["applicant", "owner", "address", "tenancy"])
    given_params: dict[str, Any] = {}
    for key, parameter in parameters(name).items():
        if parameter.default is not parameter.empty:
            continue
        given_params[key] = (
            data.draw(st.integers(1, 99))
            if parameter.annotation is int
            else ("tenancy",)
            if parameter.annotation is not str
            else data.draw(words)
        )
    empty = owner_case(parties=(), documents=(), registers=(), fields={})
    assert CHECKS[name](Facts(empty, b.service(), TODAY, Environment.WORK), **given_params).value is not Value.YES

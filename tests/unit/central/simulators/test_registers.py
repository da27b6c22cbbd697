"""The registers answer what the checks read, with facts alone, and can be silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from operator_app.domain.checks.place import PROPERTY
from sync.central.simulators.registers import Question, Registers, questions
from tests import builders as b
from tests.clocks import SetClock
from tests.unit.central.simulators.drafts import case_of, draft_of
from tests.unit.central.simulators.stand_ins import small_town

OWNER = {("person", "applicant"), ("address", "address"), ("property", "address")}


@pytest.mark.parametrize(
    ("service", "applicant_type", "more"),
    [
        ("2107", "owner", set()),
        ("2107", "tenant", set()),
        ("2107", "parent", {("kinship", "child")}),
        ("2079", "parent", {("kinship", "child"), ("permanent_address", "applicant")}),
    ],
)
def test_what_is_asked_follows_from_the_checks_of_the_type(
    service: str, applicant_type: str, more: set[tuple[str, str]]
) -> None:
    asked = questions(b.service(service), applicant_type)
    assert {(q.query, q.subject) for q in asked} == OWNER | more
    assert len(set(asked)) == len(asked)


def test_each_answer_says_when_it_was_asked_and_how_old_its_data_are() -> None:
    clock = SetClock()
    case, service = case_of(draft_of("owner"))
    for answer in Registers(small_town(), clock).ask(case, service):
        assert answer.asked_at == clock.now()
        assert timedelta(0) < answer.asked_at - answer.as_of < timedelta(days=1)
        assert answer.found is True


def test_the_property_register_knows_owners_use_and_how_many_are_registered() -> None:
    draft = draft_of("owner")
    case, service = case_of(draft)
    town = small_town()
    told = next(a for a in Registers(town, SetClock()).ask(case, service) if a.query == PROPERTY)
    owners = {town.registers.persons[owner].identifier for owner in draft.move.owners}
    assert set(str(told.facts["owners"]).split()) == owners
    assert told.facts["use"] == "home"
    assert told.facts["registered"] == len(town.registers.residents(draft.move.dwelling_id, town.on))


def test_the_register_of_kinship_names_both_parents() -> None:
    draft = draft_of("parent")
    case, service = case_of(draft)
    told = next(a for a in Registers(small_town(), SetClock()).ask(case, service) if a.query == "kinship")
    persons = small_town().registers.persons
    child = persons[draft.move.subject_id]
    assert told.facts["mother"] == persons[child.mother_id or ""].identifier
    assert told.facts["father"] == persons[child.father_id or ""].identifier


def test_a_silent_register_has_found_nothing_out() -> None:
    case, service = case_of(draft_of("tenant"))
    asked = Registers(small_town(), SetClock(), silent=(PROPERTY,)).ask(case, service)
    silent = [a for a in asked if a.found is None]
    assert [a.query for a in silent] == [PROPERTY]
    assert not silent[0].facts
    assert len(asked) == 3


def test_nobody_of_this_town_is_not_found() -> None:
    case, service = case_of(draft_of("owner"))
    stranger = replace(case.parties[0], person=b.person())
    elsewhere = b.address("68134-24", "Банкя")
    case = replace(case, parties=(stranger,), fields={"address": elsewhere})
    assert {a.found for a in Registers(small_town(), SetClock()).ask(case, service)} == {False}


def test_two_questions_of_one_register_differ_by_their_subject() -> None:
    assert Question("person", "applicant") != Question("person", "child")

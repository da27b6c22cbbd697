"""The sandbox's first cases: enough, of every kind, made by the rules, believable, and the same each time."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from functools import cache

import pytest
from stdnum.bg import egn, pnf

from operator_app.domain import review
from operator_app.domain.bodies import CheckAnswered
from operator_app.domain.case import Case, Value
from operator_app.domain.environment import Environment
from operator_app.domain.lifecycle import ActorKind, State
from operator_app.domain.terms import SOFIA, sofia_day
from operator_app.formats import case_json, tracking
from sync.central.acts import Wish
from sync.central.simulators.seed import Days, Seeder, Stage
from sync.central.simulators.seed.stories import Ending, all_stories, short_stories
from sync.central.simulators.town import town
from tests import builders as b
from tests.clocks import START, SetClock
from tests.unit.central.simulators.stand_ins import FIRST, OFFICES, OTHERS, MemoryActs, small_town, staff

STANDING = frozenset(State) - {State.DRAFT, State.PASSED_ON}  # the centre enters a passed-on case at once
HOLIDAYS = b.service().holidays


def stage(now: datetime = START, where: str = "small") -> Stage:
    people = (
        small_town() if where == "small" else town(7, sofia_day(now), more={FIRST: 26, **dict.fromkeys(OTHERS, 10)})
    )
    return Stage(people, SetClock(now), "secret", staff(), Days(now, HOLIDAYS), Environment.SANDBOX)


def seeded(acts: MemoryActs | None = None, scene: Stage | None = None) -> MemoryActs:
    made = acts or MemoryActs()
    Seeder(made, scene or stage(), made.services(), OFFICES, 7).run()
    return made


@cache
def sown() -> MemoryActs:
    """Looked at, never changed."""
    return seeded()


def open_checks(case: Case) -> set[tuple[str, str, str]]:
    """Type, check and answer of what is not a „да“ today."""
    service = b.service(case.service)
    found = review.results(case, service, sofia_day(START), Environment.SANDBOX)
    return {(case.applicant_type, result.id, result.value.value) for result in found if result.open}


def in_(*states: State) -> list[Case]:
    return [case for case in sown().cases.values() if case.state in states]


def test_at_least_a_hundred_cases_in_every_state_most_of_them_in_the_first_office() -> None:
    counted = Counter(wish.office for wish in sown().wishes if wish.kind == "case.filed")
    assert sum(counted.values()) >= 100
    assert set(counted) == set(OFFICES)
    assert counted[FIRST] > 2 * max(counted[office] for office in OTHERS)
    states = {case.state for case in sown().cases.values()}
    assert states >= STANDING
    assert any(wish.kind == "decision.passed_on" for wish in sown().wishes)


def test_both_services_and_all_three_types_wait_for_a_clerk_in_each_office() -> None:
    found = {(case.office, case.service, case.applicant_type) for case in sown().cases.values()}
    assert {(office, service) for office, service, _ in found} == {(o, s) for o in OFFICES for s in ("2107", "2079")}
    new = {(case.office, case.applicant_type) for case in in_(State.SUBMITTED)}
    assert new >= {(office, kind) for office in OFFICES for kind in ("owner", "tenant", "parent")}


def test_some_can_be_decided_at_once_and_every_check_of_every_type_is_open_somewhere() -> None:
    waiting = in_(State.SUBMITTED, State.IN_REVIEW)
    assert sum(not open_checks(case) for case in waiting) >= 10
    found = set().union(*map(open_checks, waiting))
    said = {check: {answer for _, name, answer in found if name == check} for _, check, _ in found}
    for check in ("identity", "owner", "home", "tenancy_in_force", "child_age", "parenthood"):
        assert said[check] == {"no", "undetermined"}, check
    for check in ("number", "signature", "district", "deed", "tenancy", "consent", "consent_owner", "other_parent"):
        assert "no" in said[check], check
    assert "no" in said["other_parent_paper"]
    assert "no" in said["parents_address"]
    assert {"undetermined"} == said["classifier"] == said["limit"]


def test_several_tenants_lack_a_consent_that_can_be_scanned() -> None:
    lacking = [c for c in in_(State.SUBMITTED) if ("tenant", "consent", "no") in open_checks(c) and c.office == FIRST]
    assert len([case for case in lacking if open_checks(case) == {("tenant", "consent", "no")}]) >= 3


def test_numbers_have_the_city_s_form_and_cannot_be_mistaken_for_real_ones() -> None:
    numbers = [case.number for case in sown().cases.values()]
    assert len(set(numbers)) == len(numbers)
    assert all(tracking.parse_incoming(number) for number in numbers)
    assert all("-ПС00-" in number for number in numbers)


def test_nobody_s_number_is_a_valid_one() -> None:
    for case in sown().cases.values():
        for party in case.parties:
            value = party.person.identifier.value
            assert not egn.is_valid(value)
            assert not pnf.is_valid(value)


def test_every_act_lies_in_the_past_in_order_and_clerks_work_in_office_hours() -> None:
    last: dict[str, datetime] = {}
    for wish in sown().wishes:
        assert wish.at < START
        assert wish.at > last.get(wish.case, wish.at - timedelta(1))
        last[wish.case] = wish.at
        if wish.actor.kind is ActorKind.CLERK:
            local = wish.at.astimezone(SOFIA)
            assert local.weekday() < 5
            assert local.date() not in HOLIDAYS
            assert 9 <= local.hour < 18


def test_terms_run_where_they_should() -> None:
    today = sofia_day(START)
    for case in in_(State.RETURNED):
        assert case.term is not None
        assert case.term.key == "remedy"
        assert case.term.last_day >= today
        assert case.instructions
    overdue = [c for c in in_(State.SUBMITTED) if c.term and c.term.last_day < today]
    due_today = [c for c in in_(State.SUBMITTED) if c.term and c.term.last_day == today]
    assert overdue
    assert due_today


def test_clerks_give_a_reason_for_every_answer_and_act_only_on_their_own_cases() -> None:
    answers = [wish.body for wish in sown().wishes if isinstance(wish.body, CheckAnswered)]
    assert answers
    assert all(answer.value is Value.YES and answer.reason for answer in answers)
    accounts = {actor.id: office for office, actors in staff().items() for actor in actors}
    for wish in sown().wishes:
        if wish.actor.kind is ActorKind.CLERK:
            assert accounts[wish.actor.id] == wish.office


def test_the_same_seed_and_moment_give_the_same_past() -> None:
    again = seeded()
    assert [(w.kind, w.case, w.at, w.body) for w in again.wishes] == [
        (w.kind, w.case, w.at, w.body) for w in sown().wishes
    ]


def test_one_cut_short_goes_on_where_it_ended_and_makes_the_same_cases() -> None:
    acts = MemoryActs()
    Seeder(acts, stage(), acts.services(), OFFICES, 7).run(stop=lambda: len(acts.transactions) >= 3)
    assert 0 < len(acts.cases) < len(sown().cases)
    seeded(acts)
    assert {id_: case_json.dump(case) for id_, case in acts.cases.items()} == {
        id_: case_json.dump(case) for id_, case in sown().cases.items()
    }
    before = len(acts.wishes)
    seeded(acts)
    assert len(acts.wishes) == before


def test_the_first_office_comes_first_and_no_transaction_is_long() -> None:
    offices = [wish.office for wish in sown().wishes]
    assert offices == sorted(offices, key=OFFICES.index)
    assert max(sown().transactions) < 40


@pytest.mark.parametrize("day", [date(2026, 12, 28), date(2027, 1, 4), date(2027, 5, 6), date(2028, 2, 29)])
def test_on_any_day_of_the_year_nearly_everybody_finds_their_story(day: date) -> None:
    """Also after long holidays and on a Sunday: a story without people is left out, never told wrongly."""
    now = datetime.combine(day, START.timetz())
    made = seeded(scene=stage(now, "own"))
    told = len(all_stories()) + len(OTHERS) * len(short_stories())
    assert len(made.cases) >= max(100, told * 9 // 10)
    assert {case.state for case in made.cases.values()} >= STANDING
    assert all(wish.at < now for wish in made.wishes)


def test_every_ending_is_told() -> None:
    assert {story.ending for story in all_stories()} == set(Ending) == {story.ending for story in short_stories()}


def test_days_are_working_days_before_today() -> None:
    days = Days(datetime.combine(date(2026, 12, 28), START.timetz()), HOLIDAYS)
    assert days.back(0) == date(2026, 12, 23)
    assert days.back(1) == date(2026, 12, 22)


def wishes_of(case: str) -> list[Wish]:
    return [wish for wish in sown().wishes if wish.case == case]


def test_a_terminated_case_was_returned_and_its_term_had_passed() -> None:
    for case in in_(State.TERMINATED):
        kinds = [wish.kind for wish in wishes_of(case.id)]
        assert kinds.index("decision.returned") < kinds.index("decision.terminated")
        assert wishes_of(case.id)[-1].actor.kind is ActorKind.SYSTEM

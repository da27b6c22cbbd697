"""The sandbox's citizens: repeatable, believable, nobody's."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.bg import egn, pnf

from operator_app.domain.environment import Environment
from operator_app.domain.identifiers import Digit
from sync.central.simulators.people import DemoPerson, Population, Registers, address, identifier, populate, to_json
from sync.central.simulators.people.housing import districts, location_units, settlements
from sync.central.simulators.people.names import fathers_name, in_gender
from sync.central.simulators.people.numbers import Numbers

ON = date(2026, 11, 23)
DIGEST = f"""
import hashlib, random
from datetime import date
from sync.central.simulators.people import populate, to_json
print(hashlib.sha256(to_json(populate(random.Random(5), on=date({ON.year}, {ON.month}, {ON.day}), sets=1))).hexdigest())
"""


@cache
def town(seed: int = 5, sets: int = 1) -> Population:
    return populate(random.Random(seed), on=ON, sets=sets)


@cache
def registers() -> Registers:
    return Registers(town())


def bulgarians(population: Population) -> list[DemoPerson]:
    return [person for person in population.persons if person.citizenship == "BG"]


def test_same_seed_gives_the_same_bytes_in_another_process_too() -> None:
    here = hashlib.sha256(to_json(town())).hexdigest()
    other = subprocess.run(
        [sys.executable, "-c", DIGEST],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    assert other.stdout.strip() == here
    assert to_json(town()) != to_json(town(6))


@given(st.integers(0, 2**32), st.dates(date(1895, 1, 1), date(2026, 11, 1)), st.sampled_from(["m", "f"]), st.booleans())
def test_an_egn_tells_birth_and_sex_and_is_never_valid(seed: int, born: date, sex: str, in_sofia: bool) -> None:
    numbers = Numbers(random.Random(seed))
    made = [numbers.egn(born, "m" if sex == "m" else "f", in_sofia=in_sofia) for _ in range(5)]
    for number in made:
        assert egn.get_birth_date(number) == born
        assert int(number[8]) % 2 == (sex == "f")
        assert egn.calc_check_digit(number[:9]) != number[9]
        assert not pnf.is_valid(number)
    assert len({number[:9] for number in made}) == len(made)


@given(st.integers(0, 2**32))
def test_an_lnc_is_never_valid(seed: int) -> None:
    number = Numbers(random.Random(seed)).lnc()
    assert len(number) == 10
    assert not pnf.is_valid(number)
    assert not egn.is_valid(number)


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 2**32))
def test_whatever_the_seed_nobody_has_a_valid_number(seed: int) -> None:
    people = populate(random.Random(seed), on=ON, sets=1).persons
    assert len({person.identifier for person in people}) == len(people)
    for person in people:
        assert not egn.is_valid(person.identifier)
        assert not pnf.is_valid(person.identifier)
        assert person.identifier_type == "lnc" or egn.get_birth_date(person.identifier) == person.born


def test_the_domain_takes_the_wrong_digit_as_sound_in_the_sandbox_alone() -> None:
    for person in town().persons:
        assert identifier(person).digit(Environment.SANDBOX) is Digit.SOUND
        assert identifier(person).digit(Environment.WORK) is Digit.DOUBTFUL


def test_names_agree_in_gender() -> None:
    for person in bulgarians(town()):
        endings = ("ова", "ева") if person.sex == "f" else ("ов", "ев")
        assert person.father.endswith(endings), person.name
        assert person.family.endswith("а") == (person.sex == "f"), person.name
    assert {person.sex for person in town().persons} == {"m", "f"}


def test_children_bear_their_fathers_names() -> None:
    people = registers().persons
    children = [person for person in town().persons if person.father_id and person.mother_id]
    assert len(children) > 80
    for child in children:
        father, mother = people[child.father_id or ""], people[child.mother_id or ""]
        assert child.father == fathers_name(father.given, child.sex)
        assert child.family == in_gender(father.family, child.sex)
        assert min(child.born - father.born, child.born - mother.born) > timedelta(days=18 * 365)


def test_kinship_is_symmetric() -> None:
    mirror = {
        "Баща": {"Син", "Дъщеря"},
        "Майка": {"Син", "Дъщеря"},
        "Брат": {"Брат", "Сестра"},
        "Сестра": {"Брат", "Сестра"},
    }
    mirror |= {"Син": {"Баща", "Майка"}, "Дъщеря": {"Баща", "Майка"}}
    words: Counter[str] = Counter()
    for person in town().persons:
        for relation in registers().relations(person.id, ON):
            back = [r.word for r in registers().relations(relation.person_id, ON) if r.person_id == person.id]
            assert len(back) == 1
            assert back[0] in mirror[relation.word]
            assert registers().direct_line(person.id, relation.person_id) == (relation.word not in {"Брат", "Сестра"})
            words[relation.word] += 1
    assert set(words) == set(mirror)


def test_a_marriage_is_the_same_from_both_sides_and_ends() -> None:
    divorced = 0
    for marriage in town().marriages:
        assert registers().spouse(marriage.husband_id, marriage.since) == marriage.wife_id
        assert registers().spouse(marriage.wife_id, marriage.since) == marriage.husband_id
        if marriage.until:
            divorced += 1
            assert registers().spouse(marriage.husband_id, marriage.until) is None
    assert divorced == len(districts())


def test_dwellings_stand_in_all_districts_on_invented_streets() -> None:
    home = {unit.code: unit for unit in location_units()}
    assert len(home) == len(location_units())
    assert all(code.startswith("DEMO-") for code in home)
    assert {dwelling.district for dwelling in town().dwellings} == {district.code for district in districts()}
    assert len(districts()) == 24
    for dwelling in town().dwellings:
        unit = home[dwelling.street_code]
        assert (unit.district, unit.ekatte) == (dwelling.district, dwelling.ekatte)
        assert dwelling.settlement == settlements()[dwelling.ekatte]
        assert dwelling.district_name in address(dwelling).full
    lines = [address(dwelling).dwelling for dwelling in town().dwellings]
    assert len(set(lines)) == len(lines)


def test_shares_make_a_whole_on_every_day() -> None:
    days = {held.since for held in town().ownerships} | {ON}
    for dwelling in town().dwellings:
        for day in days:
            shares = [Fraction(held.share) for held in registers().owners(dwelling.id, day)]
            assert sum(shares) in {0, 1}
        assert registers().owners(dwelling.id, ON)


def test_a_sale_changes_the_owner_on_its_day() -> None:
    sales = [deed for deed in town().deeds if deed.sellers]
    assert len(sales) == len(districts())
    for deed in sales:
        before = registers().owners(deed.dwelling_id, deed.signed_on - timedelta(days=1))
        after = registers().owners(deed.dwelling_id, deed.signed_on)
        assert tuple(held.person_id for held in before) == deed.sellers
        assert tuple(held.person_id for held in after) == deed.buyers


def test_nobody_is_registered_twice_or_before_birth() -> None:
    entries = defaultdict(list)
    for entry in town().registrations:
        assert entry.since >= registers().persons[entry.person_id].born
        entries[entry.person_id, entry.kind].append(entry)
    assert {person for person, _ in entries} == set(registers().persons)
    for known in entries.values():
        known.sort(key=lambda entry: entry.since)
        for earlier, later in pairwise(known):
            assert earlier.until is not None
            assert earlier.until <= later.since


def test_some_landlords_own_several_flats_in_every_district() -> None:
    flats = Counter(held.person_id for held in town(sets=3).ownerships if held.until is None)
    where = {d.id: d.district for d in town(sets=3).dwellings}
    lets = {where[held.dwelling_id] for held in town(sets=3).ownerships if flats[held.person_id] >= 3}
    assert lets == {district.code for district in districts()}


def test_what_may_go_wrong_is_there() -> None:
    population = town(sets=3)
    facts = Registers(population)
    assert any(not facts.in_classifier(dwelling.id, ON) for dwelling in population.dwellings)
    assert any(dwelling.kind == "atelier" for dwelling in population.dwellings)
    assert any(len(facts.residents(d.id, ON)) >= 2 * d.usual_persons for d in population.dwellings)
    assert any(person.document and person.document.valid_until < ON for person in population.persons)
    assert any(not facts.alive(person.id, ON) for person in population.persons)
    assert any(person.identifier_type == "lnc" for person in population.persons)


def test_contacts_and_documents_belong_to_nobody() -> None:
    for person in town().persons:
        grown = (ON - person.born).days > 18 * 366
        assert (not grown) or (person.email.endswith("@example.org") and person.phone.startswith("+359 000 "))
        assert person.document is None or person.document.number.startswith(("XT", "99"))
        if (ON - person.born).days < 14 * 365:
            assert person.document is None

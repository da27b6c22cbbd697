"""Who has reason to apply: home and register disagree."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

from sync.central.simulators.people import Registers, moves, populate
from sync.central.simulators.people.housing import districts

ON = date(2026, 11, 23)
TOWN = populate(random.Random(11), on=ON)
REGISTERS = Registers(TOWN)
MOVES = moves(TOWN)


def test_every_district_has_all_three_types() -> None:
    found = {(move.district, move.applicant_type) for move in MOVES}
    assert len(found) == len(districts()) * 3
    assert len(MOVES) > 300
    assert len({(move.subject_id, move.dwelling_id) for move in MOVES}) == len(MOVES)


def test_the_register_does_not_know_of_the_move_yet() -> None:
    for move in MOVES:
        now = REGISTERS.address(move.subject_id, "current", ON)
        assert now is not None
        assert now.id != move.dwelling_id
        assert REGISTERS.alive(move.applicant_id, ON)


def test_an_owner_owns_and_a_tenant_rents_from_the_owner() -> None:
    for move in MOVES:
        assert move.owners == tuple(held.person_id for held in REGISTERS.owners(move.dwelling_id, ON))
        if move.applicant_type == "owner":
            assert move.applicant_id in move.owners
        if move.applicant_type == "tenant":
            contract = REGISTERS.tenancy(move.dwelling_id, move.applicant_id, ON)
            assert contract is not None
            assert contract.landlord_id == move.landlord_id
            assert move.landlord_id in move.owners


def test_a_parent_moves_a_minor_child_with_the_other_parent_known() -> None:
    counted: Counter[bool] = Counter()
    for move in (move for move in MOVES if move.applicant_type == "parent"):
        child = REGISTERS.persons[move.subject_id]
        assert child.born > ON.replace(year=ON.year - 18)
        assert set(REGISTERS.parents(child.id)) == {move.applicant_id, move.other_parent_id}
        decision = REGISTERS.custody(child.id, ON)
        assert move.court_decision == (decision is not None)
        counted[move.court_decision] += 1
    assert min(counted[True], counted[False]) > 20


def test_a_district_can_be_given_more() -> None:
    code = "68134-16"
    more = moves(populate(random.Random(11), on=ON, sets=1, more={code: 6}))
    counted = Counter(move.district for move in more)
    assert counted[code] > 3 * max(count for district, count in counted.items() if district != code)


def test_a_day_before_the_deed_its_buyer_has_no_move_as_owner() -> None:
    deed = next(deed for deed in TOWN.deeds if deed.sellers)
    before = {m.applicant_id for m in moves(TOWN, on=deed.signed_on - timedelta(days=1)) if m.applicant_type == "owner"}
    assert not before.intersection(deed.buyers)


def test_nobody_who_has_come_of_age_is_moved_by_a_parent() -> None:
    later = ON.replace(year=ON.year + 10)
    children = [move.subject_id for move in moves(TOWN, on=later) if move.applicant_type == "parent"]
    assert children
    assert all(REGISTERS.persons[child].born > later.replace(year=later.year - 18) for child in children)

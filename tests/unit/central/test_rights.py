"""Rights are judged by the operation's own actor and by the time of the act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from operator_app.domain.bodies import PutBack, TakenOver
from operator_app.domain.case import Case
from operator_app.domain.lifecycle import ActorKind
from operator_app.domain.operation import Actor
from sync.central.access import operators
from sync.central.centre import Centre
from sync.contract import messages

from .core import CLERK, OTHER, SENIOR, TestDesk, file_case, opened, outcomes

STRANGER = Actor(ActorKind.CLERK, "stranger", "Никой Непознат", "clerk")


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Centre]:
    with opened(tmp_path) as made:
        yield made


@pytest.fixture
def case(centre: Centre) -> Case:
    return file_case(centre)


def code(result: messages.Result) -> str:
    assert isinstance(result, messages.Rejected)
    return result.problem.code


def test_who_has_no_appointment_here_has_no_right(centre: Centre, case: Case) -> None:
    desk = TestDesk(centre, actor=STRANGER)
    assert code(desk.results(desk.claim(case))[0]) == "right.missing"


def test_nobody_acts_in_a_role_that_they_do_not_hold(centre: Centre, case: Case) -> None:
    desk = TestDesk(centre, actor=replace(CLERK, role="senior"))
    assert code(desk.results(desk.claim(case))[0]) == "right.other_role"


def test_an_act_before_the_appointment_has_no_right(centre: Centre, case: Case) -> None:
    desk = TestDesk(centre)
    long_ago = centre.parts.clock.now() - timedelta(days=500)
    assert code(desk.results(desk.claim(case, at=long_ago))[0]) == "right.missing"


def test_a_right_that_was_withdrawn_between_act_and_receipt_is_for_the_senior(centre: Centre, case: Case) -> None:
    desk = TestDesk(centre)
    made_in_time = desk.claim(case)
    with centre.store.write() as db:
        operators.disable(db, CLERK.id, centre.parts.clock.now())
    (result,) = desk.results(made_in_time)
    assert isinstance(result, messages.Conflict)
    assert result.class_ == "C4"
    later = desk.note(base=case.version, at=centre.parts.clock.now() + timedelta(seconds=1))
    assert code(desk.results(later)[0]) == "right.missing"


def test_a_colleague_s_session_may_deliver_another_s_work(centre: Centre, case: Case) -> None:
    desk = TestDesk(centre)
    first = desk.claim(case)
    desk.actor = OTHER
    note = desk.note(prev=first.operation.id)
    assert outcomes(desk.results(first, note)) == ["applied", "applied"]


def test_only_a_senior_takes_a_case_over(centre: Centre, case: Case) -> None:
    desk = TestDesk(centre)
    claim = desk.claim(case)
    desk.push(claim)
    desk.actor = OTHER
    grab = desk.make("case.taken_over", TakenOver(OTHER.id, OTHER.name), prev=claim.operation.id)
    assert code(desk.results(grab)[0]) == "case.taken"
    desk.actor = SENIOR
    take = desk.make("case.taken_over", TakenOver(SENIOR.id, SENIOR.name), prev=claim.operation.id)
    assert outcomes(desk.results(take)) == ["applied"]


def test_nobody_puts_back_what_another_has_taken(centre: Centre, case: Case) -> None:
    desk = TestDesk(centre)
    claim = desk.claim(case)
    desk.push(claim)
    desk.actor = OTHER
    back = desk.make("case.put_back", PutBack("не е моя"), prev=claim.operation.id)
    assert code(desk.results(back)[0]) == "decision.not_yours"
    desk.actor = CLERK
    mine = desk.make("case.put_back", PutBack("обед"), prev=claim.operation.id)
    assert outcomes(desk.results(mine)) == ["applied"]

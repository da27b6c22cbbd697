"""Applications of the small town, chosen by type and flaw."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

from operator_app.domain import review
from operator_app.domain.apply import apply
from operator_app.domain.bodies import Filed
from operator_app.domain.case import Case
from operator_app.domain.environment import Environment
from operator_app.domain.service import Service
from operator_app.domain.terms import sofia_day
from sync.central.simulators.people import Move
from sync.central.simulators.portal import Draft, Flaw, filed
from sync.central.simulators.registers import Registers
from tests import builders as b
from tests.clocks import SetClock
from tests.unit.central.simulators.stand_ins import FIRST, ON, small_town

FILED_AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


def draft_of(
    applicant_type: str, *flaws: Flaw, service: str = "2107", move: Move | None = None, seed: int = 3
) -> Draft:
    """An application for a home with which nothing is wrong but the flaws."""
    chosen = move or _move("tenant" if Flaw.NOT_OWNER in flaws else applicant_type)
    return Draft(
        "case-1",
        "РСЦ26-ПС00-1101",
        chosen.district,
        b.service(service),
        applicant_type,
        chosen,
        FILED_AT,
        frozenset(flaws),
        seed,
    )


@cache
def _move(applicant_type: str) -> Move:
    """Of the first office; a parent who is registered there already and has no court's decision."""
    town = small_town()
    for move in town.moves:
        home = town.registers.dwellings[move.dwelling_id]
        full = len(town.registers.residents(home.id, ON)) + 1 > 2 * home.usual_persons
        unfit = home.kind == "atelier" or home.in_classifier_since is None or full
        if unfit or move.district != FIRST or move.applicant_type != applicant_type or town.ready_on(move) >= ON:
            continue
        there = town.registers.address(move.applicant_id, "permanent", ON)
        if applicant_type == "parent" and (move.court_decision or there is None or there.id != move.dwelling_id):
            continue
        return move
    raise AssertionError("the town has nobody for this")


def case_of(draft: Draft, *, silent: tuple[str, ...] = ()) -> tuple[Case, Service]:
    """The case as it is filed and the registers have answered."""
    body: Filed = filed(draft, small_town())
    operation = b.operation(
        "case.filed", body, case=draft.case, actor=b.CITIZEN, at=draft.filed_at, rules=draft.service
    )
    case = replace(apply(None, replace(operation, office=draft.office), draft.service), version=1)
    registers = Registers(small_town(), SetClock(), silent=silent)
    asked = registers.ask_at(case, draft.service, draft.filed_at + timedelta(seconds=2))
    return replace(case, registers=asked), draft.service


def open_checks(draft: Draft, *, silent: tuple[str, ...] = ()) -> dict[str, tuple[str, str]]:
    """Check → (answer, reason) of everything that is not a „да“."""
    case, service = case_of(draft, silent=silent)
    results = review.results(case, service, sofia_day(draft.filed_at), Environment.SANDBOX)
    return {r.id: (r.value.value, r.finding.reason) for r in results if r.open}

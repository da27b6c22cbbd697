"""The simulators on a real centre: they sow, answer, pay, let terms pass, and are the same after a restart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from operator_app.domain.bodies import Claimed, FeeRequested, PassedOn, Registered
from operator_app.domain.case import Case
from operator_app.domain.environment import Environment
from operator_app.domain.errors import Refused
from operator_app.domain.lifecycle import State
from operator_app.domain.operation import Actor
from operator_app.domain.review import results
from operator_app.domain.terms import sofia_day
from operator_app.formats.seal import is_seal
from operator_app.storage.cipher import RawKey
from sync.central.centre import Centre, Opening
from sync.central.sandbox import enter_accounts
from sync.central.simulators import start
from sync.central.simulators.policy import Policy
from sync.central.simulators.simulation import Simulation
from sync.central.simulators.staff import ready_staff
from sync.central.simulators_api import Tools
from tests.unit.central.simulators.waiting import until

KEY = RawKey(bytes(range(32)))
FIRST = "68134-01"
PROMPT = Policy(pay=timedelta(0))


def simulators(policy: Policy) -> Callable[[Tools], Simulation]:
    return lambda tools: Simulation(tools, ready_staff(), policy, tick=0.02)


@contextmanager
def opened(folder: Path, policy: Policy = PROMPT) -> Iterator[Centre]:
    """A sandbox centre, sown."""
    url = f"sqlite:///{folder / 'centre.db'}"
    centre = Centre(Opening(Environment.SANDBOX, url, KEY, simulators=simulators(policy), first_office=FIRST))
    try:
        enter_accounts(centre)
        centre.prepare()
        assert centre.prepared()
        yield centre
    finally:
        centre.close()


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    with opened(tmp_path_factory.mktemp("centre")) as made:
        yield made


def clerk(office: str = FIRST) -> Actor:
    return ready_staff()[office][0]


def clean(centre: Centre) -> Case:
    """A new case of the first office in which nothing is open."""
    now = sofia_day(centre.parts.clock.now())
    for case in centre.acts.cases_in(State.SUBMITTED):
        found = results(case, centre.acts.service(case.service), now, Environment.SANDBOX)
        if case.office == FIRST and not any(result.open for result in found):
            return case
    raise AssertionError("no case can be decided at once")


def act(centre: Centre, case: Case, kind: str, body: object) -> Case:
    return centre.acts.act(kind, body, case=case.id, actor=clerk(), office=case.office)  # type: ignore[arg-type]


def state_of(centre: Centre, case: Case) -> State:
    now = centre.acts.case(case.id)
    assert now is not None
    return now.state


def routes(centre: Centre) -> dict[str, Callable[..., object]]:
    return dict(centre.simulators.routes())


def test_the_seeded_past_stands_as_it_was_told(centre: Centre) -> None:
    cases = centre.acts.cases_in(*State)
    assert len(cases) >= 100
    assert {case.state for case in cases} >= set(State) - {State.DRAFT, State.PASSED_ON}
    came = [case for case in cases if case.number.startswith("РСЦ") and case.office != FIRST]
    assert came, "one case was passed on and is at its district now"
    assert all(case.state is State.SUBMITTED and case.assignee is None for case in came)


def test_the_main_job_can_be_done_to_its_end(centre: Centre) -> None:
    """Claim, ask for the fee; the payment is requested and paid; register; the certificate is issued and is a PDF."""
    case = clean(centre)
    act(centre, case, "case.claimed", Claimed(clerk().id, clerk().name))
    tariff = centre.acts.service(case.service).fee_on(sofia_day(centre.parts.clock.now()))
    assert tariff is not None
    act(centre, case, "decision.fee_requested", FeeRequested(tariff.amount))
    until(lambda: state_of(centre, case) is State.PAID)
    paid = centre.acts.case(case.id)
    assert paid is not None
    assert paid.payment is not None
    assert paid.payment.number.isdigit()
    assert len(paid.payment.access_code) == 10
    act(centre, case, "decision.registered", Registered())
    until(lambda: state_of(centre, case) is State.CERTIFICATE_ISSUED)
    ended = centre.acts.case(case.id)
    assert ended is not None
    whole = centre.documents.find(FIRST, case.id, ended.certificate)
    data = centre.documents.read(whole, 0, whole.size)
    assert data.startswith(b"%PDF-")
    assert whole.media_type == "application/pdf"


def test_a_citizen_who_does_not_pay_of_themselves_is_waited_for(tmp_path: Path) -> None:
    with opened(tmp_path, Policy(pay=None)) as centre:
        case = clean(centre)
        act(centre, case, "case.claimed", Claimed(clerk().id, clerk().name))
        tariff = centre.acts.service(case.service).fee_on(sofia_day(centre.parts.clock.now()))
        assert tariff is not None
        act(centre, case, "decision.fee_requested", FeeRequested(tariff.amount))
        until(lambda: bool((now := centre.acts.case(case.id)) and now.payment and now.payment.number))
        assert centre.reactions.settle()
        assert centre.simulators.world.tick() == 0  # type: ignore[attr-defined]
        assert state_of(centre, case) is State.AWAITING_PAYMENT


def test_a_case_of_another_district_arrives_there(centre: Centre) -> None:
    other = next(
        case
        for case in centre.acts.cases_in(State.SUBMITTED)
        if case.office == FIRST and (where := case.address("address")) and where.district != FIRST
    )
    where = other.address("address")
    assert where is not None
    act(centre, other, "decision.passed_on", PassedOn(where.district))
    until(lambda: bool((now := centre.acts.case(other.id)) and now.office == where.district))
    assert state_of(centre, other) is State.SUBMITTED


def test_when_the_set_clock_passes_the_term_the_system_terminates(tmp_path: Path) -> None:
    with opened(tmp_path) as centre:
        returned = centre.acts.cases_in(State.RETURNED)
        assert returned
        last = max(case.term.last_day for case in returned if case.term)
        days = (last - sofia_day(centre.parts.clock.now())).days + 1
        centre.set_clock(centre.parts.clock.now() + timedelta(days=days))
        until(lambda: not centre.acts.cases_in(State.RETURNED))
        for case in returned:
            now = centre.acts.case(case.id)
            assert now is not None
            assert now.state is State.TERMINATED
            assert now.decided is not None
            assert now.decided.by == "Изтекъл срок"


def test_after_a_restart_the_same_people_live_there_and_nothing_is_sown_twice(tmp_path: Path) -> None:
    with opened(tmp_path) as centre:
        first = centre.acts.cases_in(*State)
        awaiting = {case.id for case in centre.acts.cases_in(State.AWAITING_PAYMENT)}
        case = next(case for case in first if case.state is State.SUBMITTED and case.applicant_type == "owner")
        asked = centre.simulators.registers.ask(case, centre.acts.service(case.service))
        paper = centre.simulators.documents.make(case, case.documents[0])
    with opened(tmp_path) as again:
        assert {c.id for c in again.acts.cases_in(*State)} == {c.id for c in first}
        later = again.simulators.registers.ask(case, again.acts.service(case.service))
        assert [answer.facts for answer in later] == [answer.facts for answer in asked]
        assert again.simulators.documents.make(case, case.documents[0]) == paper
        assert again.reactions.settle()
        assert {c.id for c in again.acts.cases_in(State.AWAITING_PAYMENT)} == awaiting, "seeded citizens do not pay"


def test_a_payment_that_was_under_way_comes_after_the_restart(tmp_path: Path) -> None:
    with opened(tmp_path, Policy(pay=timedelta(hours=1))) as centre:
        case = clean(centre)
        act(centre, case, "case.claimed", Claimed(clerk().id, clerk().name))
        tariff = centre.acts.service(case.service).fee_on(sofia_day(centre.parts.clock.now()))
        assert tariff is not None
        act(centre, case, "decision.fee_requested", FeeRequested(tariff.amount))
        until(lambda: bool((now := centre.acts.case(case.id)) and now.payment and now.payment.number))
    with opened(tmp_path) as again:
        until(lambda: state_of(again, case) is State.PAID)


def test_a_tester_takes_a_sealed_consent_from_the_landlord_s_hands(centre: Centre) -> None:
    sealed, declaration = routes(centre)["seals/{case}"], routes(centre)["declarations/{case}/{role}"]
    case = next(
        case
        for case in centre.acts.cases_in(State.SUBMITTED)
        if (owner := case.party("owner")) and case.applicant_type == "tenant" and owner.consent is None
    )
    told = sealed(case=case.id)
    assert isinstance(told, list)
    assert {entry["worth"] for entry in told} == {"good", "expired", "forged", "other_case"}
    assert all(is_seal(entry["text"]) and entry["role"] == "owner" for entry in told)
    paper = declaration(case=case.id, role="owner")
    assert paper.body.startswith(b"%PDF-")  # type: ignore[attr-defined]
    with pytest.raises(Refused, match=r"case\.unknown"):
        sealed(case="nobody")
    with pytest.raises(Refused, match=r"consent\.not_asked"):
        declaration(case=clean(centre).id, role="owner")


def test_starting_them_makes_nobody_yet(tmp_path: Path) -> None:
    """The centre answers first: people, cases and the press of the papers come afterwards."""
    centre = Centre(Opening(Environment.SANDBOX, f"sqlite:///{tmp_path / 'c.db'}", KEY, simulators=start))
    try:
        assert centre.simulators._world is None  # type: ignore[attr-defined]
    finally:
        centre.close()

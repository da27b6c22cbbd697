"""What the centre does itself: by the same table and the same journal as a desk, and what it owes after each act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from operator_app.domain import bodies
from operator_app.domain.case import Case, RegisterAnswer, Value
from operator_app.domain.environment import Environment
from operator_app.domain.errors import Refused, Trouble
from operator_app.domain.lifecycle import State
from operator_app.domain.operation import CENTRE, Operation
from operator_app.domain.service import Service
from operator_app.formats import operation_json
from operator_app.ports.payments import PaymentRequest
from sync.central.acts import Wish
from sync.central.centre import Centre, Opening
from sync.central.inspection import inspect
from sync.central.simulators_api import Nothing, Tools
from sync.contract import messages
from tests import builders as b

from .core import CHEAP, CLERK, KEY, OTHER_OFFICE, TestDesk, eventually, file_case, opened


class Town(Nothing):
    """Registers that answer and payments that are asked for; `down` lets the payment system fail."""

    def __init__(self) -> None:
        super().__init__()
        self.down = False
        self.silent = 0  # times that a register does not answer
        self.heard: list[str] = []

    def ask(self, case: Case, service: Service) -> tuple[RegisterAnswer, ...]:
        if self.silent:
            self.silent -= 1
            raise Trouble("register.silent")
        return b.good_registers(case.parties[0])

    def request(self, case: Case, amount: Decimal) -> PaymentRequest:
        if self.down:
            raise Trouble("payment.no_system")
        return PaymentRequest("26112300001", "A1B2C3D4E5")

    def on_applied(self, case: Case, operation: Operation) -> None:
        self.heard.append(operation.kind)


@dataclass
class Lived:
    centre: Centre
    town: Town = field(default_factory=Town)


def live(folder: Path, town: Town) -> Centre:
    def start(_: Tools) -> Town:
        return town

    policy = replace(CHEAP, again=0.02)
    opening = Opening(Environment.SANDBOX, f"sqlite:///{folder / 'centre.db'}", KEY, policy, simulators=start)
    centre = Centre(opening)
    centre.publishing.shipped_rules()
    return centre


@pytest.fixture
def lived(tmp_path: Path) -> Iterator[Lived]:
    town = Town()
    centre = live(tmp_path, town)
    yield Lived(centre, town)
    centre.close()


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Centre]:
    with opened(tmp_path) as made:
        yield made


def act(centre: Centre, kind: str, body: bodies.Body, actor: object = b.SYSTEM) -> Case:
    return centre.acts.act(kind, body, case="case-1", actor=actor, office=b.OFFICE)  # type: ignore[arg-type]


def to_fee(centre: Centre) -> Case:
    file_case(centre, registers=False)
    act(centre, "case.claimed", bodies.Claimed(CLERK.id, CLERK.name), CLERK)
    for check in ("home", "limit", "classifier"):
        act(centre, "check.answered", bodies.CheckAnswered(check, Value.YES), CLERK)
    case = act(centre, "decision.fee_requested", bodies.FeeRequested(Decimal("2.56")), CLERK)
    assert centre.reactions.settle()
    return case


def now(centre: Centre) -> Case:
    found = centre.acts.case("case-1")
    assert found is not None
    return found


# --- acts


def test_an_act_is_an_operation_of_the_centre_s_own_device(centre: Centre) -> None:
    file_case(centre)
    entries = centre.feed.page(b.OFFICE, "", 500).entries
    made = [operation_json.thaw(e.operation.encode()) for e in entries if isinstance(e, messages.OperationEntry)]
    assert {one.operation.device for one in made} == {CENTRE}
    assert all(later.place.dseq > one.place.dseq for one, later in pairwise(made))
    first = made[0].operation
    assert first.figures is not None
    assert (first.figures.channel, first.figures.service, first.figures.applicant_type) == ("portal", "2107", "owner")


def test_what_the_table_forbids_changes_nothing(centre: Centre) -> None:
    case = file_case(centre)
    before = inspect(centre)
    with pytest.raises(Refused, match=r"case\.transition"):
        act(centre, "payment.received", bodies.PaymentReceived("Paid", centre.parts.clock.now()))
    with pytest.raises(Refused, match=r"case\.unknown"):
        centre.acts.act("case.withdrawn", bodies.Withdrawn(), case="nowhere", actor=b.CITIZEN, office=b.OFFICE)
    with pytest.raises(Refused, match=r"case\.exists"):
        act(centre, "case.filed", b.owner_filed(), b.CITIZEN)
    assert now(centre) == case
    assert inspect(centre) == before


def test_many_acts_are_one_transaction_all_or_none(centre: Centre) -> None:
    past = centre.parts.clock.now() - timedelta(days=9)

    def wish(kind: str, body: bodies.Body, hours: int, actor: object = b.CITIZEN) -> Wish:
        return Wish(kind, body, "case-1", actor, b.OFFICE, past + timedelta(hours=hours))  # type: ignore[arg-type]

    good = [
        wish("case.filed", b.owner_filed(), 0),
        wish("case.claimed", bodies.Claimed(CLERK.id), 5, CLERK),
        wish("case.withdrawn", bodies.Withdrawn("отказвам се"), 7),
    ]
    with pytest.raises(Refused):
        centre.acts.act_all([*good, wish("case.claimed", bodies.Claimed(CLERK.id), 8, CLERK)])
    assert centre.acts.case("case-1") is None
    states = [case.state for case in centre.acts.act_all(good)]
    assert states == [State.SUBMITTED, State.IN_REVIEW, State.WITHDRAWN]
    entries = [e for e in centre.feed.page(b.OFFICE, "", 500).entries if isinstance(e, messages.OperationEntry)]
    assert [entry.received for entry in entries] == [past + timedelta(hours=h) for h in (0, 5, 7)]
    assert [case.id for case in centre.acts.cases_in(State.WITHDRAWN)] == ["case-1"]


def test_a_case_that_the_centre_passes_on_arrives(centre: Centre) -> None:
    filed = b.owner_filed(fields={"address": b.address(OTHER_OFFICE, "Витоша")})
    act(centre, "case.filed", filed, b.CITIZEN)
    act(centre, "decision.passed_on", bodies.PassedOn(OTHER_OFFICE), CLERK)
    assert (now(centre).office, now(centre).state, now(centre).passed_to) == (OTHER_OFFICE, State.SUBMITTED, "")


# --- reactions


def test_the_registers_are_asked_when_a_case_comes(lived: Lived) -> None:
    file_case(lived.centre, registers=False)
    assert lived.centre.reactions.settle()
    assert {answer.query for answer in now(lived.centre).registers} == {"person", "address", "property"}


def test_a_register_that_does_not_answer_is_asked_again(lived: Lived) -> None:
    lived.town.silent = 3
    file_case(lived.centre, registers=False)
    eventually(lambda: bool(now(lived.centre).registers))
    assert lived.town.silent == 0


def test_a_fee_becomes_a_request_with_its_number(lived: Lived) -> None:
    to_fee(lived.centre)
    payment = now(lived.centre).payment
    assert payment is not None
    assert (payment.number, payment.access_code) == ("26112300001", "A1B2C3D4E5")


def test_a_registration_becomes_a_certificate(lived: Lived) -> None:
    centre = lived.centre
    to_fee(centre)
    act(centre, "payment.received", bodies.PaymentReceived("Paid", centre.parts.clock.now()))
    act(centre, "decision.registered", bodies.Registered(), CLERK)
    assert centre.reactions.settle()
    case = now(centre)
    assert case.state is State.CERTIFICATE_ISSUED
    assert [document.kind for document in case.documents if document.id == case.certificate] == ["certificate"]
    entries = centre.feed.page(b.OFFICE, "", 500).entries
    made = [operation_json.thaw(e.operation.encode()) for e in entries if isinstance(e, messages.OperationEntry)]
    told = {one.operation.kind: one.operation.figures for one in made}
    paid, issued = told["payment.received"], told["certificate.issued"]
    assert paid is not None
    assert issued is not None
    assert (paid.fee, paid.visits_saved) == (Decimal("2.56"), 0)
    assert (issued.fee, issued.visits_saved) == (Decimal("2.56"), 2)


def test_who_listens_hears_each_applied_operation_also_a_desk_s(lived: Lived) -> None:
    case = file_case(lived.centre, registers=False)
    assert lived.centre.reactions.settle()
    desk = TestDesk(lived.centre)
    desk.push(desk.make("audit.looked", bodies.Audit(), case.id))
    assert lived.centre.reactions.settle()
    assert lived.town.heard == ["case.filed", "registers.answered"]


def test_what_is_owed_after_a_restart_is_made_up_for(tmp_path: Path) -> None:
    town = Town()
    town.down = True
    centre = live(tmp_path, town)
    to_fee(centre)
    payment = now(centre).payment
    assert payment is not None
    assert payment.number == ""
    centre.close()
    town = Town()
    centre = live(tmp_path, town)
    centre.reactions.catch_up()
    assert centre.reactions.settle()
    assert centre.reactions.settle()
    payment = now(centre).payment
    assert payment is not None
    assert payment.number == "26112300001"
    centre.close()

"""SIMULATOR: one case told from its filing on, rehearsed by the rules before anything is committed.

Each verb makes an operation's body from the case as it stands, lets the domain permit and apply it, and notes the wish.
What the domain refuses here the centre would refuse too; a story with a refused act is a bug of the story.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

from operator_app.domain import making, review
from operator_app.domain.apply import apply
from operator_app.domain.bodies import (
    Body,
    CheckAnswered,
    Claimed,
    Denied,
    FeeRequested,
    NoteAdded,
    PassedOn,
    PaymentReceived,
    PaymentRequested,
    PutBack,
    Registered,
    RegistersAnswered,
    Returned,
    Terminated,
    Withdrawn,
)
from operator_app.domain.case import Case, Value
from operator_app.domain.lifecycle import State
from operator_app.domain.operation import CENTRE, Actor, Moment, Operation
from operator_app.domain.service import Service
from operator_app.domain.terms import sofia_day
from sync.central.acts import Wish
from sync.central.simulators.payments import Status, seeded_request
from sync.central.simulators.portal import actors, answers, certificates, consents, filed, words
from sync.central.simulators.portal.draft import OWNER

from . import clerks
from .casting import Role
from .stage import Stage

OFFICE_HOURS = (9, 12)
AFTERNOON = (13, 17)
CITIZENS_HOURS = (7, 22)
_INSTANT = timedelta(seconds=2)


class Telling:
    """`case` as it stands, `wishes` in order. Days are counted back from today as in `Days`."""

    def __init__(self, role: Role, stage: Stage) -> None:
        self.role = role
        self.stage = stage
        self.service: Service = role.draft.service
        self.rng = random.Random(role.seed)
        self.wishes: list[Wish] = []
        self.at = role.draft.filed_at
        self.case = self._file()

    @property
    def office(self) -> str:
        return self.role.draft.office

    @property
    def clerk(self) -> Actor:
        """The one who has the case; before anybody has, the one who will."""
        staff = self.stage.staff[self.office]
        mine = next((actor for actor in staff if actor.id == self.case.assignee), None)
        return mine or staff[0 if self.role.seed % 10 < 7 else -1]

    @property
    def results(self) -> tuple[review.CheckResult, ...]:
        return review.results(self.case, self.service, sofia_day(self.at), self.stage.environment)

    # --- time

    def on(self, back: int, hours: tuple[int, int] = OFFICE_HOURS) -> None:
        """Go on to that day; never back, where it is that day already."""
        self.at = max(self.stage.days.at(back, self.rng, hours), self.at + timedelta(minutes=3))

    def pass_(self, minutes: int) -> None:
        self.at += timedelta(seconds=self.rng.randrange(20, minutes * 60))

    # --- what happens without the office

    def _file(self) -> Case:
        body = filed(self.role.draft, self.stage.town)
        self.case = Case("", "", "", "", "", State.DRAFT, body.channel, self.at, "")
        actor = actors.citizen(self.role.draft.case, body.parties[0])
        operation = self._operation("case.filed", body, actor)
        self._wish(operation)
        self.case = replace(apply(None, operation, self.service), version=1)
        self._ask_registers()
        return self.case

    def _ask_registers(self) -> None:
        self.at += _INSTANT
        asked = self.stage.registers(self.role.story).ask_at(self.case, self.service, self.at)
        self.act("registers.answered", RegistersAnswered(asked), actors.REGISTERS)

    def consent(self, role: str = OWNER) -> None:
        party = self.case.party(role)
        assert party is not None
        signer = actors.citizen(self.case.id, party)
        self.act("consent.signed", consents.signed(self.case, self.service, role, self.at), signer)
        self.at += _INSTANT
        self.act("document.added", consents.declaration(self.case, role, self.at, self.role.seed), signer)

    def take_consent_back(self, role: str = OWNER) -> None:
        party = self.case.party(role)
        assert party is not None
        self.act("consent.withdrawn", consents.withdrawn(role), actors.citizen(self.case.id, party))

    def answer_instructions(self) -> None:
        said = answers.answer(self.case, self.service, self.at, self.role.seed)
        self.act("citizen.answered", said, actors.applicant(self.case))
        self._ask_registers()

    def pay(self) -> None:
        payment = self.case.payment
        assert payment is not None
        self.act("payment.received", PaymentReceived(Status.PAID, self.at, payment.number), actors.PAYMENTS)

    def issue(self) -> None:
        self.act("certificate.issued", certificates.issued(self.case, self.service, self.at), actors.CERTIFICATES)

    def withdraw(self) -> None:
        why = words.WITHDRAWALS[self.role.seed % len(words.WITHDRAWALS)]
        self.act("case.withdrawn", Withdrawn(why), actors.applicant(self.case))

    def term_passes(self) -> None:
        self.act("decision.terminated", Terminated(words.TERM_PASSED), actors.TERMS)

    # --- what the office does

    def claim(self) -> None:
        clerk = self.clerk
        self.act("case.claimed", Claimed(clerk.id, clerk.name), clerk)

    def put_back(self) -> None:
        self.act("case.put_back", PutBack(clerks.PUT_BACK), self.clerk)

    def note(self) -> None:
        self.act("note.added", NoteAdded(clerks.NOTES[self.role.seed % len(clerks.NOTES)]), self.clerk)

    def settle(self, value: Value) -> None:
        """The clerk looks at everything that has this answer and finds it in order."""
        for result in self.results:
            if result.value is value:
                self.pass_(6)
                said = CheckAnswered(result.id, Value.YES, clerks.found_in_order(result.definition.function))
                self.act("check.answered", said, self.clerk)

    def return_(self) -> None:
        wanted = tuple(result.instruction for result in self.results if result.instruction is not None)
        self.act("decision.returned", Returned(wanted), self.clerk)

    def ask_fee(self) -> None:
        tariff = self.service.fee_on(sofia_day(self.at))
        assert tariff is not None
        self.act("decision.fee_requested", FeeRequested(tariff.amount, tariff.speed, tariff.source), self.clerk)
        self.at += _INSTANT
        place = list(self.stage.staff).index(self.office)
        serial = int(self.case.number.rpartition("-")[2])
        request = seeded_request(sofia_day(self.at), place, serial, secret=self.stage.secret)
        self.act("payment.requested", PaymentRequested(request.number, request.access_code), actors.PAYMENTS)

    def register(self) -> None:
        self.act("decision.registered", Registered(), self.clerk)

    def refuse(self) -> None:
        wrong = {result.id for result in self.results if result.value is Value.NO}
        fitting = [ground.id for ground in self.service.grounds.values() if ground.check in wrong]
        grounds = tuple(fitting) or tuple(self.service.grounds)[:1]
        self.act("decision.refused", Denied(grounds, clerks.REFUSED), self.clerk)

    def pass_on(self) -> None:
        where = making.target_office(self.case, self.service)
        assert where is not None
        self.act("decision.passed_on", PassedOn(where.office, clerks.PASSED_ON), self.clerk)

    # --- the rules

    def act(self, kind: str, body: Body, actor: Actor) -> None:
        """Rehearse one act. Raises `Refused` where the domain forbids it."""
        operation = self._operation(kind, body, actor)
        making.permitted(operation, self.case, self.service)
        self.case = replace(apply(self.case, operation, self.service), version=self.case.version + 1)
        self._wish(operation)

    def _operation(self, kind: str, body: Body, actor: Actor) -> Operation:
        draft = self.role.draft
        return Operation(
            id="",
            kind=kind,
            device=CENTRE,
            environment=self.stage.environment,
            office=draft.office,
            rules=self.service.digest,
            actor=actor,
            moment=Moment(self.at, 0, CENTRE),
            body=body,
            case=draft.case,
        )

    def _wish(self, operation: Operation) -> None:
        self.wishes.append(
            Wish(operation.kind, operation.body, operation.case, operation.actor, operation.office, operation.moment.at)
        )

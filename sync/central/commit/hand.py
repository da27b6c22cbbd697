"""The centre's own hand: operations of the device `centre`, with its own number and chain, through the same rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from operator_app.domain import errors, making
from operator_app.domain.bodies import Audit, Body, Filed, Received
from operator_app.domain.case import Case
from operator_app.domain.lifecycle import ActorKind
from operator_app.domain.operation import CENTRE, FIRST_HASH, Actor, Figures, Moment, Operation, Place, Released
from operator_app.domain.service import Service
from operator_app.formats import operation_json
from sync.central.home import Home
from sync.central.models import device

from .journal import Arrived, Journal
from .judging import CASE_EXISTS, UNKNOWN_CASE, take
from .outcomes import Applies, Records

SYSTEM = Actor(ActorKind.SYSTEM, "system", "Система")
BOOT = "centre"


@dataclass(frozen=True)
class Wish:
    """One change that a citizen, a register, a payment or a term brings. `at` is also the time of its receipt.

    `actor` may be a clerk's too: a seeded past is made of such acts. `case` is the id of a new case for `case.filed`.
    """

    kind: str
    body: Body
    case: str
    actor: Actor
    office: str
    at: datetime


class Hand:
    """For one transaction; whoever makes it has locked the cases first and this device's row after them."""

    def __init__(self, db: Connection, journal: Journal, home: Home, new_id: Callable[[], str]) -> None:
        self._db, self._journal, self._home, self._new_id = db, journal, home, new_id
        wanted = select(device.c.settled_floor, device.c.tail).where(device.c.id == CENTRE).with_for_update()
        row = self._db.execute(wanted).one()
        self._dseq, self._tail = row.settled_floor, row.tail

    def act(self, wish: Wish, before: Case | None, service: Service) -> tuple[Case, Operation]:
        """The case after the wish. Raises `Refused` where table or rules forbid it; then nothing was written."""
        if before is None and not isinstance(wish.body, Filed):
            raise errors.Refused(UNKNOWN_CASE)
        if before is not None and isinstance(wish.body, Filed):
            raise errors.Refused(CASE_EXISTS)
        operation = Operation(
            id=self._new_id(),
            kind=wish.kind,
            device=CENTRE,
            environment=self._home.environment,
            office=wish.office,
            rules=service.digest,
            actor=wish.actor,
            moment=Moment(wish.at, 0, BOOT),
            body=wish.body,
            case=wish.case,
            figures=_figures(wish, before, service),
        )
        case = take(operation, before, service)
        released = self._freeze(operation, base=before.version if before else None)
        self._journal.write(_arrived(released), Applies(case), before)
        return case, operation

    def receive(self, case: Case, at: datetime, service: Service) -> Case:
        """A case that was passed on enters its competent office."""
        wish = Wish("case.received", Received(case.passed_to), case.id, SYSTEM, case.passed_to, at)
        return self.act(wish, case, service)[0]

    def note(self, kind: str, facts: dict[str, str | int | bool], at: datetime) -> None:
        """An act that changes no case: `audit.…`, kept in the chain. Never personal data."""
        self._journal.write(_arrived(self._audit(kind, facts, at)), Records())

    def publish(self, package: str, name: str, at: datetime) -> None:
        """Every desk hears that a package of rules or trust with this name can be fetched."""
        released = self._audit("audit.published", {"package": package, "name": name}, at)
        self._journal.publish(_arrived(released), Records(), package, name)

    @property
    def mark(self) -> tuple[int, str]:
        return self._dseq, self._tail

    def back_to(self, mark: tuple[int, str]) -> None:
        """After a savepoint was rolled back."""
        self._dseq, self._tail = mark

    def done(self) -> None:
        """Write down how far this device's chain has come. Before the journal is closed."""
        self._db.execute(update(device).where(device.c.id == CENTRE).values(settled_floor=self._dseq, tail=self._tail))

    def _audit(self, kind: str, facts: dict[str, str | int | bool], at: datetime) -> Released:
        environment = self._home.environment
        moment, body = Moment(at, 0, BOOT), Audit(facts)
        operation = Operation(self._new_id(), kind, CENTRE, environment, "", "", SYSTEM, moment, body)
        return self._freeze(operation, base=None)

    def _freeze(self, operation: Operation, base: int | None) -> Released:
        released = operation_json.freeze(operation, Place(self._dseq + 1, self._tail, base))
        self._dseq, self._tail = self._dseq + 1, released.digest
        return released


def _figures(wish: Wish, before: Case | None, service: Service) -> Figures | None:
    if before is not None:
        return making.figures(wish.kind, wish.body, before, service)
    if not isinstance(wish.body, Filed):
        return None
    return Figures(wish.body.channel.value, wish.body.service, wish.body.applicant_type, None, 0)


def enrol_centre(db: Connection, at: datetime) -> None:
    """The centre's own device; it has no key, because nobody else may speak for it."""
    values = {"id": CENTRE, "office": "", "name": "", "public_key": b"", "enrolled": at}
    db.execute(insert(device).values(**values, settled_floor=0, tail=FIRST_HASH))


def _arrived(released: Released) -> Arrived:
    operation, place = released.operation, released.place
    return Arrived(
        id=operation.id,
        device=operation.device,
        raw=released.raw,
        digest=released.digest,
        received=operation.moment.at,
        case=operation.case,
        kind=operation.kind,
        dseq=place.dseq,
        base=place.base,
        operation=operation,
    )

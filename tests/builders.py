"""Small builders of domain values for tests. People carry a real birth date and a deliberately wrong check digit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from operator_app.domain.address import Address, Way
from operator_app.domain.bodies import Body, Filed
from operator_app.domain.case import (
    Case,
    Channel,
    Consent,
    ConsentState,
    Document,
    FieldValue,
    Identification,
    Party,
    RegisterAnswer,
)
from operator_app.domain.environment import Environment
from operator_app.domain.identifiers import Identifier, IdentifierKind, check_digit
from operator_app.domain.lifecycle import ActorKind
from operator_app.domain.operation import Actor, Moment, Operation
from operator_app.domain.person import Person
from operator_app.domain.service import Service
from operator_app.formats import service_file
from resources import paths

NOON = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
OFFICE = "68134-01"
CLERK = Actor(ActorKind.CLERK, "clerk1", "Първа Служителка", "clerk")
OTHER_CLERK = Actor(ActorKind.CLERK, "clerk2", "Втори Служител", "clerk")
SENIOR = Actor(ActorKind.CLERK, "senior1", "Старша Служителка", "senior")
CITIZEN = Actor(ActorKind.CITIZEN, "citizen", "Гражданин")
SYSTEM = Actor(ActorKind.SYSTEM, "system", "Система")


@cache
def package(number: str = "2107") -> bytes:
    folder = paths.services_dir()
    return service_file.pack(
        (folder / f"{number}.toml").read_text("utf-8"), (folder / "calendar.toml").read_text("utf-8")
    )


@cache
def service(number: str = "2107") -> Service:
    return service_file.read(package(number))


def wrong_egn(born: date, serial: int = 7) -> Identifier:
    """A sandbox ЕГН: a real birth date, a check digit that is wrong on purpose."""
    month = born.month + (40 if born.year >= 2000 else 0)
    nine = f"{born.year % 100:02d}{month:02d}{born.day:02d}{serial:03d}"
    digit = (int(check_digit(IdentifierKind.EGN, nine)) + 1) % 10
    return Identifier(IdentifierKind.EGN, f"{nine}{digit}")


def person(given: str = "Елица", family: str = "Пробна", born: date = date(1984, 12, 3), serial: int = 7) -> Person:
    return Person(given, family, wrong_egn(born, serial), "Примерова", born)


def address(district: str = OFFICE, name: str = "Средец", flat: str = "8") -> Address:
    return Address("68134", "гр. София", district, name, Way.STREET, "Примерна", "38", "", "3", flat, "1000", "DEMO1")


def party(role: str, who: Person | None = None, *, consent: bool = False, signed: bool = False) -> Party:
    given = Consent(ConsentState.GIVEN, NOON, "zgr_92_3", "portal") if consent else None
    return Party(role, who or person(), Identification("eauth", "high"), signed, given)


def document(kind: str, id_: str = "", **facts: str) -> Document:
    return Document(id_ or f"doc-{kind}", kind, "application/pdf", NOON, name=f"{kind}.pdf", facts=facts)


def answer(query: str, subject: str, found: bool | None = True, **facts: Any) -> RegisterAnswer:
    return RegisterAnswer(query, subject, found, facts, NOON, NOON)


def good_registers(applicant: Party, where: str = "address") -> tuple[RegisterAnswer, ...]:
    """What the registers say of an owner whose application is in order."""
    return (
        answer("person", applicant.role, name=applicant.person.name, dead=False),
        answer("address", where),
        answer("property", where, owners=applicant.person.identifier.value, use="home", usual_persons=4, registered=2),
    )


def owner_filed(**changes: Any) -> Filed:
    applicant = party("applicant", signed=True)
    filed = Filed(
        "РСЦ26-ГР94-4483", "2107", "owner", Channel.PORTAL, (applicant,), {"address": address()},
        (document("address_card"), document("title_deed")),
    )  # fmt: skip
    return replace(filed, **changes)


def operation(
    kind: str,
    body: Body,
    *,
    id_: str = "op",
    case: str = "case-1",
    actor: Actor = CLERK,
    at: datetime = NOON,
    rules: Service | None = None,
    device: str = "desk-1",
    environment: Environment = Environment.SANDBOX,
) -> Operation:
    moment = Moment(at, 0, "boot")
    return Operation(id_, kind, device, environment, OFFICE, (rules or service()).digest, actor, moment, body, case)


def later(days: int = 0, hours: int = 0) -> datetime:
    return NOON + timedelta(days=days, hours=hours)


def fields(**more: FieldValue) -> dict[str, FieldValue]:
    return {"address": address(), **more}


def case_of(filed: Filed, registers: tuple[RegisterAnswer, ...] | None = None) -> Case:
    """A submitted case with the registers already asked."""
    from operator_app.domain.apply import apply

    made = apply(
        None, operation("case.filed", filed, actor=CITIZEN, rules=service(filed.service)), service(filed.service)
    )
    applicant = filed.parties[0]
    return replace(made, registers=good_registers(applicant) if registers is None else registers)

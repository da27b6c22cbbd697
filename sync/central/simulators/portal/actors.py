"""SIMULATOR: who acts when the centre acts for somebody outside the office."""

from __future__ import annotations

from operator_app.domain.case import Case, Party
from operator_app.domain.lifecycle import ActorKind
from operator_app.domain.operation import Actor

REGISTERS = Actor(ActorKind.SYSTEM, "registers", "Регистри (RegiX)")
PAYMENTS = Actor(ActorKind.SYSTEM, "payments", "е-Плащане")
TERMS = Actor(ActorKind.SYSTEM, "terms", "Изтекъл срок")
CERTIFICATES = Actor(ActorKind.SYSTEM, "certificates", "Издаване на удостоверения")


def citizen(case: str, party: Party) -> Actor:
    """A party of a case on the portal. The id names no person."""
    return Actor(ActorKind.CITIZEN, f"{case}/{party.role}", party.person.name, party.role)


def applicant(case: Case) -> Actor:
    party = case.applicant
    return citizen(case.id, party) if party else Actor(ActorKind.CITIZEN, case.id)

"""The review of a case: every check of its type with its answer, and the party matrix. Computed, never stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from .case import Answer, Case, ConsentState, Instruction, Party, Value
from .checks import CHECKS, Facts, Finding
from .environment import Environment
from .service import Basis, CheckDef, InstructionKind, Role, Service


@dataclass(frozen=True)
class CheckResult:
    """A check with its standing answer. A clerk's answer stands before the machine's. `words` is the clerk's own
    reason, `reason` the machine's code; `asked_at` the age of the register's answer behind it.
    """

    id: str
    definition: CheckDef
    value: Value
    basis: Basis
    finding: Finding
    words: str = ""
    by: str = ""
    at: datetime | None = None
    asked_at: datetime | None = None
    instruction: Instruction | None = None

    @property
    def by_clerk(self) -> bool:
        return self.at is not None

    @property
    def open(self) -> bool:
        return self.value is not Value.YES


def results(case: Case, service: Service, today: date, environment: Environment) -> tuple[CheckResult, ...]:
    """All checks of the case's applicant type, in the order of the service's data."""
    facts = Facts(case, service, today, environment)
    chosen = service.types[case.applicant_type].checks
    return tuple(_result(facts, service.checks[key]) for key in chosen)


def _result(facts: Facts, definition: CheckDef) -> CheckResult:
    finding = CHECKS[definition.function](facts, **definition.params)
    answer = facts.case.answers.get(definition.id)
    value = answer.value if answer else finding.value
    return CheckResult(
        id=definition.id,
        definition=definition,
        value=value,
        basis=facts.service.bases[definition.basis],
        finding=finding,
        words=answer.reason if answer else "",
        by=answer.by if answer else "",
        at=answer.at if answer else None,
        asked_at=max((a.asked_at for a in facts.case.registers), default=None),
        instruction=_instruction(facts.service, definition, value, answer),
    )


def _instruction(service: Service, definition: CheckDef, value: Value, answer: Answer | None) -> Instruction | None:
    """A „не“ becomes a typed instruction: the clerk's wording if there is one, else the template's."""
    if value is not Value.NO:
        return None
    if answer is not None and answer.instruction is not None:
        return answer.instruction
    return template(service, definition)


def template(service: Service, definition: CheckDef) -> Instruction:
    found = service.instructions[definition.instruction]
    return Instruction(found.id, InstructionKind(found.kind).value, definition.id, found.text.bg)


class CellState(StrEnum):
    THERE = "there"
    MISSING = "missing"
    NOT_ASKED = "not_asked"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Cell:
    state: CellState
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class MatrixRow:
    """One party × identity, signature, consent, document. `party` None: the service asks for one and the application
    names none.
    """

    role: Role
    party: Party | None
    identity: Cell
    signature: Cell
    consent: Cell
    document: Cell


def matrix(case: Case, service: Service) -> tuple[MatrixRow, ...]:
    roles = (service.roles[key] for key in service.types[case.applicant_type].parties)
    return tuple(_row(case, role) for role in roles if role.required or case.party(role.key))


def _row(case: Case, role: Role) -> MatrixRow:
    party = case.party(role.key)
    return MatrixRow(
        role,
        party,
        identity=_identity(party, role),
        signature=_asked(bool(party and party.signed), role.signature),
        consent=_consent(case, party, role),
        document=_asked(bool(case.documents_of(*role.document)), bool(role.document)),
    )


def _identity(party: Party | None, role: Role) -> Cell:
    if not role.identity:
        return Cell(CellState.NOT_ASKED)
    if party is None or party.identification is None:
        return Cell(CellState.MISSING)
    proof = party.identification
    return Cell(CellState.THERE, {"source": proof.source, "level": proof.level})


def _asked(there: bool, asked: bool) -> Cell:
    if there:
        return Cell(CellState.THERE)
    return Cell(CellState.MISSING if asked else CellState.NOT_ASKED)


def _consent(case: Case, party: Party | None, role: Role) -> Cell:
    applicant = case.applicant
    if party and applicant and party is not applicant and party.person.identifier == applicant.person.identifier:
        return Cell(CellState.NOT_ASKED)  # nobody consents to their own application
    consent = party.consent if party else None
    if consent is not None:
        state = CellState.WITHDRAWN if consent.state is ConsentState.WITHDRAWN else CellState.THERE
        return Cell(state, {"ground": consent.ground, "source": consent.source})
    return Cell(CellState.MISSING if role.consent else CellState.NOT_ASKED)

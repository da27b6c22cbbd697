"""`apply`: the only way in which a case changes, at the desk and at the centre alike.

It reads the operation and the version of the service data that the operation names, nothing else: same input, same
case, for ever. It keeps the transition table; whether a decision *should* be made is `decisions`' business and was
asked before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from . import bodies, errors, terms
from .bodies import Body
from .case import Answer, Case, Consent, ConsentState, Decided, Note, Party, Payment
from .lifecycle import State, next_state, outside_order
from .operation import Operation
from .service import Service

NOT_POSSIBLE = errors.code("case.transition")
UNKNOWN_KIND = errors.code("operation.unknown_kind")
WRONG_RULES = errors.code("operation.other_rules")


def apply(case: Case | None, operation: Operation, service: Service) -> Case:
    """The case after the operation. Raises `Refused` where the table has no such move; the case is never half
    changed.
    """
    if service.digest != operation.rules:
        raise errors.Refused(WRONG_RULES, operation=operation.id)
    if outside_order(operation.kind):
        if case is None:
            raise errors.Refused(NOT_POSSIBLE, kind=operation.kind, state="none")
        return case
    state = next_state(operation.kind, case.state if case else None, operation.actor.kind)
    if state is None:
        raise errors.Refused(NOT_POSSIBLE, kind=operation.kind, state=case.state.value if case else "none")
    if case is None:
        changed = _filed(operation, service)
    else:
        effect = EFFECTS.get(type(operation.body))
        if effect is None:
            raise errors.Refused(UNKNOWN_KIND, kind=operation.kind)
        changed = effect(replace(case, state=state, rules=operation.rules), operation.body, operation)
    if operation.kind.startswith("decision."):
        changed = replace(changed, decided=_decided(operation))
    return terms.after(changed, operation.kind, operation.moment.at, service)


def _filed(operation: Operation, service: Service) -> Case:
    body = operation.body
    if not isinstance(body, bodies.Filed):
        raise errors.Refused(NOT_POSSIBLE, kind=operation.kind, state="none")
    return Case(
        id=operation.case,
        number=body.number,
        service=body.service,
        applicant_type=body.applicant_type,
        office=operation.office,
        state=State.SUBMITTED,
        channel=body.channel,
        submitted_at=operation.moment.at,
        rules=service.digest,
        parties=body.parties,
        fields=body.fields,
        documents=body.documents,
    )


def _decided(operation: Operation) -> Decided:
    body = operation.body
    grounds = body.grounds if isinstance(body, bodies.Denied) else ()
    reasons = body.reasons if isinstance(body, bodies.Denied) else getattr(body, "reason", "")
    return Decided(operation.kind, operation.id, operation.actor.name, operation.moment.at, grounds, reasons)


def _with_party(case: Case, role: str, change: Callable[[Party], Party]) -> Case:
    return replace(case, parties=tuple(change(p) if p.role == role else p for p in case.parties))


def _claimed(case: Case, body: bodies.Claimed | bodies.TakenOver, _: Operation) -> Case:
    return replace(case, assignee=body.clerk, assignee_name=body.name)


def _put_back(case: Case, body: bodies.PutBack, _: Operation) -> Case:
    return replace(case, assignee=None, assignee_name="")


def _answered(case: Case, body: bodies.CheckAnswered, operation: Operation) -> Case:
    answer = Answer(body.value, body.reason, operation.actor.name, operation.moment.at, body.instruction)
    return replace(case, answers={**case.answers, body.check: answer})


def _consent(case: Case, body: bodies.ConsentGiven, _: Operation) -> Case:
    return _with_party(case, body.role, lambda party: replace(party, consent=body.consent))


def _consent_withdrawn(case: Case, body: bodies.ConsentWithdrawn, operation: Operation) -> Case:
    def withdraw(party: Party) -> Party:
        before = party.consent or Consent(ConsentState.WITHDRAWN, operation.moment.at)
        return replace(party, consent=replace(before, state=ConsentState.WITHDRAWN, at=operation.moment.at))

    return _with_party(case, body.role, withdraw)


def _registers(case: Case, body: bodies.RegistersAnswered, _: Operation) -> Case:
    fresh = {(a.query, a.subject) for a in body.answers}
    kept = tuple(a for a in case.registers if (a.query, a.subject) not in fresh)
    return replace(case, registers=kept + body.answers)


def _document(case: Case, body: bodies.DocumentAdded, _: Operation) -> Case:
    others = tuple(d for d in case.documents if d.id != body.document.id)
    return replace(case, documents=(*others, body.document))


def _note(case: Case, body: bodies.NoteAdded, operation: Operation) -> Case:
    return replace(case, notes=(*case.notes, Note(body.text, operation.actor.name, operation.moment.at)))


def _returned(case: Case, body: bodies.Returned, _: Operation) -> Case:
    return replace(case, instructions=body.instructions)


def _citizen_answered(case: Case, body: bodies.CitizenAnswered, _: Operation) -> Case:
    """What the citizen was told to mend is asked again: the clerk's old „не“ on it is no answer to the new papers."""
    asked = {instruction.check for instruction in case.instructions}
    answers = {check: answer for check, answer in case.answers.items() if check not in asked}
    fields: Mapping[str, Any] = {**case.fields, **body.fields}
    return replace(case, documents=case.documents + body.documents, fields=fields, answers=answers, instructions=())


def _fee(case: Case, body: bodies.FeeRequested, operation: Operation) -> Case:
    return replace(case, payment=Payment(body.amount, "Pending", operation.moment.at))


def _payment_requested(case: Case, body: bodies.PaymentRequested, _: Operation) -> Case:
    if case.payment is None:
        return case
    return replace(case, payment=replace(case.payment, number=body.number, access_code=body.access_code))


def _paid(case: Case, body: bodies.PaymentReceived, _: Operation) -> Case:
    if case.payment is None:
        return case
    return replace(case, payment=replace(case.payment, status=body.status, paid_at=body.paid_at))


def _certificate(case: Case, body: bodies.CertificateIssued, _: Operation) -> Case:
    return replace(case, certificate=body.document.id, documents=(*case.documents, body.document))


def _passed_on(case: Case, body: bodies.PassedOn, _: Operation) -> Case:
    return replace(case, passed_to=body.office)


def _received(case: Case, body: bodies.Received, _: Operation) -> Case:
    return replace(
        case, office=body.office, number=body.number or case.number, passed_to="", assignee=None, assignee_name=""
    )


def _as_it_is(case: Case, body: Body, _: Operation) -> Case:
    return case


Effect = Callable[[Case, Any, Operation], Case]
EFFECTS: dict[type[Body], Effect] = {
    bodies.Claimed: _claimed,
    bodies.TakenOver: _claimed,
    bodies.PutBack: _put_back,
    bodies.CheckAnswered: _answered,
    bodies.ConsentGiven: _consent,
    bodies.ConsentWithdrawn: _consent_withdrawn,
    bodies.RegistersAnswered: _registers,
    bodies.DocumentAdded: _document,
    bodies.NoteAdded: _note,
    bodies.Returned: _returned,
    bodies.CitizenAnswered: _citizen_answered,
    bodies.FeeRequested: _fee,
    bodies.PaymentRequested: _payment_requested,
    bodies.PaymentReceived: _paid,
    bodies.Registered: _as_it_is,
    bodies.CertificateIssued: _certificate,
    bodies.Denied: _as_it_is,
    bodies.Terminated: _as_it_is,
    bodies.Withdrawn: _as_it_is,
    bodies.PassedOn: _passed_on,
    bodies.Received: _received,
}

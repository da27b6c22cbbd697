"""What an operation says, in a few plain facts for a list, a strip or a history."""

from __future__ import annotations

from operator_app.domain import bodies
from operator_app.domain.bodies import Body

Facts = dict[str, str | int]


def facts(body: Body) -> Facts:
    """Keys: check, value, reason, role, text, amount, speed, office, grounds, instructions, number, clerk, operation,
    documents, status. Only those that apply.
    """
    found = _of_work(body) if not isinstance(body, bodies.Audit) else dict(body.facts)
    return {key: value for key, value in found.items() if value not in ("", 0)}


def _of_work(body: Body) -> Facts:
    match body:
        case bodies.CheckAnswered(check, value, reason):
            return {"check": check, "value": value.value, "reason": reason}
        case bodies.ConsentGiven(role) | bodies.ConsentWithdrawn(role):
            return {"role": role, "reason": getattr(body, "reason", "")}
        case bodies.Claimed(_, name):
            return {"clerk": name}
        case bodies.TakenOver(_, name, reason):
            return {"clerk": name, "reason": reason}
        case bodies.NoteAdded(text):
            return {"text": text}
        case bodies.CitizenAnswered(text, documents):
            return {"text": text, "documents": len(documents)}
        case bodies.Returned(instructions):
            return {"instructions": len(instructions)}
        case _:
            return _of_decision(body)


def _of_decision(body: Body) -> Facts:
    match body:
        case bodies.FeeRequested(amount, speed):
            return {"amount": str(amount), "speed": speed}
        case bodies.Denied(grounds, reasons):
            return {"grounds": len(grounds), "reason": reasons}
        case bodies.PassedOn(office, reason):
            return {"office": office, "reason": reason}
        case bodies.PaymentRequested(number):
            return {"number": number}
        case bodies.PaymentReceived(status):
            return {"status": status}
        case bodies.DocumentAdded(document) | bodies.CertificateIssued(document):
            return {"document": document.kind}
        case bodies.Annulled(operation):
            return {"operation": operation}
        case bodies.PutBack() | bodies.Terminated() | bodies.Withdrawn():
            return {"reason": body.reason}
        case bodies.Filed(number):
            return {"number": number, "documents": len(body.documents)}
        case _:
            return {}

"""A case for a program: identifiers masked, reasons and sentences in the language of the call."""

from __future__ import annotations

from typing import Any

from operator_app.domain.review import CheckResult
from operator_app.services.views import CaseView
from ui.words import language
from ui.words.reasons import explain
from ui.words.sentences import sentence


def describe(view: CaseView) -> dict[str, Any]:
    case, lang = view.case, language()
    address = case.address(view.service.subject) if view.service.subject else None
    return {
        "number": case.number,
        "id": case.id,
        "service": case.service,
        "applicant_type": case.applicant_type,
        "district": case.office,
        "address": address.full if address else None,
        "state": case.state.value,
        "version": case.version,
        "assignee": case.assignee,
        "mine": view.mine,
        "banner": view.banner.value or None,
        "parties": [
            {
                "role": party.role,
                "name": party.person.name,
                "identifier": party.person.identifier.masked,
                "kind": party.person.identifier.kind.value,
            }
            for party in case.parties
        ],
        "matrix": [
            {
                "role": row.role.key,
                "identity": row.identity.state.value,
                "signature": row.signature.state.value,
                "consent": row.consent.state.value,
                "document": row.document.state.value,
            }
            for row in view.matrix
        ],
        "documents": [
            {"id": d.document.id, "kind": d.document.kind, "title": d.title.in_(lang), "here": d.here, "size": d.size}
            for d in view.documents
        ],
        "checks": [_check(result, lang) for result in view.results],
        "clock": _clock(view),
        "allowed": [ruling.kind for ruling in view.rulings if ruling.permitted],
        "forbidden": [
            {
                "decision": ruling.kind,
                "title": ruling.definition.title.in_(lang),
                "code": ruling.code,
                "sentence": str(sentence(ruling.code, ruling.params)),
            }
            for ruling in view.rulings
            if not ruling.permitted
        ],
        "linked": [],
    }


def _check(result: CheckResult, lang: str) -> dict[str, Any]:
    return {
        "id": result.id,
        "title": result.definition.title.in_(lang),
        "answer": result.value.value,
        "reason": result.words or explain(result.finding.reason, result.finding.params),
        "basis": result.basis.citation,
        "confirmed": result.basis.confirmed,
        "by": result.by or None,
        "asked_at": result.asked_at.isoformat() if result.asked_at else None,
    }


def _clock(view: CaseView) -> dict[str, Any] | None:
    term = view.case.term
    if term is None:
        return None
    return {
        "kind": term.key,
        "first_day": term.first_day.isoformat(),
        "last_day": term.last_day.isoformat(),
        "paused": term.paused_on is not None,
    }

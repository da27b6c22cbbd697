"""`show CASE`: one case whole, by its number or id."""

from __future__ import annotations

import argparse
from typing import Any

from operator_app.services.views import CaseView
from ui.terminal.call import Call, secret_option
from ui.words import _, acts, language
from ui.words.reasons import explain
from ui.words.sentences import sentence

HELP = "една преписка, по номер или id"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", help="номер или id на преписка")
    secret_option(parser, "password", "паролата, от дескриптор N, където няма хранилище за ключове")
    secret_option(parser, "passphrase", "паролната фраза на компютъра, от дескриптор N")


def run(call: Call) -> int:
    desk, who = call.opening(writes=False).ready(call)
    view = desk.cases.open(desk.cases.id_of(call.arguments.case), who)
    facts = {"ok": True} | describe(view)
    lines = [
        f"{view.case.number}  {view.service.short.in_(language())}  {acts.state(view.case.state)}",
        *(f"  {check['id']:<18} {check['answer']:<13} {check['title']}: {check['reason']}" for check in facts["checks"]),
        *(_("  Може: {what}").format(what=kind) for kind in facts["allowed"]),
        *(f"  {no['decision']}: {no['sentence']}" for no in facts["forbidden"]),
    ]
    return call.answer(facts, *lines)


def describe(view: CaseView) -> dict[str, Any]:
    """The case for a program: identifiers masked, reasons and sentences in the language of the call."""
    case, lang = view.case, language()
    return {
        "number": case.number,
        "id": case.id,
        "service": case.service,
        "applicant_type": case.applicant_type,
        "district": case.office,
        "state": case.state.value,
        "version": case.version,
        "assignee": case.assignee,
        "parties": [
            {"role": p.role, "name": p.person.name, "identifier": p.person.identifier.masked, "kind": p.person.identifier.kind.value}
            for p in case.parties
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
        "documents": [{"id": d.document.id, "kind": d.document.kind, "here": d.here, "size": d.size} for d in view.documents],
        "checks": [
            {
                "id": r.id,
                "title": r.definition.title.in_(lang),
                "answer": r.value.value,
                "reason": r.words or explain(r.finding.reason, r.finding.params),
                "basis": r.basis.citation,
                "confirmed": r.basis.confirmed,
                "asked_at": r.asked_at.isoformat() if r.asked_at else None,
            }
            for r in view.results
        ],
        "clock": _clock(view),
        "allowed": [r.kind for r in view.rulings if r.permitted],
        "forbidden": [{"decision": r.kind, "sentence": str(sentence(r.code, r.params))} for r in view.rulings if not r.permitted],
        "linked": [],
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

"""From a projected case to its row in the queue and its words in the search."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select, text
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from operator_app.domain.case import Case, Party, Term
from operator_app.domain.lifecycle import CLOSED
from operator_app.domain.service import Service
from operator_app.ports.sync_store import OutboxState
from operator_app.storage.models import CaseViewRow

from . import search

NO_DAY = "9999-12-31"
"""Sorts after every day: no term runs, or it stands still."""


def columns(case: Case, service: Service) -> dict[str, Any]:
    """The columns that come from the case itself."""
    applicant = case.applicant
    name = applicant.person.name if applicant else ""
    subject = case.address(service.subject) if service.subject else None
    closed = case.state in CLOSED
    return {
        "number": case.number,
        "number_key": search.number_key(case.number),
        "tail": search.tail(case.number),
        "applicant": name,
        "applicant_key": name.casefold(),
        "address": subject.line if subject else "",
        "service": case.service,
        "applicant_type": case.applicant_type,
        "state": case.state.value,
        "closed": closed,
        "channel": case.channel.value,
        "assignee": case.assignee or "",
        "assignee_name": case.assignee_name,
        "submitted_at": case.submitted_at,
        "rules": service.digest,
        **_term(case.term, closed),
    }


def _term(term: Term | None, closed: bool) -> dict[str, Any]:
    if term is None:
        return {"term": "", "last_day": "", "paused": False, "days_left": 0, "due": NO_DAY}
    paused = term.paused_on is not None
    last_day = term.last_day.isoformat()
    due = NO_DAY if closed or paused else last_day
    return {"term": term.key, "last_day": last_day, "paused": paused, "days_left": term.left, "due": due}


def search_words(case: Case, service: Service) -> dict[str, str]:
    """What `case_fts` holds of the case: its number, everybody's names, the searchable fields."""
    names = [_names(party) for party in case.parties]
    return {
        "number": search.index_number(case.number),
        "names": search.index_words(names),
        "address": search.index_words(_searchable(case, service)),
    }


def _names(party: Party) -> str:
    return party.person.name


def _searchable(case: Case, service: Service) -> list[str]:
    found = []
    for key, definition in service.fields.items():
        if not (definition.searchable or key == service.subject):
            continue
        address = case.address(key)
        found.append(address.full if address else str(case.fields.get(key, "")))
    return found


def banner(failed: Collection[str], left_out: bool) -> str:
    """What stands over the case: a conflict before a refusal before work that waits for another's outcome."""
    for state in (OutboxState.CONFLICT, OutboxState.REJECTED, OutboxState.BLOCKED):
        if state.value in failed:
            return state.value
    return OutboxState.CONFLICT.value if left_out else ""


def write(session: Session, rows: Sequence[dict[str, Any]], found: Mapping[str, Mapping[str, str]]) -> None:
    """Put the rows and their words in place of what was there. Past the ORM: a page of the feed writes hundreds."""
    if not rows:
        return
    upsert = insert(CaseViewRow)
    changed = {name: upsert.excluded[name] for name in rows[0] if name != "id"}
    connection = session.connection()
    connection.execute(upsert.on_conflict_do_update(index_elements=["id"], set_=changed), rows)
    at = connection.execute(select(CaseViewRow.id, CaseViewRow.row).where(CaseViewRow.id.in_(found.keys()))).all()
    connection.execute(_PUT_WORDS, [{"row": row, **found[case_id]} for case_id, row in at])


def forget(session: Session, case_ids: Collection[str]) -> None:
    connection = session.connection()
    rows = connection.scalars(select(CaseViewRow.row).where(CaseViewRow.id.in_(case_ids))).all()
    if rows:
        connection.execute(text("DELETE FROM case_fts WHERE rowid = :row"), [{"row": row} for row in rows])
        connection.execute(delete(CaseViewRow).where(CaseViewRow.row.in_(rows)))


_PUT_WORDS = text(
    "INSERT OR REPLACE INTO case_fts (rowid, number, names, address) VALUES (:row, :number, :names, :address)"
)

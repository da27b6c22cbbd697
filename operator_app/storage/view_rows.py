"""From a projected case to its row in the queue and its words in the search."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from operator_app.domain.case import Case, Party
from operator_app.domain.lifecycle import CLOSED
from operator_app.domain.service import Service
from operator_app.ports.sync_store import OutboxState

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
        "due": NO_DAY if closed else _due(case),
    }


def _due(case: Case) -> str:
    term = case.term
    return term.last_day.isoformat() if term is not None and term.paused_on is None else NO_DAY


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

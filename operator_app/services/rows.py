"""From rows of the store to what screens are given."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from operator_app.domain import terms
from operator_app.domain.case import Case, Channel
from operator_app.domain.lifecycle import ANNUL, State
from operator_app.domain.service import Service, Text, Unit
from operator_app.formats import operation_json
from operator_app.ports.sync_store import OutboxState
from operator_app.storage.models import OperationRow

from .facts import facts
from .views import Banner, HistoryRow, OutboxRow, QueueRow, TermView, Undo


def outbox_row(row: OperationRow, undo: Undo) -> OutboxRow:
    return OutboxRow(
        op=row.id,
        case=row.case_id,
        number=row.number,
        kind=row.kind,
        state=shown_state(row),
        made_at=row.made_at,
        rest_until=row.rest_until,
        attempts=row.attempts,
        last_attempt=row.last_attempt,
        receipt=row.receipt,
        received=row.received,
        undo=undo,
        code=row.code,
        params=dict(row.params or {}),
        theirs=row.theirs,
        facts=facts(operation_json.decode(row.raw).body),
        blocked_by=row.blocked_by,
        set_aside=row.set_aside is not None,
    )


def shown_state(row: OperationRow) -> OutboxState:
    """What the clerk took back before it was sent is annulled for them, wherever its bytes are."""
    if not row.own:
        return OutboxState.ARCHIVED
    return OutboxState.ANNULLED if row.together and row.kind != ANNUL else OutboxState(row.state)


def undo_of(row: OperationRow, last_live: Collection[str]) -> Undo:
    """`last_live`: the last act of each case, for work is taken back last-first within its case."""
    if row.together or row.id not in last_live:
        return Undo.NOTHING
    if row.state == OutboxState.RESTING:
        return Undo.TAKE_BACK
    return Undo.ANNUL if row.state == OutboxState.QUEUED and not row.attempts else Undo.NOTHING


def history_row(row: OperationRow, account: str) -> HistoryRow:
    operation = operation_json.decode(row.raw)
    return HistoryRow(
        op=row.id,
        kind=row.kind,
        actor=operation.actor.name or operation.actor.id,
        actor_kind=operation.actor.kind.value,
        at=row.made_at,
        received=row.received,
        state=shown_state(row),
        mine=row.own and row.actor == account,
        facts=facts(operation.body),
    )


def term_of(case: Case, service: Service, today: date) -> TermView | None:
    term = case.term
    if term is None:
        return None
    return _term(term.key, term.last_day, term.paused_on is not None, term.left, service, today)


def _term(key: str, last_day: date, paused: bool, left: int, service: Service, today: date) -> TermView | None:
    definition = service.terms.get(key)
    if definition is None:
        return None
    if not paused:
        left = terms.days_until(last_day, today, definition.unit, service.holidays)
    return TermView(key, definition.title, last_day, left, definition.unit is Unit.WORKING, paused)


def queue_row(row: Any, service: Service, account: str, today: date) -> QueueRow:
    """`row`: the columns of `repositories.queue.SHOWN`; `service`: the data under which the case last changed."""
    type_ = service.types.get(row.applicant_type)
    term = None
    if row.term:
        term = _term(row.term, date.fromisoformat(row.last_day), row.paused, row.days_left, service, today)
    return QueueRow(
        id=row.id,
        number=row.number,
        applicant=row.applicant,
        address=row.address,
        service=row.service,
        service_title=service.short,
        type_title=type_.title if type_ else Text(row.applicant_type, row.applicant_type),
        state=State(row.state),
        term=term,
        assignee=row.assignee_name or row.assignee,
        mine=bool(account) and row.assignee == account,
        channel=Channel(row.channel),
        submitted_at=row.submitted_at,
        unsent=row.unsent,
        banner=Banner(row.banner),
    )

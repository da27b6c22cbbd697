"""What the centre answered to pushed operations."""

from __future__ import annotations

from sqlalchemy.orm import Session

from operator_app.domain.lifecycle import outside_order
from operator_app.ports.sync_store import Changed, OutboxState, Settlement, Settlements
from operator_app.storage import projection
from operator_app.storage.models import FeedRow, OperationRow
from operator_app.storage.repositories import desk, operations
from operator_app.storage.repositories.rules import RulesBook

S = OutboxState
_NOT_SENT = "line."  # refused by the line itself: the centre has never seen it


def settle(session: Session, rules: RulesBook, settlements: Settlements) -> Changed:
    """Keep each result, rebuild what it changes, and witness the centre's audit head, in one transaction."""
    cases: set[str] = set()
    touched = False
    for result in settlements.results:
        row = operations.get(session, result.op)
        if row is None or not row.own or row.state not in operations.TO_SEND:
            continue  # a late answer to what is settled already
        touched = True
        _settle(session, row, result)
        if row.state in operations.FAILED and row.pos is None and not row.code.startswith(_NOT_SENT):
            row.pos = settlements.head_pos  # the answer does not say where in the chain it stands: here or before
        cases.add(row.case_id)
    witness(desk.feed(session), settlements)
    cases.discard("")
    projection.keep(session, rules, cases)
    return Changed(frozenset(cases), outbox=touched)


def _settle(session: Session, row: OperationRow, result: Settlement) -> None:
    row.code, row.params = result.problem_code, dict(result.problem_params or {})
    row.receipt, row.received = result.receipt or row.receipt, result.received or row.received
    row.ver = result.ver if result.ver is not None else row.ver
    row.pos = result.pos if result.pos is not None else row.pos
    row.marked, row.effect = result.marked, result.effect
    row.conflict_class, row.theirs = result.conflict_class, result.theirs
    row.fields, row.blocked_by = list(result.fields), result.blocked_by
    row.state = result.state
    if result.state in operations.FAILED:
        row.ver = None  # it has no effect, whatever version the centre named
        operations.release_seal(session, row.id)
    elif result.state not in operations.TO_SEND:
        row.state = S.ARCHIVED if effect_is_back(session, row) else S.RECEIPTED


def effect_is_back(session: Session, row: OperationRow) -> bool:
    """Nothing more is to come for a receipted operation: it was only recorded, or the base contains it."""
    if row.effect == "recorded" or row.together or outside_order(row.kind):
        return True
    if row.ver is None:
        return True  # settled so long ago that the centre keeps no result; the feed brought it then
    return (operations.base_version(session, row.case_id) or 0) >= row.ver


def witness(feed: FeedRow, seen: Settlements) -> None:
    """The audit head only grows: each office is a witness of it."""
    if seen.head_pos >= feed.head_pos:
        feed.head_pos, feed.head_hash = seen.head_pos, seen.head_hash
    feed.backed_up_through = max(feed.backed_up_through, seen.backed_up_through)
    feed.settled_floor = max(feed.settled_floor, seen.settled_floor)
    feed.at = seen.at

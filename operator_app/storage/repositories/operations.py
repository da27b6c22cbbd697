"""Operations: entering one of our own, and the questions asked of the outbox and the history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, delete, not_, or_, select
from sqlalchemy.orm import Session

from operator_app.domain.lifecycle import ANNUL, AUDIT_PREFIX, outside_order
from operator_app.domain.operation import Operation
from operator_app.formats import operation_json
from operator_app.ports.sync_store import OutboxState
from operator_app.storage.models import CaseBaseRow, OperationRow, UsedSealRow

S = OutboxState
OVERLAID = (S.RESTING, S.QUEUED, S.SENDING, S.RECEIPTED)
UNSENT = (S.RESTING, S.QUEUED, S.SENDING)
TO_SEND = (S.QUEUED, S.SENDING)
FAILED = (S.CONFLICT, S.REJECTED, S.BLOCKED)

IN_ORDER = and_(OperationRow.kind != ANNUL, not_(OperationRow.kind.startswith(AUDIT_PREFIX, autoescape=True)))
"""Acts of a clerk on a case: no audit, no annulment."""


def get(session: Session, op: str) -> OperationRow | None:
    return session.scalar(select(OperationRow).where(OperationRow.id == op))


def enter(session: Session, operation: Operation, rest_until: datetime, number: str) -> OperationRow:
    """Keep an operation of this device as resting. What the clerk saw is taken down now: the base's version and our
    own previous live operation on the case.
    """
    follows = () if outside_order(operation.kind) else overlay(session, operation.case)
    row = OperationRow(
        id=operation.id,
        case_id=operation.case,
        number=number,
        kind=operation.kind,
        own=True,
        state=S.RESTING,
        actor=operation.actor.id,
        made_at=operation.moment.at,
        raw=operation_json.encode(operation),
        rest_until=rest_until,
        seen=base_version(session, operation.case),
        after=follows[-1].id if follows else "",
        params={},
        fields=[],
    )
    session.add(row)
    session.flush()
    return row


def base_version(session: Session, case_id: str) -> int | None:
    return session.scalar(select(CaseBaseRow.version).where(CaseBaseRow.id == case_id)) if case_id else None


def overlay(session: Session, case_id: str) -> Sequence[OperationRow]:
    """Our operations on the case that the base does not contain yet, in their order."""
    if not case_id:
        return ()
    version = base_version(session, case_id)
    ahead = OperationRow.ver.is_(None) if version is None else or_(OperationRow.ver.is_(None), OperationRow.ver > version)
    return session.scalars(
        select(OperationRow)
        .where(
            OperationRow.case_id == case_id,
            OperationRow.own,
            OperationRow.state.in_(OVERLAID),
            OperationRow.together == "",
            IN_ORDER,
            ahead,
        )
        .order_by(OperationRow.seq)
    ).all()


def live(session: Session, case_id: str) -> Sequence[OperationRow]:
    """Our acts on the case that are not settled, newest first: what „last-first“ is about."""
    return session.scalars(
        select(OperationRow)
        .where(
            OperationRow.case_id == case_id,
            OperationRow.own,
            OperationRow.state.in_(OVERLAID),
            OperationRow.together == "",
            IN_ORDER,
        )
        .order_by(OperationRow.seq.desc())
    ).all()


def standing(session: Session, case_id: str) -> Sequence[OperationRow]:
    """Our acts on the case that the centre did not take and nobody has dealt with."""
    return session.scalars(
        select(OperationRow)
        .where(
            OperationRow.case_id == case_id,
            OperationRow.own,
            OperationRow.state.in_(FAILED),
            OperationRow.set_aside.is_(None),
        )
        .order_by(OperationRow.seq)
    ).all()


def history(session: Session, case_id: str) -> Sequence[OperationRow]:
    """All that is known to have happened to the case: the centre's order, then what is still on its way."""
    return session.scalars(
        select(OperationRow)
        .where(OperationRow.case_id == case_id)
        .order_by(OperationRow.ver.is_(None), OperationRow.ver, OperationRow.seq)
    ).all()


def release_seal(session: Session, op: str) -> None:
    """The consent of this operation does not count: its seal may be scanned again."""
    session.execute(delete(UsedSealRow).where(UsedSealRow.operation == op))

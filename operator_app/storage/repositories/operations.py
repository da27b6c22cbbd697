"""Operations: entering one of our own, and the questions asked of the outbox and the history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, not_, select
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


@dataclass(frozen=True)
class Acts:
    """Our unfinished acts on one case, in their order. `live`: not settled and not taken back; `standing`: what the
    centre did not take and nobody has dealt with.
    """

    live: tuple[OperationRow, ...] = ()
    standing: tuple[OperationRow, ...] = ()

    def overlay(self, version: int | None) -> tuple[OperationRow, ...]:
        """The live ones that a base of this version does not contain yet."""
        return tuple(row for row in self.live if row.ver is None or version is None or row.ver > version)

    @property
    def unsent(self) -> bool:
        return any(row.state in UNSENT for row in self.live)


def acts(session: Session, case_ids: Iterable[str]) -> dict[str, Acts]:
    """Our unfinished acts by case; cases without any are left out."""
    rows = session.scalars(
        select(OperationRow)
        .where(
            OperationRow.own,
            OperationRow.case_id.in_([case_id for case_id in case_ids if case_id]),
            OperationRow.state.in_((*OVERLAID, *FAILED)),
            OperationRow.together == "",
            OperationRow.set_aside.is_(None),
            IN_ORDER,
        )
        .order_by(OperationRow.seq)
    ).all()
    found: dict[str, list[OperationRow]] = {}
    for row in rows:
        found.setdefault(row.case_id, []).append(row)
    return {
        case_id: Acts(
            tuple(row for row in own if row.state in OVERLAID), tuple(row for row in own if row.state in FAILED)
        )
        for case_id, own in found.items()
    }


def acts_on(session: Session, case_id: str) -> Acts:
    return acts(session, [case_id]).get(case_id) or Acts()


def get(session: Session, op: str) -> OperationRow | None:
    return session.scalar(select(OperationRow).where(OperationRow.id == op))


def enter(session: Session, operation: Operation, rest_until: datetime, number: str) -> OperationRow:
    """Keep an operation of this device as resting. What the clerk saw is taken down now: the base's version and our
    own previous live operation on the case.
    """
    seen = base_version(session, operation.case)
    follows = () if outside_order(operation.kind) else acts_on(session, operation.case).overlay(seen)
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
        seen=seen,
        after=follows[-1].id if follows else "",
        params={},
        fields=[],
    )
    session.add(row)
    session.flush()
    return row


def base_version(session: Session, case_id: str) -> int | None:
    return session.scalar(select(CaseBaseRow.version).where(CaseBaseRow.id == case_id)) if case_id else None


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

"""Operations that the feed brings: others' are entered, ours are recognised by their id and their bytes."""

from __future__ import annotations

from sqlalchemy.orm import Session

from operator_app.domain import errors
from operator_app.domain.bodies import ConsentGiven
from operator_app.domain.operation import Operation
from operator_app.formats import canonical, operation_json
from operator_app.ports.sync_store import FeedEntry, OutboxState
from operator_app.storage.models import OperationRow, UsedSealRow
from operator_app.storage.repositories import operations

DIGEST = errors.code("feed.digest")
OTHER_BYTES = errors.code("feed.other_bytes")
ON_THEIR_WAY = (OutboxState.QUEUED, OutboxState.SENDING)


def known_or_own(session: Session, entry: FeedEntry) -> tuple[OperationRow | None, Operation]:
    """The row of an operation that is here already, brought up to date, or None; and what the bytes say."""
    if canonical.digest(entry.raw) != entry.digest:
        raise errors.Trouble(DIGEST, pos=entry.pos)
    operation = operation_json.decode(entry.raw)
    row = operations.get(session, operation.id)
    if row is None:
        return None, operation
    if row.digest and row.digest != entry.digest:
        raise errors.Trouble(OTHER_BYTES, pos=entry.pos)
    row.ver, row.pos, row.marked = entry.ver, entry.pos, entry.marked
    row.received = row.received or entry.received
    if row.own and row.state not in ON_THEIR_WAY:
        # Receipt and effect are both back. Where only the effect is (the reply was lost), the centre's receipt is
        # still asked for by sending the same bytes again.
        row.state, row.code, row.params = OutboxState.ARCHIVED, "", {}
        row.raw, row.digest = entry.raw, entry.digest
    return row, operation


def enter_foreign(session: Session, entry: FeedEntry, operation: Operation) -> None:
    """Keep another's operation as part of the case's history."""
    session.add(
        OperationRow(
            id=operation.id,
            case_id=entry.case,
            kind=operation.kind,
            own=False,
            actor=operation.actor.id,
            made_at=operation.moment.at,
            raw=entry.raw,
            digest=entry.digest,
            ver=entry.ver,
            pos=entry.pos,
            received=entry.received,
            effect="applied",
            marked=entry.marked,
            params={},
            fields=[],
        )
    )
    body = operation.body
    if isinstance(body, ConsentGiven) and body.jti and session.get(UsedSealRow, body.jti) is None:
        session.add(UsedSealRow(jti=body.jti, operation=operation.id, used=entry.received))

"""Operations that the feed brings: others' are entered, ours are recognised by their id and their bytes."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from operator_app.domain import errors
from operator_app.domain.bodies import ConsentGiven
from operator_app.domain.operation import Operation
from operator_app.formats import canonical, operation_json
from operator_app.ports.sync_store import EntryKind, FeedEntry, FeedPage, OutboxState
from operator_app.storage.models import OperationRow, UsedSealRow

DIGEST = errors.code("feed.digest")
OTHER_BYTES = errors.code("feed.other_bytes")
ON_THEIR_WAY = (OutboxState.QUEUED, OutboxState.SENDING)


class Known:
    """The operations of one page that are here already, fetched at once."""

    def __init__(self, session: Session, page: FeedPage) -> None:
        self._session = session
        self._read: dict[int, Operation] = {}
        ids = [self.read(entry).id for entry in page.entries if entry.kind is EntryKind.OPERATION]
        rows = session.scalars(select(OperationRow).where(OperationRow.id.in_(ids))).all() if ids else ()
        self._rows = {row.id: row for row in rows}

    def read(self, entry: FeedEntry) -> Operation:
        """What the bytes say. Raises `Trouble("feed.digest")` where they are not those that the centre hashed."""
        operation = self._read.get(entry.pos)
        if operation is None:
            if canonical.digest(entry.raw) != entry.digest:
                raise errors.Trouble(DIGEST, pos=entry.pos)
            operation = self._read[entry.pos] = operation_json.decode(entry.raw)
        return operation

    def update(self, entry: FeedEntry, operation: Operation) -> OperationRow | None:
        """The row of an operation that is here already, brought up to date; None for a new one."""
        row = self._rows.get(operation.id)
        if row is None:
            return None
        if row.digest and row.digest != entry.digest:
            raise errors.Trouble(OTHER_BYTES, pos=entry.pos)
        row.ver, row.pos, row.marked = entry.ver, entry.pos, entry.marked
        row.received = row.received or entry.received
        if row.own and row.state not in ON_THEIR_WAY:
            # Receipt and effect are both back. Where only the effect is (the reply was lost), the centre's receipt is
            # still asked for by sending the same bytes again.
            row.state, row.code, row.params = OutboxState.ARCHIVED, "", {}
            row.raw, row.digest = entry.raw, entry.digest
        return row

    def enter(self, entry: FeedEntry, operation: Operation) -> None:
        """Keep another's operation as part of the case's history."""
        row = OperationRow(
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
        self._session.add(row)
        self._rows[row.id] = row
        body = operation.body
        if isinstance(body, ConsentGiven) and body.jti and self._session.get(UsedSealRow, body.jti) is None:
            self._session.add(UsedSealRow(jti=body.jti, operation=operation.id, used=entry.received))

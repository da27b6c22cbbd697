"""Reading the feed from the start again: the scope changed, the cursor is too old, or the centre was restored."""

from __future__ import annotations

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from operator_app.ports.sync_store import Changed, OutboxState
from operator_app.storage import projection
from operator_app.storage.models import CaseBaseRow, OperationRow, TombstoneRow
from operator_app.storage.repositories import desk
from operator_app.storage.repositories.rules import RulesBook


def forget_cursor(session: Session, rules: RulesBook, epoch: str) -> Changed:
    """Unsettled operations stay. In a new epoch the centre may have lost what was above its backup: base rows become
    stale (still shown, replaced as the feed brings the cases again), and every settled operation of ours above
    `backed_up_through` is offered again with the same bytes; idempotency makes that harmless.
    """
    feed = desk.feed(session)
    feed.cursor = ""
    if not feed.epoch or epoch == feed.epoch:
        feed.epoch = epoch
        return Changed()
    feed.epoch, feed.head_pos, feed.head_hash = epoch, 0, ""
    session.execute(update(CaseBaseRow).values(stale=True))
    session.execute(delete(TombstoneRow))  # what left after the backup was taken has not left any more
    # Others' operations above the backup may be gone; those that are not come back with the feed.
    session.execute(delete(OperationRow).where(OperationRow.own.is_(False), OperationRow.pos > feed.backed_up_through))
    offered = session.scalars(
        select(OperationRow).where(
            OperationRow.own,
            OperationRow.dseq.is_not(None),
            OperationRow.state.in_((OutboxState.RECEIPTED, OutboxState.ARCHIVED)),
            or_(OperationRow.pos.is_(None), OperationRow.pos > feed.backed_up_through),
        )
    ).all()
    for row in offered:
        # Not undoable: an attempt was made. Its version is not forgotten while the stale base contains it.
        row.state = OutboxState.SENDING
    cases = {row.case_id for row in offered} - {""}
    projection.keep(session, rules, cases)
    return Changed(frozenset(cases), outbox=bool(offered))

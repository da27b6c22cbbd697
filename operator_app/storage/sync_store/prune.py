"""What may be forgotten. An operation goes only below the centre's `backed_up_through`: above it the desk's copy may be
the only one left after the centre is restored.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import Session, aliased

from operator_app.ports.sync_store import OutboxState
from operator_app.storage.models import CaseViewRow, OperationRow
from operator_app.storage.repositories import desk
from operator_app.storage.repositories.operations import FAILED, OVERLAID


def operations(session: Session, now: datetime) -> int:
    """Forget operations of ours that are settled and that the centre has in a backup, that are older than the setting
    (`desk.keep_closed`) and whose case is not open here: archived and annulled ones, and conflicts and refusals that a
    recorded act has set aside; and what was taken back while it rested, as old. Returns how many.
    """
    session.flush()
    backed_up = OperationRow.pos <= desk.feed(session).backed_up_through
    since = now - desk.keep_closed(session)
    open_case = exists(
        select(CaseViewRow.row).where(CaseViewRow.id == OperationRow.case_id, CaseViewRow.closed.is_(False))
    )
    other = aliased(OperationRow)
    # What replaced it can still be taken back, and then it stands again.
    unsettled = exists(
        select(other.seq).where(other.own, other.case_id == OperationRow.case_id, other.state.in_(OVERLAID))
    )
    settled = OperationRow.state.in_((OutboxState.ARCHIVED, OutboxState.ANNULLED)) & backed_up
    set_aside = OperationRow.state.in_(FAILED) & backed_up & (OperationRow.set_aside < since) & ~unsettled
    gone = session.execute(
        delete(OperationRow)
        .where(
            OperationRow.own,
            or_(settled, set_aside, OperationRow.state == OutboxState.UNDONE),
            OperationRow.made_at < since,
            ~open_case,
        )
        .execution_options(synchronize_session=False)
    )
    return int(getattr(gone, "rowcount", 0))

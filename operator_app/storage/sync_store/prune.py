"""What may be forgotten. An operation goes only below the centre's `backed_up_through`: above it the desk's copy may be
the only one left after the centre is restored.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.orm import Session

from operator_app.ports.sync_store import OutboxState
from operator_app.storage.models import CaseViewRow, OperationRow
from operator_app.storage.repositories import desk

KEEP = timedelta(days=30)
"""How long a settled operation of a closed case, or outside any case, stays readable here."""


def operations(session: Session, now: datetime) -> int:
    """Forget archived operations that the centre has in a backup, that are older than `KEEP` and whose case is not
    open here; and what was taken back while it rested, as old. Returns how many.
    """
    session.flush()
    backed_up = desk.feed(session).backed_up_through
    open_case = exists(
        select(CaseViewRow.row).where(CaseViewRow.id == OperationRow.case_id, CaseViewRow.closed.is_(False))
    )
    archived = (OperationRow.state == OutboxState.ARCHIVED) & (OperationRow.pos <= backed_up)
    gone = session.execute(
        delete(OperationRow)
        .where(
            OperationRow.own,
            or_(archived, OperationRow.state == OutboxState.UNDONE),
            OperationRow.made_at < now - KEEP,
            ~open_case,
        )
        .execution_options(synchronize_session=False)
    )
    return int(getattr(gone, "rowcount", 0))

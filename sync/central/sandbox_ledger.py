"""What the self-test compares a desk with: what became of every operation, and every case of an office. Sandbox only.

Digests and codes alone; nothing of what the operations say.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import func, select

from .commit.outcomes import Fate
from .models import case_state, operation
from .store import Store


@dataclass(frozen=True)
class LedgerDump:
    """`outcomes`: for each operation what became of it, once for each time that it was taken in. `cases`: version and
    SHA-256 of the canonical JSON of each case of the office. `applied`: how many effects each of them has had.
    """

    outcomes: dict[str, list[str]]
    cases: dict[str, tuple[int, str]]
    applied: dict[str, int]


def dump(store: Store, office: str) -> LedgerDump:
    """One consistent look at the database."""
    o, c = operation.c, case_state.c
    outcomes: dict[str, list[str]] = {}
    with store.read() as db:
        settled = select(o.id, o.outcome).where(o.outcome != Fate.PENDING.value).order_by(o.pos)
        for row in db.execute(settled):
            # A row that was taken in a second time has the operation's id and something behind a tilde.
            outcomes.setdefault(row.id.partition("~")[0], []).append(row.outcome)
        cases = {
            row.id: (row.version, hashlib.sha256(row.snapshot).hexdigest())
            for row in db.execute(select(c.id, c.version, c.snapshot).where(c.office == office))
        }
        counted = select(o.case_id, func.count()).where(o.outcome == Fate.APPLIED.value).group_by(o.case_id)
        applied = {case: count for case, count in db.execute(counted) if case in cases}
    return LedgerDump(outcomes, cases, applied)

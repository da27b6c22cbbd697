"""Which case comes next for whoever presses F2. Pure but for the pages it is given."""

from __future__ import annotations

from collections.abc import Callable

from operator_app.domain.lifecycle import State
from operator_app.services.views import QueuePage, QueueRow

PAGE, PAGES = 128, 8
"""How far F2 looks: the order of the queue puts what is due first, so that the next case is nearly always among the
first.
"""


def workable(row: QueueRow) -> bool:
    """Can be worked on now: new and free, or the clerk's own and not waiting for the citizen."""
    if row.state is State.SUBMITTED:
        return not row.assignee
    return row.mine and row.state in (State.IN_REVIEW, State.PAID)


def pick(ask: Callable[[str, int], QueuePage], here: str, *, past: bool = False) -> QueueRow | None:
    """The first workable case from `here` on in the order of the filter, else the first from its top; None where there
    is none. `past`: not `here` itself, because the clerk has just been there.
    """
    key, first, seen = "", None, not here
    for _page in range(PAGES):
        page = ask(key, PAGE)
        for row in page.rows:
            seen = seen or row.id == here
            if workable(row) and not (past and row.id == here):
                if seen:
                    return row
                first = first or row
        key = page.next_key
        if not key:
            break
    return first

"""A case as the reader lane finds it, with what the clerk had begun to write and the cases beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from operator_app.domain.case import Value
from operator_app.domain.lifecycle import CLOSED, State
from operator_app.domain.review import CellState
from operator_app.services.views import CaseView, Filter, Operator
from ui.desktop.trace import trace

from . import decisions, notes

if TYPE_CHECKING:
    from ui.compose import Desk


@dataclass(frozen=True)
class Opened:
    """`drafts` by check; `before` and `after` under the filter of the queue, empty where there is none."""

    view: CaseView
    drafts: dict[str, str]
    before: str
    after: str

    @property
    def is_done(self) -> bool:
        """Nothing is left for the clerk to do here: it is decided, or over."""
        state = self.view.case.state
        return bool(decisions.own_decision(self.view)) or state in CLOSED or state is State.REGISTERED


def open_case(desk: Desk, who: Operator, case: str, chosen: Filter) -> Opened:
    """On the reader lane. Raises `Refused("case.not_here")`."""
    view = desk.cases.open(case, who)
    before, after = desk.queue.neighbours(chosen, case, who)
    return Opened(view, notes.by_check(desk.drafts.load(who.account, case)), before, after)


def trace_case(view: CaseView) -> None:
    """How the case stands, for journeys: ids, states and counts, nothing that it says."""
    values = [result.value for result in view.results]
    lacking = [row.role.key for row in view.matrix if row.consent.state is CellState.MISSING]
    trace(
        "painted",
        screen="review",
        case=view.case.id,
        state=view.case.state.value,
        mine=view.mine,
        no=values.count(Value.NO),
        unclear=values.count(Value.UNDETERMINED),
        consent_missing=",".join(lacking),
        ways=",".join(ruling.kind for ruling in view.rulings if ruling.permitted),
        here=all(document.here for document in view.documents),
    )

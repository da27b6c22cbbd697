"""The queue of the office: tabs with counts, search, sort, pages by key, next and previous within the filter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from operator_app.domain.lifecycle import State
from operator_app.domain.terms import DAY, next_working, sofia_day
from operator_app.storage.models import CaseViewRow
from operator_app.storage.repositories import queue
from operator_app.storage.store import Store

from .rows import queue_row
from .views import Filter, Operator, QueuePage, Sort, Tab

KEYS = {
    Sort.DUE: CaseViewRow.due,
    Sort.NUMBER: CaseViewRow.number_key,
    Sort.APPLICANT: CaseViewRow.applicant_key,
    Sort.SUBMITTED: CaseViewRow.submitted_at,
}
BY_STATE = {
    Tab.NEW: State.SUBMITTED,
    Tab.CITIZEN: State.RETURNED,
    Tab.PAYMENT: State.AWAITING_PAYMENT,
    Tab.TO_REGISTER: State.PAID,
}


class Queue:
    """Reads only; runs on the reader lane."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def page(self, chosen: Filter, after: str, size: int, who: Operator) -> QueuePage:
        """Rows behind `after` (empty: from the top; else a `next_key`), at most `size` of them (capped at 1,000)."""
        with self._store.reading() as session:
            rows, key = queue.page(session, self._selection(session, chosen, who), after, size)
            rules, today = self._store.rules, self._today()
            return QueuePage(
                tuple(queue_row(row, rules.get(session, row.rules), who.account, today) for row in rows), key
            )

    def counts(self, who: Operator) -> Mapping[Tab, int]:
        """How many cases each tab has, without search or narrowing."""
        with self._store.reading() as session:
            by_state = queue.by_state(session)
            counts = {tab: by_state.get(state, 0) for tab, state in BY_STATE.items()}
            for tab in (Tab.MINE, Tab.DUE, Tab.OPEN, Tab.CLOSED):
                counts[tab] = queue.count(session, self._tab(session, tab, who))
            return counts

    def neighbours(self, chosen: Filter, case_id: str, who: Operator) -> tuple[str, str]:
        """The cases before and after this one under the filter; empty where there is none."""
        with self._store.reading() as session:
            return queue.neighbours(session, self._selection(session, chosen, who), case_id)

    def _selection(self, session: Session, chosen: Filter, who: Operator) -> queue.Selection:
        where = (
            self._tab(session, chosen.tab, who),
            *queue.of_kind(chosen.service, chosen.applicant_type),
            *queue.matching(chosen.text),
        )
        if chosen.tab is Tab.CLOSED and chosen.sort is Sort.DUE:
            return queue.Selection(where, CaseViewRow.submitted_at, descending=not chosen.descending)  # no term runs
        return queue.Selection(where, KEYS[chosen.sort], chosen.descending)

    def _tab(self, session: Session, tab: Tab, who: Operator) -> ColumnElement[bool]:
        match tab:
            case Tab.MINE:
                return queue.claimed_by(who.account)
            case Tab.DUE:
                return queue.due_by(self._soon(session))
            case Tab.OPEN:
                return queue.is_open()
            case Tab.CLOSED:
                return queue.is_closed()
            case _:
                return queue.in_state(BY_STATE[tab])

    def _today(self) -> date:
        return sofia_day(self._store.clock.now())

    def _soon(self, session: Session) -> date:
        """What ends today or on the next working day is due soon, and what is overdue."""
        holidays: frozenset[date] = frozenset()
        for digest in self._store.rules.newest(session).values():
            holidays |= self._store.rules.get(session, digest).holidays
        return next_working(self._today() + DAY, holidays)

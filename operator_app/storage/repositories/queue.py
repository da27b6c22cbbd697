"""The queue's questions: filter, search, sort and page in SQLite, by key and never by offset."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson
from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    String,
    and_,
    column,
    func,
    literal,
    select,
    table,
    tuple_,
    union,
)
from sqlalchemy.orm import Session

from operator_app.domain.lifecycle import State
from operator_app.storage import search
from operator_app.storage.models import CaseViewRow
from operator_app.storage.models.base import Utc

LARGEST_PAGE = 1000
_WORDS = table("case_fts", column("rowid", Integer), column("case_fts", String))
_AFTER_ALL = chr(0x10FFFF)

SHOWN = (
    CaseViewRow.row,
    CaseViewRow.id,
    CaseViewRow.number,
    CaseViewRow.number_key,
    CaseViewRow.applicant,
    CaseViewRow.applicant_key,
    CaseViewRow.address,
    CaseViewRow.service,
    CaseViewRow.applicant_type,
    CaseViewRow.state,
    CaseViewRow.channel,
    CaseViewRow.assignee,
    CaseViewRow.assignee_name,
    CaseViewRow.submitted_at,
    CaseViewRow.due,
    CaseViewRow.rules,
    CaseViewRow.term,
    CaseViewRow.last_day,
    CaseViewRow.paused,
    CaseViewRow.days_left,
    CaseViewRow.unsent,
    CaseViewRow.banner,
)


@dataclass(frozen=True)
class Selection:
    """Which cases, in which order. `key` is the column that they are sorted by before `row`."""

    where: tuple[ColumnElement[bool], ...]
    key: Any
    descending: bool = False

    def ordered(self, *, backwards: bool = False) -> Select[*tuple[Any, ...]]:
        down = self.descending != backwards
        order = (self.key.desc(), CaseViewRow.row.desc()) if down else (self.key, CaseViewRow.row)
        return select(*SHOWN).where(*self.where).order_by(*order)

    def past(self, value: Any, row: int, *, backwards: bool = False) -> ColumnElement[bool]:
        """Behind this place; `backwards`: before it."""
        here, there = tuple_(self.key, CaseViewRow.row), tuple_(_bound(self.key, value), row)
        return here < there if self.descending != backwards else here > there


def _bound(key: Any, value: Any) -> Any:
    return literal(value, key.type)


def page(session: Session, chosen: Selection, after: str, size: int) -> tuple[Sequence[Row[Any]], str]:
    """Rows behind the key `after`, and the key behind them; empty at the end."""
    query = chosen.ordered()
    if after:
        query = query.where(chosen.past(*_key_of(chosen, after)))
    size = max(1, min(size, LARGEST_PAGE))
    rows = session.execute(query.limit(size + 1)).all()
    if len(rows) <= size:
        return rows, ""
    return rows[:size], _key(chosen, rows[size - 1])


def _key(chosen: Selection, row: Row[Any]) -> str:
    value = getattr(row, chosen.key.key)
    plain = value.isoformat() if isinstance(value, datetime) else value
    return orjson.dumps([plain, row.row]).decode()


def _key_of(chosen: Selection, after: str) -> tuple[Any, int]:
    value, row = orjson.loads(after)
    if isinstance(chosen.key.type, Utc):
        value = datetime.fromisoformat(value)
    return value, int(row)


def neighbours(session: Session, chosen: Selection, case_id: str) -> tuple[str, str]:
    """The cases before and behind this one in the selection, also where the case itself has dropped out of it."""
    at = session.execute(select(*SHOWN).where(CaseViewRow.id == case_id)).first()
    if at is None:
        return "", ""
    value = getattr(at, chosen.key.key)

    def beside(backwards: bool) -> str:
        query = chosen.ordered(backwards=backwards).where(chosen.past(value, at.row, backwards=backwards))
        found = session.execute(query.limit(1)).first()
        return str(found.id) if found else ""

    return beside(True), beside(False)


def matching(typed: str) -> tuple[ColumnElement[bool], ...]:
    """One condition for each typed word: the beginning of a word of number, names or address, or the number's end."""
    conditions = []
    for expression, tail in search.typed(typed):
        by_word = select(_WORDS.c.rowid).where(_WORDS.c.case_fts.op("MATCH")(expression))
        by_tail = select(CaseViewRow.row).where(CaseViewRow.tail >= tail, CaseViewRow.tail < tail + _AFTER_ALL)
        conditions.append(CaseViewRow.row.in_(union(by_word, by_tail)))
    return tuple(conditions)


def in_state(*states: State) -> ColumnElement[bool]:
    return CaseViewRow.state.in_([state.value for state in states])


def is_open() -> ColumnElement[bool]:
    return CaseViewRow.closed.is_(False)


def is_closed() -> ColumnElement[bool]:
    return CaseViewRow.closed.is_(True)


def claimed_by(account: str) -> ColumnElement[bool]:
    return and_(CaseViewRow.assignee == account, CaseViewRow.closed.is_(False))


def due_by(day: date) -> ColumnElement[bool]:
    return and_(CaseViewRow.closed.is_(False), CaseViewRow.due <= day.isoformat())


def of_kind(service: str, applicant_type: str) -> tuple[ColumnElement[bool], ...]:
    wanted: list[ColumnElement[bool]] = []
    if service:
        wanted.append(CaseViewRow.service == service)
    if applicant_type:
        wanted.append(CaseViewRow.applicant_type == applicant_type)
    return tuple(wanted)


def count(session: Session, *where: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(CaseViewRow).where(*where)) or 0


def by_state(session: Session) -> dict[State, int]:
    rows = session.execute(select(CaseViewRow.state, func.count()).group_by(CaseViewRow.state))
    return {State(state): number for state, number in rows}


def find(session: Session, number: str) -> str | None:
    """The case of this whole incoming number, look-alikes folded."""
    return session.scalar(select(CaseViewRow.id).where(CaseViewRow.tail == search.tail(number)).limit(1))


def named(session: Session, said: str) -> tuple[str, ...]:
    """Ids of the cases that a person may mean by an id, a whole number or its last figures; at most three."""
    exact = session.scalar(select(CaseViewRow.id).where(CaseViewRow.id == said)) or find(session, said)
    if exact is not None:
        return (exact,)
    tail = search.tail(said)
    if not tail:
        return ()
    query = select(CaseViewRow.id).where(CaseViewRow.tail >= tail, CaseViewRow.tail < tail + _AFTER_ALL)
    return tuple(session.scalars(query.limit(3)))

"""The one way in for the centre's own changes: what citizens, registers, payments and passed terms bring.

Each becomes an operation of the device `centre`, through the same table, the same `apply` and the same journal as a
desk's. `act` is one transaction; `act_all` takes many at once, for a seeded past.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import islice

from sqlalchemy import Connection, select

from operator_app.domain import errors
from operator_app.domain.bodies import Body, Filed
from operator_app.domain.case import Case
from operator_app.domain.lifecycle import State
from operator_app.domain.operation import Actor
from operator_app.domain.service import Service
from operator_app.formats import case_json

from .commit.bench import Bench
from .commit.hand import SYSTEM, Hand, Wish
from .commit.journal import Journal
from .commit.judging import UNKNOWN_CASE
from .models import case_state

__all__ = ["SYSTEM", "Acts", "Wish"]


class Acts:
    """Threads may share it. Every call raises `Refused` where table or rules forbid an act; then nothing of the call
    was written.
    """

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def act(self, kind: str, body: Body, *, case: str, actor: Actor, office: str, at: datetime | None = None) -> Case:
        """The case after one operation. `at` is the centre's now unless a past is being seeded."""
        return self.act_all([Wish(kind, body, case, actor, office, at or self._bench.clock.now())])[0]

    def act_all(self, wishes: Sequence[Wish], *, react: bool = True) -> list[Case]:
        """One transaction: the case after each wish, in their order.

        A case that is passed on is received by its office at once, as by a desk's decision. `react` False: the
        centre's own reactions (registers asked, payment requested, certificate issued) are left to the caller.
        """
        bench = self._bench
        after: list[Case] = []
        with bench.store.write() as db:
            cases = _locked(db, {wish.case for wish in wishes})
            journal = Journal(db, bench.home.series, gather=True)
            hand = Hand(db, journal, bench.home, bench.new_id)
            for wish in wishes:
                before = cases.get(wish.case)
                service = bench.shelf.newest(db, _service_of(wish, before))
                made, _ = hand.act(wish, before, service)
                after.append(made)
                if made.state is State.PASSED_ON:
                    made = hand.receive(made, wish.at, service)
                cases[wish.case] = made
            hand.done()
            closed = journal.close()
        if not react:
            closed.changed.clear()
        bench.after(closed)
        return after

    def note(self, kind: str, facts: dict[str, str | int | bool]) -> None:
        """An act that changes no case: `audit.…`. Never personal data in the facts."""
        bench = self._bench
        with bench.store.write() as db:
            journal = Journal(db, bench.home.series)
            hand = Hand(db, journal, bench.home, bench.new_id)
            hand.note(kind, facts, bench.clock.now())
            hand.done()
            journal.close()

    def case(self, id_: str) -> Case | None:
        """The case as it stands."""
        with self._bench.store.read() as db:
            raw = db.execute(select(case_state.c.snapshot).where(case_state.c.id == id_)).scalar_one_or_none()
        return None if raw is None else case_json.load(raw)

    def service(self, number: str) -> Service:
        """The published version of a service that is in force. Raises `Refused(service.none_published)`."""
        with self._bench.store.read() as db:
            return self._bench.shelf.newest(db, number)

    def services(self) -> tuple[Service, ...]:
        """Every published service, in its newest version."""
        with self._bench.store.read() as db:
            return self._bench.shelf.services(db)

    def cases_in(self, *states: State) -> list[Case]:
        """Every case in one of these states, the oldest first."""
        wanted = select(case_state.c.snapshot).where(case_state.c.state.in_([state.value for state in states]))
        with self._bench.store.read() as db:
            return [case_json.load(raw) for raw in db.execute(wanted.order_by(case_state.c.id)).scalars()]


def _service_of(wish: Wish, before: Case | None) -> str:
    if isinstance(wish.body, Filed):
        return wish.body.service
    if before is None:
        raise errors.Refused(UNKNOWN_CASE)
    return before.service


def _locked(db: Connection, ids: set[str]) -> dict[str, Case]:
    found: dict[str, Case] = {}
    waiting = iter(sorted(ids))
    while some := list(islice(waiting, 500)):
        c = case_state.c
        rows = db.execute(select(c.id, c.snapshot).where(c.id.in_(some)).order_by(c.id).with_for_update())
        found |= {row.id: case_json.load(row.snapshot) for row in rows}
    return found

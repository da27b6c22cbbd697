"""What the centre knows while it judges one batch: read in a few statements at the start, kept up as it goes on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from operator_app.domain.case import Case
from operator_app.domain.operation import Actor
from operator_app.domain.service import Service
from operator_app.formats import case_json, operation_json
from sync.central.models import case_state, operation
from sync.central.shelf import Shelf

from .judging import Settled, Standing
from .outcomes import Applies, Fate, Outcome, Past
from .standing import Appointments

_CHUNK = 500  # bound parameters in one statement


@dataclass(frozen=True)
class Earlier:
    """A row of an operation that came before."""

    digest: str
    settled: Settled
    result: bytes | None
    attempts: int


class Ledger:
    """`judging.Known` for one transaction. Cases are locked in the order of their ids, so that two batches never wait
    for each other.
    """

    def __init__(self, db: Connection, shelf: Shelf, now: datetime) -> None:
        self._db, self._shelf = db, shelf
        self._appointments = Appointments(db, now)
        self._cases: dict[str, Case | None] = {}
        self._earlier: dict[str, Earlier] = {}
        self._settled: dict[str, Settled] = {}

    def load(self, ops: Iterable[str], cases: Iterable[str]) -> None:
        """The operations that may have come before, and the cases that the batch is about."""
        o = operation.c
        columns = (o.id, o.digest, o.case_id, o.device, o.outcome, o.ver, o.base, o.prev, o.result, o.attempts)
        for some in _chunks(set(ops)):
            for row in self._db.execute(select(*columns).where(o.id.in_(some))):
                settled = Settled(Fate(row.outcome), row.case_id, row.device, row.ver, row.base, row.prev)
                self._earlier[row.id] = Earlier(row.digest, settled, row.result, row.attempts)
        wanted = set(cases) - self._cases.keys() - {""}
        self._cases |= dict.fromkeys(wanted)
        c = case_state.c
        for some in _chunks(wanted):
            locked = select(c.id, c.snapshot).where(c.id.in_(some)).order_by(c.id).with_for_update()
            for found in self._db.execute(locked):
                self._cases[found.id] = case_json.load(found.snapshot)

    def earlier(self, op: str) -> Earlier | None:
        return self._earlier.get(op)

    def took(self, op: str, settled: Settled, outcome: Outcome) -> None:
        """An operation of this batch was written: those behind it are judged on what it left."""
        self._settled[op] = settled
        if isinstance(outcome, Applies):
            self._cases[outcome.case.id] = outcome.case

    def forget_case(self, case: str) -> None:
        """The centre has changed it by its own hand: the next question reads it again."""
        self._cases.pop(case, None)
        self.load([], [case])

    # --- judging.Known

    def case(self, id_: str) -> Case | None:
        return self._cases.get(id_)

    def service(self, digest: str) -> Service | None:
        return self._shelf.service(self._db, digest)

    def settled(self, op: str) -> Settled | None:
        if op in self._settled:
            return self._settled[op]
        if op not in self._earlier:
            self.load([op], [])
        found = self._earlier.get(op)
        return found.settled if found else None

    def since(self, case: str, version: int, without_device: str) -> Sequence[Past]:
        o = operation.c
        wanted = select(o.raw, o.received).where(o.case_id == case, o.ver > version, o.device != without_device)
        rows = self._db.execute(wanted.order_by(o.ver))
        return [Past(operation_json.decode(row.raw), row.raw, row.received) for row in rows]

    def standing(self, actor: Actor, office: str, at: datetime) -> Standing:
        return self._appointments.standing(actor, office, at)


def _chunks(ids: set[str]) -> Iterable[list[str]]:
    ordered = sorted(ids)
    return (ordered[at : at + _CHUNK] for at in range(0, len(ordered), _CHUNK))

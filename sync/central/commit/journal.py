"""Everything that one transaction writes about operations, cases and the feed.

Rows of operations and cases are written as each is judged, inside the caller's savepoint. `close` takes the one row of
the feed's counter when all judging is done, gives the positions, and writes the counter back as the last statement: on
PostgreSQL nothing waits for it longer than these few statements take.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from operator_app.domain.case import Case
from operator_app.domain.operation import Operation
from operator_app.formats import case_json
from sync.central.models import case_state, feed, feed_head, operation
from sync.contract.messages import Result

from . import chain
from .outcomes import Applies, Outcome, Stamp, message

EVERYWHERE = "*"

# Made once: with values in the statement SQLAlchemy would read each of them anew to find its compiled form.
_OPERATION = insert(operation)
_OPERATION_AGAIN = update(operation).where(operation.c.id == bindparam("row"))
_CASE = insert(case_state)
_CASE_AGAIN = update(case_state).where(case_state.c.id == bindparam("row"))


@dataclass(frozen=True)
class Arrived:
    """An operation as it is written down. `dseq` None: it could not be read, or the number is another one's."""

    id: str
    device: str
    raw: bytes
    digest: str
    received: datetime
    case: str = ""
    kind: str = ""
    dseq: int | None = None
    base: int | None = None
    prev: str = ""
    operation: Operation | None = None
    attempts: int = 0
    blob_pending: bool = False


@dataclass(frozen=True)
class Head:
    pos: int
    hash: str


@dataclass
class Closed:
    """What a transaction brought: `results` by operation, `changed` cases in order, `scopes` whose feed has grown."""

    head: Head
    results: dict[str, Result] = field(default_factory=dict)
    changed: list[tuple[Case, Operation]] = field(default_factory=list)
    scopes: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class _Line:
    arrived: Arrived
    outcome: Outcome
    entries: tuple[dict[str, Any], ...]


class Journal:
    """One for each transaction. `gather`: new rows are kept until `flush` and each case is written once, as it stands
    then; for whoever needs no savepoint between.
    """

    def __init__(self, db: Connection, series: int, *, gather: bool = False) -> None:
        self._db = db
        self._series = series
        self._lines: list[_Line] = []
        self._gather = gather
        self._operations: list[dict[str, Any]] = []
        self._cases: dict[str, tuple[Case, bool]] = {}  # with whether it is new

    def write(self, arrived: Arrived, outcome: Outcome, before: Case | None = None, known: bool = False) -> None:
        """One operation with its outcome. `known`: it has a row already, from an arrival that was not judged."""
        row = _row(arrived, outcome)
        if known:
            self._db.execute(_OPERATION_AGAIN, row | {"row": arrived.id})
        elif self._gather:
            self._operations.append(row)
        else:
            self._db.execute(_OPERATION, row)
        if isinstance(outcome, Applies):
            if self._gather:
                _, new = self._cases.get(outcome.case.id, (None, before is None))
                self._cases[outcome.case.id] = outcome.case, new
            else:
                self._put_case(outcome.case, new=before is None)
            entries = _entries(arrived, outcome, before)
        else:
            entries = ()
        self._lines.append(_Line(arrived, outcome, entries))

    def publish(self, arrived: Arrived, outcome: Outcome, kind: str, name: str) -> None:
        """A recorded act that every desk hears of: a package with this name was published."""
        self._db.execute(insert(operation).values(**_row(arrived, outcome)))
        entry = _entry("package", EVERYWHERE, arrived.received, package=kind, name=name)
        self._lines.append(_Line(arrived, outcome, (entry,)))

    def forget_since(self, mark: int) -> None:
        """After a savepoint was rolled back: what was written since it began."""
        del self._lines[mark:]

    def flush(self) -> None:
        """Write what was gathered."""
        operations, self._operations = self._operations, []
        cases, self._cases = self._cases, {}
        if operations:
            self._db.execute(_OPERATION, operations)
        for case, new in cases.values():
            self._put_case(case, new=new)

    @property
    def mark(self) -> int:
        return len(self._lines)

    def close(self) -> Closed:
        """Positions, hashes, results, feed, and last of all the counter. Nothing is written after this."""
        self.flush()
        locked = self._db.execute(select(feed_head.c.pos, feed_head.c.hash).with_for_update()).one()
        closed = Closed(Head(locked.pos, locked.hash))
        settled: list[dict[str, Any]] = []
        entries: list[dict[str, Any]] = []
        for line in self._lines:
            stamp = self._stamp(line, closed)
            result = message(_plain_id(line.arrived.id), line.outcome, stamp)
            closed.results[line.arrived.id] = result
            if stamp is None:
                continue
            said = result.model_dump_json(by_alias=True).encode()
            settled.append({"row": line.arrived.id, "pos": stamp.pos, "hash": closed.head.hash, "result": said})
            entries += [{**entry, "pos": stamp.pos} for entry in line.entries]
            if isinstance(line.outcome, Applies) and line.arrived.operation is not None:
                closed.changed.append((line.outcome.case, line.arrived.operation))
        if settled:
            self._write_down(settled, entries, closed.head)
        closed.scopes = {entry["scope"] for entry in entries}
        return closed

    def _stamp(self, line: _Line, closed: Closed) -> Stamp | None:
        """The next position for what is settled; the head moves on to it."""
        fate = line.outcome.fate
        if fate is fate.PENDING:
            return None
        pos = closed.head.pos + 1
        closed.head = Head(pos, chain.link(closed.head.hash, line.arrived.digest, fate.value, pos))
        receipt = chain.receipt(self._series, pos)
        return Stamp(pos, receipt, line.arrived.received, line.arrived.blob_pending)

    def _write_down(self, settled: list[dict[str, Any]], entries: list[dict[str, Any]], head: Head) -> None:
        self._db.execute(_OPERATION_AGAIN, settled)
        if entries:
            self._db.execute(insert(feed), entries)
        self._db.execute(update(feed_head).values(pos=head.pos, hash=head.hash))

    def _put_case(self, case: Case, *, new: bool) -> None:
        row = {
            "number": case.number,
            "office": case.office,
            "state": case.state.value,
            "version": case.version,
            "snapshot": case_json.dump(case),
        }
        if new:
            self._db.execute(_CASE, row | {"id": case.id})
        else:
            self._db.execute(_CASE_AGAIN, row | {"row": case.id})


def _row(arrived: Arrived, outcome: Outcome) -> dict[str, Any]:
    return {
        "id": arrived.id,
        "device": arrived.device,
        "dseq": arrived.dseq,
        "digest": arrived.digest,
        "raw": arrived.raw,
        "case_id": arrived.case,
        "kind": arrived.kind,
        "outcome": outcome.fate.value,
        "ver": outcome.case.version if isinstance(outcome, Applies) else None,
        "base": arrived.base,
        "prev": arrived.prev,
        "attempts": arrived.attempts,
        "received": arrived.received,
    }


def _plain_id(row: str) -> str:
    """The operation's own id where idempotency was broken on purpose and its row has another."""
    return row.partition("~")[0]


def _entry(entry: str, scope: str, received: datetime, **more: Any) -> dict[str, Any]:
    empty = {"case_id": "", "ver": 0, "operation": None, "snapshot": None, "marked": False}
    empty |= {"reason": "", "office": "", "package": "", "name": ""}
    return empty | {"entry": entry, "scope": scope, "received": received} | more


def _entries(arrived: Arrived, outcome: Applies, before: Case | None) -> tuple[dict[str, Any], ...]:
    """What the offices hear. A case that changes its office leaves one feed and enters the other at one position."""
    case = outcome.case
    common = {"case_id": case.id, "ver": case.version}
    if before is not None and before.office != case.office:
        gone = _entry("tombstone", before.office, arrived.received, reason="passed_on", office=case.office, **common)
        here = _entry("snapshot", case.office, arrived.received, snapshot=case_json.dump(case), **common)
        return gone, here
    marked = outcome.marked
    return (_entry("operation", case.office, arrived.received, operation=arrived.id, marked=marked, **common),)

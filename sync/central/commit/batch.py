"""The work of one batch inside its transaction; what came before is only answered.

Nearly always all of it goes well, so it is judged and written as a whole first. Where an operation fails by a fault of
ours the whole is undone and done again *carefully*, a savepoint for each operation, so that only that one is held back.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from operator_app.domain import errors
from operator_app.domain.lifecycle import ANNUL, State
from sync.central.models import blob
from sync.contract import messages

from .arrivals import Arrival
from .bench import Bench
from .hand import Hand
from .journal import Arrived, Closed, Journal
from .judging import Desk, Settled, judge
from .ledger import Earlier, Ledger
from .numbers import Numbers
from .outcomes import Applies, Fate, Outcome, Records, Refuses, Waits, duplicate

REUSED_ID = errors.code("operation.id_reused")
QUARANTINED = errors.code("operation.quarantined")
TOO_LATE = errors.code("annul.too_late")
ALONE = errors.code("annul.alone")

TRIES = 3  # that many failures of our own, then it is put aside
AGAIN = 2.0  # seconds

log = logging.getLogger("central.push")
security = logging.getLogger("central.security")


class Poisoned(Exception):
    """An operation failed by a fault of ours while the batch was not done carefully."""


def taken(db: Connection, bench: Bench, desk: Desk, now: datetime, came: Sequence[Arrival]) -> Batch:
    """The batch, judged and written; positions are still to be given."""
    try:
        with db.begin_nested():
            work = Batch(db, bench, desk, now, careful=False)
            work.take(came)
            work.journal.flush()
    except (Poisoned, IntegrityError):
        work = Batch(db, bench, desk, now, careful=True)
        work.take(came)
    return work


class Batch:
    """`take`, then `settle`, then `journal.close`, then `answers`."""

    def __init__(self, db: Connection, bench: Bench, desk: Desk, now: datetime, *, careful: bool) -> None:
        self.db, self.bench, self.desk, self.now, self.careful = db, bench, desk, now, careful
        self.numbers = Numbers(db, desk.id)
        self.ledger = Ledger(db, bench.shelf, now)
        self.journal = Journal(db, bench.home.series, gather=not careful)
        self.fates: Counter[str] = Counter()
        self._hand: Hand | None = None
        self._instant: dict[str, messages.Result] = {}  # answered without being written
        self._rows: dict[str, str] = {}  # operation to its row: the same id, but where idempotency is broken on purpose
        self._digests: dict[str, str] = {}
        self._annulled: set[str] = set()

    def take(self, came: Sequence[Arrival]) -> None:
        released = [a.released for a in came if a.released]
        named = {a.id for a in came} | {a.annuls for a in came} | {r.place.prev for r in released}
        self.ledger.load(named - {""}, [r.operation.case for r in released])
        self.numbers.load(a.dseq for a in came if a.dseq is not None)
        self._annulled = {a.annuls for a in came if a.annuls}
        here = {a.id for a in came}
        for arrival in came:
            if arrival.id not in self._digests:  # twice in one batch is answered like what came before
                self._digests[arrival.id] = arrival.digest
                self._take_one(arrival, here)

    def settle(self) -> int:
        """Write how far the chains have come; gives the device's floor."""
        if self._hand is not None:
            self._hand.done()
        return self.numbers.settle()

    def answers(self, came: Sequence[Arrival], closed: Closed) -> list[messages.Result]:
        """One result for each operation, in the order in which they came."""
        made: list[messages.Result] = []
        told: set[str] = set()
        for arrival in came:
            result = self._instant.get(arrival.id) or closed.results[self._rows[arrival.id]]
            if arrival.id in told:
                result = self._twice(arrival, result)
            told.add(arrival.id)
            made.append(result)
        return made

    # --- one operation

    def _take_one(self, arrival: Arrival, here: set[str]) -> None:
        earlier = self.ledger.earlier(arrival.id)
        if earlier is not None and self.bench.faults.break_idempotency:
            self._write(arrival, here, None, row=f"{arrival.id}~{self.bench.new_id()[-12:]}")
        elif earlier is not None and earlier.digest != arrival.digest:
            self._instant[arrival.id] = self._other_content(arrival)
        elif earlier is not None and earlier.result is not None:
            self._instant[arrival.id] = duplicate(arrival.id, earlier.result)
        elif earlier is None and self.numbers.forgotten(arrival.dseq):
            self._instant[arrival.id] = messages.Duplicate(op=arrival.id, settled=True)
        else:
            self._write(arrival, here, earlier)

    def _other_content(self, arrival: Arrival) -> messages.Result:
        """Somebody edited what was frozen, or two profiles share one chain."""
        security.warning("operation %s of device %s came again with other content", arrival.id, self.desk.id)
        self._own_hand().note("audit.id_reused", {"op": arrival.id, "device": self.desk.id}, self.now)
        return reused(arrival.id)

    def _write(self, arrival: Arrival, here: set[str], earlier: Earlier | None, row: str = "") -> None:
        arrived, journal = self._arrived(arrival, earlier, row), self.journal
        mark, hand = journal.mark, self._hand.mark if self._hand else None
        try:
            with self.db.begin_nested() if self.careful else nullcontext():
                outcome = _patient(self._judge(arrival, here), arrived.attempts)
                journal.write(arrived, outcome, self.ledger.case(arrived.case), known=earlier is not None)
                self._pass_on(outcome)
        except errors.Trouble:
            raise
        except DBAPIError as error:
            if not isinstance(error, IntegrityError):
                raise
            outcome = self._failed(error, arrived, mark, hand, earlier)
        except Exception as bug:  # noqa: BLE001  (the boundary: one bad operation must not hold up a batch)
            outcome = self._failed(bug, arrived, mark, hand, earlier)
        self._remember(arrival, arrived, outcome)

    def _judge(self, arrival: Arrival, here: set[str]) -> Outcome:
        released = arrival.released
        if released is None:
            return Refuses(arrival.code)
        fault = self.numbers.fault(arrival.id, released.place)
        if fault and not self.bench.faults.break_idempotency:
            return Refuses(fault)
        if self.bench.faults.before_op is not None:
            self.bench.faults.before_op(released.operation)
        outcome = judge(released, self.desk, self.ledger)
        if released.operation.kind == ANNUL and isinstance(outcome, Records):
            return self._annul(arrival, here)
        if arrival.id in self._annulled and not isinstance(outcome, Waits):
            return Records()  # made and taken back before it was sent: kept, and never applied
        return outcome

    def _annul(self, arrival: Arrival, here: set[str]) -> Outcome:
        earlier = self.ledger.settled(arrival.annuls)
        if earlier is not None and earlier.device != self.desk.id:
            return Refuses(ALONE)
        if earlier is not None and earlier.fate is Fate.APPLIED:
            return Refuses(TOO_LATE, status=409)
        return Records() if earlier is not None or arrival.annuls in here else Refuses(ALONE)

    def _failed(
        self, bug: Exception, arrived: Arrived, mark: int, hand: tuple[int, str] | None, earlier: Earlier | None
    ) -> Outcome:
        """A fault of our own: it may come again twice, then it is put aside and a person looks at it."""
        if not self.careful:
            raise Poisoned from bug
        self.journal.forget_since(mark)
        if self._hand is not None and hand is not None:
            self._hand.back_to(hand)
        else:
            self._hand = None  # made inside the savepoint
        # The message of an exception may quote what a citizen wrote; its kind does not.
        log.error("operation %s: %s", arrived.id, type(bug).__name__)
        outcome = _patient(Waits(AGAIN, TRIES, QUARANTINED), arrived.attempts)
        with self.db.begin_nested():
            self.journal.write(arrived, outcome, known=earlier is not None)
        return outcome

    def _remember(self, arrival: Arrival, arrived: Arrived, outcome: Outcome) -> None:
        ver = outcome.case.version if isinstance(outcome, Applies) else None
        settled = Settled(outcome.fate, arrived.case, self.desk.id, ver, arrived.base, arrived.prev)
        self.ledger.took(arrival.id, settled, outcome)
        if isinstance(outcome, Applies) and outcome.case.state is State.PASSED_ON:
            self.ledger.forget_case(arrived.case)
        self._rows[arrival.id] = arrived.id
        self.fates[outcome.fate.value] += 1
        if arrived.dseq is not None:
            self.numbers.took(arrived.dseq, arrival.id, arrival.digest)

    def _pass_on(self, outcome: Outcome) -> None:
        """The case leaves one office and enters the other in this very transaction: it is never nowhere."""
        if isinstance(outcome, Applies) and outcome.case.state is State.PASSED_ON:
            service = self.bench.shelf.newest(self.db, outcome.case.service)
            self._own_hand().receive(outcome.case, self.now, service)
            self.journal.flush()  # what follows is judged on what is written

    def _own_hand(self) -> Hand:
        if self._hand is None:
            self._hand = Hand(self.db, self.journal, self.bench.home, self.bench.new_id)
        return self._hand

    def _arrived(self, arrival: Arrival, earlier: Earlier | None, row: str) -> Arrived:
        attempts = (earlier.attempts if earlier else 0) + 1
        number = None if row or self.numbers.taken(arrival.dseq, arrival.id) else arrival.dseq
        arrived = Arrived(row or arrival.id, self.desk.id, arrival.raw, arrival.digest, self.now, attempts=attempts)
        arrived = replace(arrived, dseq=number)
        if arrival.released is None:
            return arrived
        operation, place = arrival.released.operation, arrival.released.place
        return replace(
            arrived,
            case=operation.case,
            kind=operation.kind,
            base=place.base,
            prev=place.prev,
            operation=operation,
            blob_pending=self._blob_pending([b.sha256 for b in operation.blobs]),
        )

    def _blob_pending(self, wanted: list[str]) -> bool:
        if not wanted:
            return False
        here = self.db.execute(select(blob.c.sha256).where(blob.c.sha256.in_(wanted))).scalars()
        return bool(set(wanted) - set(here))

    def _twice(self, arrival: Arrival, result: messages.Result) -> messages.Result:
        if self._digests[arrival.id] != arrival.digest:
            return reused(arrival.id)
        if isinstance(result, messages.Duplicate | messages.Retry):
            return result
        return messages.Duplicate(op=arrival.id, original=result)


def _patient(outcome: Outcome, attempts: int) -> Outcome:
    """What waits too long is put aside with its code, so that a clerk sees it."""
    if isinstance(outcome, Waits) and attempts >= outcome.tries:
        return Refuses(outcome.code)
    return outcome


def reused(op: str) -> messages.Rejected:
    problem = messages.Problem(title=REUSED_ID, status=422, code=REUSED_ID)
    return messages.Rejected(op=op, problem=problem)

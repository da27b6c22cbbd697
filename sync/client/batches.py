"""Which waiting operations go into the next batch. Pure.

Strict order inside a case, free across cases: a case belongs to one lane, and what waits behind an operation that the
centre could not judge waits with it. An operation and the act that annuls it are one *unit* with everything of their
case between them: a batch holds a whole unit or nothing of it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from operator_app.ports.sync_store import Waiting

Unit = tuple[Waiting, ...]

_ENVELOPE = 1024  # bytes of a push request around its operations, amply


@dataclass(frozen=True)
class Chosen:
    """`ops` in `dseq` order; `listed`: how many were looked at; `full`: there may be more behind them."""

    ops: tuple[Waiting, ...]
    listed: int
    full: bool


@dataclass(frozen=True)
class Selection:
    """How to choose. `held` are queues (see `queue_of`) that wait; `limit` is how many operations to look at."""

    lane: int
    lanes: int
    most_operations: int
    most_bytes: int
    held: frozenset[str]
    limit: int

    def choose(self, waiting: Sequence[Waiting]) -> Chosen:
        """Whole units from the front while they fit; the first one always, however large."""
        taken: list[Waiting] = []
        size = _ENVELOPE
        for unit in self._units(waiting):
            more = sum(wire_size(op) for op in unit)
            if taken and (len(taken) + len(unit) > self.most_operations or size + more > self.most_bytes):
                break
            taken += unit
            size += more
        taken.sort(key=lambda op: op.dseq)
        return Chosen(tuple(taken), len(waiting), len(waiting) >= self.limit)

    def _units(self, waiting: Sequence[Waiting]) -> list[Unit]:
        queues: dict[str, list[Waiting]] = {}
        for op in sorted(waiting, key=lambda op: op.dseq):
            queue = queue_of(op)
            if queue not in self.held and lane_of(queue, self.lanes) == self.lane:
                queues.setdefault(queue, []).append(op)
        units = [unit for ops in queues.values() for unit in units_of(ops)]
        return sorted(units, key=lambda unit: unit[0].dseq)


def queue_of(op: Waiting) -> str:
    """The queue whose order counts: the case; an act outside any case stands for itself (and its annul partner)."""
    return op.case or min(op.op, op.together or op.op)


def lane_of(queue: str, lanes: int) -> int:
    return zlib.crc32(queue.encode()) % lanes


def units_of(ops: Sequence[Waiting]) -> Iterator[Unit]:
    """The units of one queue, in order. An operation whose partner is not among them waits, with all behind it."""
    place = {op.op: at for at, op in enumerate(ops)}
    partner: dict[str, str] = {}
    for op in ops:
        if op.together:
            partner |= {op.op: op.together, op.together: op.op}
    start = reach = 0
    for at, op in enumerate(ops):
        if op.op in partner:
            other = place.get(partner[op.op])
            if other is None:
                return
            reach = max(reach, other)
        if at >= reach:
            yield tuple(ops[start : at + 1])
            start = reach = at + 1


def wire_size(op: Waiting) -> int:
    """Bytes that it takes in the request: a JSON string, so quotes and backslashes count twice."""
    return len(op.raw) + op.raw.count(b'"') + op.raw.count(b"\\") + 3

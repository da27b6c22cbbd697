"""From the centre's results to what the store keeps. Pure. Only a result of the centre settles an operation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from operator_app.domain.lifecycle import ANNUL
from operator_app.ports.sync_store import OutboxState, Settlement, Waiting
from sync.contract.messages import Applied, Blocked, Conflict, Duplicate, PushReply, Rejected, Result, Retry

from . import failures
from .batches import Unit, queue_of, units_of

UNJUDGED_AGAIN = 60.0  # seconds before an operation is offered again that came "before" without its result


@dataclass(frozen=True)
class Outcome:
    """`groups`: settlements of one unit each, never to be parted; `holds`: seconds for each queue that has to wait."""

    groups: tuple[tuple[Settlement, ...], ...]
    holds: dict[str, float]


def fits(reply: PushReply, batch: str, ops: Sequence[Waiting]) -> bool:
    """Whether the reply answers this batch: one result for each operation, in its order."""
    return reply.batch == batch and [result.op for result in reply.results] == [op.op for op in ops]


def outcome(reply: PushReply, ops: Sequence[Waiting]) -> Outcome:
    """What the reply means for each operation of the batch that it `fits`."""
    results = {result.op: result for result in reply.results}
    waits = _waits(results, ops)
    holds: dict[str, float] = {}
    groups: list[tuple[Settlement, ...]] = []
    for unit in units(ops):
        again = max((waits[op.op] for op in unit if op.op in waits), default=None)
        if again is None:
            groups.append(tuple(settlement(results[op.op], op) for op in unit))
            continue
        # A pair goes in together or not at all: if one has to come again, so does the other, and is told "duplicate".
        groups.append(tuple(Settlement(op.op, OutboxState.QUEUED) for op in unit))
        queue = queue_of(unit[0])
        holds[queue] = max(holds.get(queue, 0.0), again)
    return Outcome(tuple(groups), holds)


def too_large(ops: Sequence[Waiting]) -> tuple[Settlement, ...]:
    """A unit that does not go through even alone: not sent, not dropped, shown to the clerk with its code."""
    params: dict[str, str | int] = {"size": sum(len(op.raw) for op in ops)}
    code = failures.OPERATION_TOO_LARGE
    return tuple(
        Settlement(op.op, OutboxState.REJECTED, effect="", problem_code=code, problem_params=params) for op in ops
    )


def units(ops: Sequence[Waiting]) -> list[Unit]:
    queues: dict[str, list[Waiting]] = {}
    for op in ops:
        queues.setdefault(queue_of(op), []).append(op)
    return [unit for queue in queues.values() for unit in units_of(queue)]


def _waits(results: dict[str, Result], ops: Sequence[Waiting]) -> dict[str, float]:
    """Operations that are not settled, with the seconds to wait. What is blocked only by one of these waits with it."""
    waits: dict[str, float] = {}
    for op in ops:
        match results[op.op]:
            case Retry(after=after):
                waits[op.op] = max(0.0, after)
            case Duplicate(original=None, settled=False):
                waits[op.op] = UNJUDGED_AGAIN
            case Blocked(by=by) | Duplicate(original=Blocked(by=by)) if by in waits:
                waits[op.op] = waits[by]
            case _:
                pass
    return waits


def settlement(result: Result, op: Waiting) -> Settlement:
    """One settled result. A duplicate is what was answered the first time."""
    match result:
        case Applied():
            return _applied(result, op)
        case Duplicate(original=None):
            # Below the settled floor: the centre has settled it and no longer keeps how; its effect is in the feed.
            return Settlement(op.op, OutboxState.RECEIPTED, effect="recorded")
        case Duplicate(original=original):
            assert original is not None
            return settlement(original, op)
        case Conflict():
            theirs = orjson.dumps([one.model_dump(mode="json") for one in result.theirs]).decode()
            return Settlement(
                op.op,
                OutboxState.CONFLICT,
                ver=result.ver,
                effect="",
                conflict_class=result.class_,
                theirs=theirs,
                fields=tuple(result.fields),
            )
        case Blocked():
            return Settlement(op.op, OutboxState.BLOCKED, effect="", blocked_by=result.by)
        case Rejected():
            problem = result.problem
            return Settlement(
                op.op,
                OutboxState.REJECTED,
                effect="",
                problem_code=problem.code,
                problem_params=dict(problem.params),
            )
        case Retry():
            raise ValueError("a retry settles nothing")


def _applied(result: Applied, op: Waiting) -> Settlement:
    taken_back = op.together and op.kind != ANNUL and result.effect == "recorded"
    return Settlement(
        op.op,
        OutboxState.ANNULLED if taken_back else OutboxState.RECEIPTED,
        ver=result.ver,
        pos=result.pos,
        receipt=result.receipt,
        received=result.received,
        marked=result.marked,
        effect=result.effect,
    )

"""Whether an operation made on an older version of a case still holds: the classes C0–C3.

An operation on one check or one party's cell merges with work on other cells; notes, documents and audit commute;
everything else on a case that has changed is a conflict. Decisions never merge. Nothing is ever settled by who wrote
last.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .bodies import CheckAnswered, ConsentGiven, ConsentWithdrawn, RegistersAnswered
from .lifecycle import Order, order_of
from .operation import Operation

STATE_CELL = "state"


@dataclass(frozen=True)
class Merge:
    """It holds. `marked`: others changed other cells meanwhile, and the clerk is told."""

    marked: bool = False


@dataclass(frozen=True)
class Clash:
    """It does not hold. `kind` is C2 (the same cell) or C3 (the case moved); `cells` are those in common; `with_` the
    operations.
    """

    kind: str
    cells: tuple[str, ...]
    with_: tuple[str, ...]


def touches(operation: Operation) -> frozenset[str]:
    """The cells that an operation writes. The state cell is written by everything that moves or assigns the case."""
    body = operation.body
    match order_of(operation.kind):
        case Order.COMMUTES:
            return frozenset()
        case Order.STATE:
            return frozenset({STATE_CELL})
        case Order.CELL:
            pass
    if isinstance(body, CheckAnswered):
        return frozenset({f"check:{body.check}"})
    if isinstance(body, ConsentGiven | ConsentWithdrawn):
        return frozenset({f"consent:{body.role}"})
    if isinstance(body, RegistersAnswered):
        return frozenset(f"register:{a.query}:{a.subject}" for a in body.answers)
    return frozenset({operation.kind})


def judge(operation: Operation, since: Iterable[Operation]) -> Merge | Clash:
    """`since`: what the centre applied to the case after the version that the clerk saw, without the clerk's own
    chain.
    """
    mine = touches(operation)
    if not mine:
        return Merge()
    others = [(other, touches(other)) for other in since if touches(other)]
    if not others:
        return Merge()
    if STATE_CELL in mine:
        return Clash("C3", (STATE_CELL,), tuple(other.id for other, _ in others))
    moved = [other.id for other, cells in others if STATE_CELL in cells]
    if moved:
        return Clash("C3", (STATE_CELL,), tuple(moved))
    common = [(other.id, mine & cells) for other, cells in others if mine & cells]
    if common:
        cells = sorted(set().union(*(cells for _, cells in common)))
        return Clash("C2", tuple(cells), tuple(other for other, _ in common))
    return Merge(marked=True)

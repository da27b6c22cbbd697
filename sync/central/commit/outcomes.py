"""What the centre decides about one operation, and the message of the contract that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import ClassVar

from pydantic import TypeAdapter

from operator_app.domain.case import Case
from operator_app.domain.errors import Refused
from operator_app.domain.operation import Operation
from sync.contract import messages
from sync.contract.messages import ConflictClass


class Fate(StrEnum):
    """The outcome as it is stored. A pending one was not judged yet; every other one is final."""

    APPLIED = "applied"
    RECORDED = "recorded"
    CONFLICT = "conflict"
    BLOCKED = "blocked"
    REJECTED = "rejected"
    PENDING = "pending"

    @property
    def failed(self) -> bool:
        return self in (Fate.CONFLICT, Fate.BLOCKED, Fate.REJECTED)


@dataclass(frozen=True)
class Past:
    """An operation that the centre has taken."""

    operation: Operation
    raw: bytes
    received: datetime


@dataclass(frozen=True)
class Applies:
    """`marked`: others changed other cells meanwhile (C1)."""

    case: Case
    marked: bool = False
    fate: ClassVar[Fate] = Fate.APPLIED


@dataclass(frozen=True)
class Records:
    """Kept in the chain; no case changes."""

    fate: ClassVar[Fate] = Fate.RECORDED


@dataclass(frozen=True)
class Clashes:
    kind: ConflictClass
    ver: int
    cells: tuple[str, ...] = ()
    theirs: tuple[Past, ...] = ()
    fate: ClassVar[Fate] = Fate.CONFLICT


@dataclass(frozen=True)
class Blocks:
    """An earlier operation of the same case on this device did not go in."""

    by: str
    fate: ClassVar[Fate] = Fate.BLOCKED


@dataclass(frozen=True)
class Refuses:
    """`status` is the one of HTTP for the problem."""

    code: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    status: int = 422
    fate: ClassVar[Fate] = Fate.REJECTED

    @classmethod
    def of(cls, refused: Refused) -> Refuses:
        return cls(refused.code, plain(refused.params))


@dataclass(frozen=True)
class Waits:
    """It cannot be judged now; seconds to wait. After `tries` times it is put aside with `code`."""

    after: float
    tries: int
    code: str
    fate: ClassVar[Fate] = Fate.PENDING


Outcome = Applies | Records | Clashes | Blocks | Refuses | Waits


def plain(params: Mapping[str, object]) -> dict[str, str | int]:
    """Parameters as a problem carries them."""
    return {name: value if isinstance(value, int) else str(value) for name, value in params.items()}


@dataclass(frozen=True)
class Stamp:
    """What the centre adds when it takes an operation: position, receipt number, time, and what is still missing."""

    pos: int
    receipt: str
    received: datetime
    blob_pending: bool = False


def message(op: str, outcome: Outcome, stamp: Stamp | None) -> messages.Result:
    """The result as the desk reads it. Without a stamp only `Waits` has one."""
    if isinstance(outcome, Waits):
        return messages.Retry(op=op, after=outcome.after)
    assert stamp is not None
    match outcome:
        case Applies(case, marked):
            return _applied(op, stamp, ver=case.version, marked=marked)
        case Records():
            return _applied(op, stamp, recorded=True)
        case Clashes(kind, ver, cells, theirs):
            shown = [_theirs(past) for past in theirs]
            told = {"op": op, "class": kind, "ver": ver, "theirs": shown, "fields": list(cells)}
            return messages.Conflict.model_validate(told)
        case Blocks(by):
            return messages.Blocked(op=op, by=by)
        case Refuses(code, params, status):
            named = {**params, "receipt": stamp.receipt}
            problem = messages.Problem(title=code, status=status, code=code, params=named)
            return messages.Rejected(op=op, problem=problem)


def _applied(
    op: str, stamp: Stamp, *, ver: int | None = None, marked: bool = False, recorded: bool = False
) -> messages.Applied:
    return messages.Applied(
        op=op,
        ver=ver,
        pos=stamp.pos,
        receipt=stamp.receipt,
        received=stamp.received,
        effect="recorded" if recorded else "applied",
        marked=marked,
        blob="pending" if stamp.blob_pending else "",
    )


def _theirs(past: Past) -> messages.Theirs:
    operation = past.operation
    return messages.Theirs(
        op=operation.id,
        kind=operation.kind,
        actor=operation.actor.name,
        at=past.received,
        operation=past.raw.decode(),
    )


@cache
def _settled() -> TypeAdapter[messages.Settled]:
    return TypeAdapter(messages.Settled)


def duplicate(op: str, stored: bytes) -> messages.Duplicate:
    """The second arrival: what was answered the first time, as it was answered."""
    return messages.Duplicate(op=op, original=_settled().validate_json(stored))

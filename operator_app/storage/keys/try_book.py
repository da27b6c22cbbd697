"""What `tries.json` holds, and reading and writing it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, get_args

from operator_app.domain.errors import Trouble
from operator_app.storage import cipher
from operator_app.storage.files import read_capped, write_atomically
from operator_app.storage.try_limit import TryState

_FORMAT = 1
_MOST_BYTES = 512 * 1024

Outcome = Literal["wrong", "cut", "lost"]
"""`wrong`: the secret was wrong. `cut`: the program ended before the answer. `lost`: the file itself was missing or
damaged.
"""


@dataclass(frozen=True)
class FailedTry:
    """One failed try, to be entered as an `audit.*` operation. `id` is its idempotency key.

    `slot` is random and known to the vault alone (`Keys.slot_of`); empty for `lost`. `at` is the wall clock,
    `mono_ms` and `boot` show whether it was set back. `count` is above 1 only where the file was full.
    """

    id: str
    slot: str
    at: datetime
    mono_ms: int
    boot: str
    outcome: Outcome
    count: int = 1


@dataclass(frozen=True)
class Book:
    """What the file holds. `floor` is the state of slots without one of their own, after the file was lost."""

    states: dict[str, TryState]
    journal: tuple[FailedTry, ...] = ()
    floor: TryState | None = None

    def state(self, slot: str) -> TryState:
        return self.states.get(slot) or self.floor or TryState()

    def with_state(self, slot: str, state: TryState) -> Book:
        return replace(self, states={**self.states, slot: state})


def save(path: Path, book: Book) -> None:
    """Write the file whole or not at all. Raises `Trouble` as `files.write_atomically`."""
    document = {
        "format": _FORMAT,
        "floor": book.floor and _from_state(book.floor),
        "slots": {slot: _from_state(state) for slot, state in book.states.items()},
        "journal": [
            {
                "id": entry.id,
                "slot": entry.slot,
                "at": entry.at.isoformat(),
                "mono": entry.mono_ms,
                "boot": entry.boot,
                "outcome": entry.outcome,
                "count": entry.count,
            }
            for entry in book.journal
        ],
    }
    write_atomically(path, json.dumps(document, indent=1).encode() + b"\n")


def load(path: Path) -> Book | None:
    """The file's content; None where it is missing or is not what `save` writes. Raises `Trouble` where the disk
    refuses to read it.
    """
    try:
        document = json.loads(read_capped(path, _MOST_BYTES))
        if document["format"] != _FORMAT:
            return None
        return Book(
            states={str(slot): _state(entry) for slot, entry in document["slots"].items()},
            journal=tuple(_entry(entry) for entry in document["journal"]),
            floor=None if document["floor"] is None else _state(document["floor"]),
        )
    except Trouble as trouble:
        if trouble.code in (cipher.MISSING, cipher.DAMAGED):
            return None
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _from_state(state: TryState) -> list[int]:
    return [state.wrong, state.last_mono_ms]


def _state(entry: Any) -> TryState:
    wrong, mono = entry
    return TryState(_count(wrong), _count(mono))


def _entry(entry: dict[str, Any]) -> FailedTry:
    outcome = entry["outcome"]
    at = datetime.fromisoformat(entry["at"])
    if outcome not in get_args(Outcome) or at.tzinfo is None:
        raise ValueError("not a failed try")
    return FailedTry(
        id=str(entry["id"]),
        slot=str(entry["slot"]),
        at=at,
        mono_ms=_count(entry["mono"]),
        boot=str(entry["boot"]),
        outcome=outcome,
        count=_count(entry["count"]),
    )


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("not a count")
    return value

"""The operations of a batch as they arrive: strings whose bytes were frozen at a desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from operator_app.domain import errors
from operator_app.domain.bodies import Annulled
from operator_app.domain.operation import Released
from operator_app.formats import canonical, operation_json
from sync.central import ids

BAD_BATCH = errors.code("push.malformed")


@dataclass(frozen=True)
class Arrival:
    """`released` None: the bytes are no operation that this centre can read, and `code` says why."""

    id: str
    raw: bytes
    digest: str
    released: Released | None = None
    code: str = ""
    dseq: int | None = None

    @property
    def annuls(self) -> str:
        """The id of the operation that this one takes back, or nothing."""
        body = self.released.operation.body if self.released else None
        return body.operation if isinstance(body, Annulled) else ""


def read(operations: Sequence[str]) -> list[Arrival]:
    """One arrival a string. Raises `Refused(push.malformed)` where one has no id to answer to: then the batch is no
    batch.
    """
    return [_arrival(text.encode()) for text in operations]


def _arrival(raw: bytes) -> Arrival:
    try:
        released = operation_json.thaw(raw)
    except errors.Refused as refused:
        return _unreadable(raw, refused.code)
    _require_sound(released.operation.id)
    return Arrival(released.operation.id, raw, released.digest, released, dseq=released.place.dseq)


def _unreadable(raw: bytes, code: str) -> Arrival:
    """Its id and number are all that is needed to answer it and to keep the chain whole."""
    try:
        flat = orjson.loads(raw) if len(raw) <= 4 * operation_json.MAX_BYTES else {}
    except orjson.JSONDecodeError:
        flat = {}
    told = flat if isinstance(flat, dict) else {}
    op, dseq = told.get("op"), told.get("dseq")
    _require_sound(op)
    number = dseq if operation_json.is_number(dseq) else None
    return Arrival(str(op), raw, canonical.digest(raw), code=code, dseq=number)


def _require_sound(op: object) -> None:
    if not isinstance(op, str) or not ids.sound(op):
        raise errors.Refused(BAD_BATCH)

"""An operation as JSON: one flat object, canonical bytes, frozen at release.

On the wire each operation is a JSON *string* inside its batch, so digests are over stored bytes and nothing is parsed
and written again. Fields that a newer version adds are ignored here and survive, because the bytes are kept.
"""

from __future__ import annotations

from typing import Any

import orjson
from pydantic import TypeAdapter, ValidationError

from operator_app.domain import errors
from operator_app.domain.bodies import Body, body_type, versions
from operator_app.domain.operation import Actor, Blob, Figures, Moment, Operation, Place, Released

from . import canonical

MALFORMED = errors.code("operation.malformed")
TOO_LARGE = errors.code("operation.too_large")
UNKNOWN_KIND = errors.code("operation.unknown_kind")
UNKNOWN_VERSION = errors.code("operation.unknown_version")

MAX_BYTES = 256 * 1024
MAX_NUMBER = 2**62  # what every database keeps as an integer


_ADAPTERS: dict[Any, TypeAdapter[Any]] = {}


def _adapter(type_: Any) -> TypeAdapter[Any]:
    """Built at first use: together they cost more than a start may take."""
    found = _ADAPTERS.get(type_)
    if found is None:
        found = _ADAPTERS.setdefault(type_, TypeAdapter(type_))
    return found


def _plain(value: Any) -> Any:
    return _adapter(type(value)).dump_python(value, mode="json")


def encode(operation: Operation, place: Place | None = None) -> bytes:
    """Canonical bytes; without a place for an operation that still rests."""
    moment = operation.moment
    flat: dict[str, Any] = {
        "op": operation.id,
        "dev": operation.device,
        "case": operation.case,
        "kind": operation.kind,
        "kv": operation.kv,
        "env": operation.environment.value,
        "office": operation.office,
        "rules": operation.rules,
        "actor": _plain(operation.actor),
        "session": operation.session,
        "at": moment.at.isoformat(),
        "mono": moment.mono,
        "boot": moment.boot,
        "skew": moment.skew,
        "figures": _plain(operation.figures) if operation.figures else None,
        "body": _plain(operation.body),
        "blobs": [_plain(blob) for blob in operation.blobs],
        "supersedes": operation.supersedes,
    }
    if operation.supersedes_also:
        flat["supersedes_also"] = list(operation.supersedes_also)
    if place is not None:
        flat |= {"dseq": place.dseq, "base": place.base, "prev": place.prev, "prev_hash": place.previous_hash}
    return canonical.dump(flat)


def freeze(operation: Operation, place: Place) -> Released:
    raw = encode(operation, place)
    return Released(operation, place, raw, canonical.digest(raw))


def decode(raw: bytes) -> Operation:
    """The operation without its place. Raises `Refused` with one of this module's codes."""
    return _operation(_flat(raw))


def thaw(raw: bytes) -> Released:
    """A released operation from the bytes that were frozen; the digest is over these bytes."""
    flat = _flat(raw)
    try:
        dseq, base, before = flat["dseq"], flat.get("base"), flat["prev_hash"]
    except KeyError as error:
        raise errors.Refused(MALFORMED) from error
    if not (is_number(dseq) and (base is None or is_number(base)) and isinstance(before, str)):
        raise errors.Refused(MALFORMED)
    place = Place(dseq, before, base, str(flat.get("prev") or ""))
    return Released(_operation(flat), place, raw, canonical.digest(raw))


def is_number(told: object) -> bool:
    """Whether it may be a device sequence or a version: a whole number that every database keeps."""
    return type(told) is int and 0 <= told <= MAX_NUMBER


def _flat(raw: bytes) -> dict[str, Any]:
    if len(raw) > MAX_BYTES:
        raise errors.Refused(TOO_LARGE, limit=MAX_BYTES)
    try:
        flat = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise errors.Refused(MALFORMED) from error
    if not isinstance(flat, dict):
        raise errors.Refused(MALFORMED)
    return flat


def _operation(flat: dict[str, Any]) -> Operation:
    try:
        kind = str(flat["kind"])
        type_ = body_type(kind)
        if type_ is None:
            raise errors.Refused(UNKNOWN_KIND, kind=kind)
        if flat["kv"] not in versions(kind):
            raise errors.Refused(UNKNOWN_VERSION, kind=kind, version=str(flat["kv"])[:20])
        body: Body = _adapter(type_).validate_python(flat["body"], strict=False)
        known: dict[str, Any] = {
            "id": flat["op"],
            "kind": kind,
            "device": flat["dev"],
            "environment": flat["env"],
            "office": flat["office"],
            "rules": flat["rules"],
            "actor": _adapter(Actor).validate_python(flat["actor"]),
            "moment": _adapter(Moment).validate_python({k: flat[k] for k in ("at", "mono", "boot", "skew")}),
            "body": body,
            "case": flat["case"],
            "kv": flat["kv"],
            "session": flat["session"],
            "figures": _adapter(Figures).validate_python(flat["figures"]) if flat.get("figures") else None,
            "blobs": tuple(_adapter(Blob).validate_python(blob) for blob in flat.get("blobs", ())),
            "supersedes": flat.get("supersedes") or "",
            "supersedes_also": tuple(flat.get("supersedes_also") or ()),
        }
        checked = _adapter(Operation).validate_python({**known, "body": None} | {"body": body})
        return Operation(**{**known, "environment": checked.environment})
    except (KeyError, TypeError, ValidationError) as error:
        raise errors.Refused(MALFORMED) from error

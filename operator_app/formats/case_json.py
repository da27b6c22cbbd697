"""A case as canonical JSON, for the encrypted stores of both ends and for snapshots on the wire."""

from __future__ import annotations

from functools import cache

from pydantic import TypeAdapter

from operator_app.domain.case import Case

from . import canonical


@cache
def _adapter() -> TypeAdapter[Case]:
    return TypeAdapter(Case)


def dump(case: Case) -> bytes:
    return canonical.dump(_adapter().dump_python(case, mode="json"))


def load(raw: bytes) -> Case:
    return _adapter().validate_json(raw)

"""Service files: one TOML a service, read strictly. An error names the file's own place, never only „invalid“.

A *package* is what is published and kept: the service file and the calendar of non-working days together. Its SHA-256
is the version that every operation carries.
"""

from __future__ import annotations

import inspect
import tomllib
from collections.abc import Container, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, get_args

import orjson
from pydantic import TypeAdapter, ValidationError

from operator_app.domain import errors
from operator_app.domain.checks import CHECKS, parameters
from operator_app.domain.lifecycle import BY_KIND, DECISIONS, State
from operator_app.domain.service import Service

from . import canonical, service_strict

BROKEN = errors.code("service.broken")
MAX_BYTES = 1024 * 1024
KEYED = {"fields": "key", "roles": "key", "documents": "key", "types": "code", "checks": "id", "instructions": "id"}
KEYED |= {"grounds": "id", "decisions": "kind", "terms": "key", "bases": "id"}


def pack(service_toml: str, calendar_toml: str) -> bytes:
    """The bytes that are published, stored and hashed."""
    return canonical.dump({"calendar": calendar_toml, "service": service_toml})


def read(package: bytes) -> Service:
    """A published package as a `Service` with its digest. Raises `Refused(service.broken, where=…, why=…)`."""
    if len(package) > MAX_BYTES:
        raise errors.Refused(BROKEN, where="package", why="too large")
    try:
        parts = orjson.loads(package)
        raw, calendar = tomllib.loads(parts["service"]), tomllib.loads(parts["calendar"])
    except (orjson.JSONDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise errors.Refused(BROKEN, where="file", why=str(error)) from error
    holidays = frozenset(_days(calendar))
    keyed = _keyed(raw)
    for where, key in service_strict.unknown_keys(keyed):
        line = _line(parts["service"], key)
        raise errors.Refused(BROKEN, where=f"{where} (line {line})", why=f"nobody reads {key}")
    service = _typed({**keyed, "holidays": holidays, "digest": canonical.digest(package)})
    _check_references(service, parts["service"])
    return service


def _keyed(raw: dict[str, Any]) -> dict[str, Any]:
    """In the file each table's name is its id; inside, the id is a field too."""
    out = dict(raw)
    for section, name in KEYED.items():
        table = raw.get(section, {})
        if not isinstance(table, dict):
            raise errors.Refused(BROKEN, where=section, why="not a table")
        out[section] = {key: {**value, name: key} for key, value in table.items()}
    return out


def _days(calendar: dict[str, Any]) -> list[date]:
    days = calendar.get("non_working", [])
    if not all(type(day) is date for day in days):
        raise errors.Refused(BROKEN, where="calendar", why="not a date")
    return list(days)


@cache
def _adapter() -> TypeAdapter[Service]:
    return TypeAdapter(Service)


def _typed(raw: dict[str, Any]) -> Service:
    try:
        return _adapter().validate_python(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise errors.Refused(BROKEN, where=where, why=first["msg"]) from error


def _line(text: str, needle: str) -> int:
    """The first line that mentions the word, for a person who mends the file."""
    return next((n for n, line in enumerate(text.splitlines(), 1) if needle in line), 0)


def _check_references(service: Service, text: str) -> None:
    """Everything that the file refers to must be there; the error names what, where from and the line."""
    for kind, name, table, owner in _references(service):
        if name not in table:
            where = f"{owner} (line {_line(text, name)})"
            raise errors.Refused(BROKEN, where=where, why=f"no such {kind}: {name}")
    for key, check in service.checks.items():
        _check_params(key, check.function, check.params)


Reference = tuple[str, str, Container[str], str]


def _references(service: Service) -> Iterator[Reference]:
    """Each reference of the file: what kind of thing, its name, where it must be, and who refers to it."""
    for name in filter(None, (service.subject, service.previous)):
        yield "field", name, service.fields, "service"
    for code, type_ in service.types.items():
        owner = f"types.{code}"
        yield from (("role", role, service.roles, owner) for role in type_.parties)
        yield from (("document", document, service.documents, owner) for document in type_.documents)
        yield from (("check", check, service.checks, owner) for check in type_.checks)
        yield "basis", type_.basis, service.bases, owner
    for key, check in service.checks.items():
        owner = f"checks.{key}"
        yield "check function", check.function, CHECKS, owner
        yield "basis", check.basis, service.bases, owner
        yield "instruction", check.instruction, service.instructions, owner
    yield from (("basis", ground.basis, service.bases, f"grounds.{key}") for key, ground in service.grounds.items())
    yield from _references_of_acts(service)
    yield from service_strict.names_in_checks(service)


def _references_of_acts(service: Service) -> Iterator[Reference]:
    for kind, decision in service.decisions.items():
        yield "decision", kind, DECISIONS, "decisions"
        yield "basis", decision.basis, service.bases, f"decisions.{kind}"
    for key, role in service.roles.items():
        yield from (("document", document, service.documents, f"roles.{key}") for document in role.document)
        if role.consent:
            yield "basis", role.consent, service.bases, f"roles.{key}"
    states = [state.value for state in State]
    for key, term in service.terms.items():
        owner = f"terms.{key}"
        yield from (("operation kind", kind, BY_KIND, owner) for kind in (*term.starts, *term.stops))
        yield from (("state", state, states, owner) for state in term.pauses)
        yield "basis", term.basis, service.bases, owner


def _check_params(key: str, function: str, given: Mapping[str, Any]) -> None:
    declared = parameters(function)
    for name, value in given.items():
        if name not in declared:
            raise errors.Refused(BROKEN, where=f"checks.{key}", why=f"{function} takes no {name}")
        wanted = declared[name].annotation
        wanted = tuple if get_args(wanted) else wanted
        if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
            raise errors.Refused(BROKEN, where=f"checks.{key}", why=f"{name} must be {wanted.__name__}")
    missing = [n for n, p in declared.items() if p.default is inspect.Parameter.empty and n not in given]
    if missing:
        raise errors.Refused(BROKEN, where=f"checks.{key}", why=f"{function} needs {missing[0]}")

"""What a service file must not say: a key that nobody reads, a check's parameter that names what is not there.

A misspelt `needs_confirmed` would otherwise open a legal gate without a word.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from operator_app.domain.service import CheckDef, Service

MADE = frozenset({"holidays", "digest"})  # of the package, not of the file
Reference = tuple[str, str, Container[str], str]


def unknown_keys(raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Where (its table) and which key: each one that no field takes."""
    return _unknown(raw, Service, "", MADE)


def _unknown(raw: Any, type_: Any, where: str, made: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
    args = get_args(type_)
    if is_dataclass(type_) and isinstance(raw, Mapping):
        hints = get_type_hints(type_)
        known = {field.name for field in fields(type_)} - made
        for key, value in raw.items():
            if key in known:
                yield from _unknown(value, hints[key], _at(where, key))
            else:
                yield where or "service", key
    elif get_origin(type_) is tuple and isinstance(raw, list):
        for number, value in enumerate(raw, 1):
            yield from _unknown(value, args[0], f"{where}[{number}]")
    elif get_origin(type_) is not None and issubclass(get_origin(type_), Mapping) and isinstance(raw, Mapping):
        for key, value in raw.items():
            yield from _unknown(value, args[1], _at(where, key))
    else:
        for one in args:
            if is_dataclass(one):  # `Text | None`
                yield from _unknown(raw, one, where)


def _at(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def names_in_checks(service: Service) -> Iterator[Reference]:
    """What the parameters and the evidence of the checks refer to."""
    for key, check in service.checks.items():
        yield from _names_in(check, f"checks.{key}", service)
        if check.evidence:
            known = {*service.documents, *service.roles, *service.fields}
            yield "document, role or field", check.evidence, known, f"checks.{key}"
    for key, ground in service.grounds.items():
        if ground.check:
            yield "check", ground.check, service.checks, f"grounds.{key}"
    if service.certificate:
        yield "document", service.certificate, service.documents, "service"


_ROLES, _FIELDS, _VALUES = ("role", "parent", "child"), ("field", "waived_by", "only_if"), ("values", "waivers")


def _names_in(check: CheckDef, owner: str, service: Service) -> Iterator[Reference]:
    for name in _ROLES:
        if name in check.params:
            yield "role", str(check.params[name]), service.roles, owner
    for name in _FIELDS:
        if check.params.get(name):
            yield "field", str(check.params[name]), service.fields, owner
    kinds = check.params.get("kinds", ())
    yield from (("document", kind, service.documents, owner) for kind in (kinds if isinstance(kinds, tuple) else ()))
    yield from _choices_in(check, owner, service)


def _choices_in(check: CheckDef, owner: str, service: Service) -> Iterator[Reference]:
    """Values of a parameter are choices of the field that the same check asks."""
    asked = next((str(check.params[name]) for name in ("waived_by", "only_if") if check.params.get(name)), "")
    field = service.fields.get(asked)
    for name in _VALUES:
        values = check.params.get(name, ())
        if field is not None and field.choices and isinstance(values, tuple):
            yield from ((f"choice of {asked}", value, field.choices, owner) for value in values)

"""What a check finds, and the register of named checks."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from operator_app.domain.case import Case, Value
from operator_app.domain.environment import Environment
from operator_app.domain.service import Param, Service

_REASONS: set[str] = set()


def reason(code: str) -> str:
    """Register a reason code; `ui.words.reasons` has its sentence in both languages and a test holds the two
    together.
    """
    _REASONS.add(code)
    return code


def reasons() -> list[str]:
    return sorted(_REASONS)


@dataclass(frozen=True)
class Finding:
    """`reason` is a code with parameters for its sentence; parameters may name people, so findings are never logged."""

    value: Value
    reason: str
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class Facts:
    """All that a check may look at. `today` is the day of the office's calendar."""

    case: Case
    service: Service
    today: date
    environment: Environment


class Check(Protocol):
    """A named function; its keyword parameters are filled from the service's data."""

    def __call__(self, facts: Facts, /, **params: Param) -> Finding: ...


CHECKS: dict[str, Callable[..., Finding]] = {}


def check(function: Callable[..., Finding]) -> Callable[..., Finding]:
    """Register a check under its own name."""
    CHECKS[function.__name__] = function
    return function


def parameters(name: str) -> Mapping[str, inspect.Parameter]:
    """The keyword parameters of a check with their annotations, for the loader of service files."""
    signature = inspect.signature(CHECKS[name], eval_str=True)
    return {key: p for key, p in signature.parameters.items() if p.kind is inspect.Parameter.KEYWORD_ONLY}


def yes(code: str, **params: str | int) -> Finding:
    return Finding(Value.YES, code, params)


def no(code: str, **params: str | int) -> Finding:
    return Finding(Value.NO, code, params)


def undetermined(code: str, **params: str | int) -> Finding:
    return Finding(Value.UNDETERMINED, code, params)

"""Faults on purpose, for tests and for the self-test's proof that it can fail. Given to a constructor, never global."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from operator_app.domain.operation import Operation


@dataclass(frozen=True)
class Faults:
    """`break_idempotency`: what came before is taken again (sandbox only). `before_op`: raises where a test wants."""

    break_idempotency: bool = False
    before_op: Callable[[Operation], None] | None = None

"""SIMULATOR: the sandbox's ready accounts as those who did the office's work in the seeded past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from operator_app.domain.lifecycle import ActorKind
from operator_app.domain.operation import Actor
from sync.central.sandbox import READY

_WORK_ON_CASES = ("clerk", "senior")


def ready_staff() -> Mapping[str, Sequence[Actor]]:
    """By office, in the order in which sign-in lists them."""
    staff: dict[str, list[Actor]] = {}
    for ready in READY:
        if ready.role in _WORK_ON_CASES:
            actor = Actor(ActorKind.CLERK, ready.account, ready.name, ready.role)
            staff.setdefault(ready.office, []).append(actor)
    return staff

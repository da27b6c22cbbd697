"""What the simulators ask of the centre that they stand on. Protocols and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from operator_app.domain.bodies import Body
from operator_app.domain.case import Case
from operator_app.domain.lifecycle import State
from operator_app.domain.operation import Actor
from operator_app.domain.service import Service
from sync.central.acts import Wish


class Now(Protocol):
    """The centre's set clock."""

    def now(self) -> datetime: ...


class Rules(Protocol):
    """Published service data."""

    def service(self, number: str) -> Service:
        """The version of this service that is in force now. Raises `Refused` for an unknown one."""
        ...


class Acts(Rules, Protocol):
    """The one way in for what citizens, registers, payments and terms change: `sync.central.acts.Acts`."""

    def act(self, kind: str, body: Body, *, case: str, actor: Actor, office: str, at: datetime | None = None) -> Case:
        """One operation of the centre's own device, committed when this returns; the case after it.

        `at` None: now. Raises `Refused` where the domain forbids it; nothing has changed then.
        """
        ...

    def act_all(self, wishes: Sequence[Wish], *, react: bool = True) -> list[Case]:
        """Many in one transaction; without `react` the centre's own reactions are left to the caller."""
        ...

    def case(self, id_: str) -> Case | None:
        """The case as it stands."""
        ...

    def cases_in(self, *states: State) -> Iterable[Case]:
        """Every case in one of these states."""
        ...

    def services(self) -> tuple[Service, ...]:
        """Every service in its newest version."""
        ...

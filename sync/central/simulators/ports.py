"""What the simulators ask of the centre that they stand on. Protocols and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from operator_app.domain.bodies import Body
from operator_app.domain.case import Case
from operator_app.domain.lifecycle import State
from operator_app.domain.operation import Actor
from operator_app.domain.service import Service
from operator_app.formats.seal_claims import SealClaims


class Acts(Protocol):
    """The one way in for what citizens, registers, payments and terms change."""

    def act(
        self, kind: str, body: Body, *, case: str, actor: Actor, office: str, at: datetime | None = None
    ) -> Case:
        """One operation of the centre's own device, committed when this returns; the case after it.

        `at` None: now. Raises `Refused` where the domain forbids it; nothing has changed then.
        """
        ...


class Cases(Protocol):
    """The centre's cases as they stand."""

    def get(self, case: str) -> Case | None: ...

    def standing(self, *states: State) -> Iterable[Case]:
        """Every case in one of these states, in no particular order."""
        ...


class Rules(Protocol):
    """Published service data."""

    def newest(self, service: str) -> Service:
        """The version of this service (by its number) that is in force now."""
        ...


class Memory(Protocol):
    """A few facts that outlive a restart."""

    def get(self, name: str) -> str | None: ...

    def put(self, name: str, value: str) -> None: ...

    def next(self, name: str, after: int = 0) -> int:
        """A number that was never given under this name: `after` + 1 first, then the next one each time."""
        ...


class Sealer(Protocol):
    """Seals with the city's own key (ES256)."""

    @property
    def issuer(self) -> str:
        """What `iss` of its seals says."""
        ...

    def seal(self, claims: SealClaims) -> str:
        """The `SF1:` text."""
        ...

    def commitment(self, kind: str, identifier: str, jti: bytes) -> bytes:
        """What stands for the identifier in a seal (`seal_claims.commitment` under the key of the trust package)."""
        ...

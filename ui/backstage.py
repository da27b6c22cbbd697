"""What happens behind the sign-in screen, as both front ends see it: open the profile, unlock the store, enrol, sign
in.

The concrete one is `ui.opening.Opening`. All calls may take seconds and belong on a thread of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from operator_app.domain import errors
from operator_app.domain.environment import Environment
from operator_app.services.views import Operator

if TYPE_CHECKING:
    from .compose import Desk

CODE_MISSING = errors.code("sign_in.code_missing")


class Stage(StrEnum):
    """How far the opening of a profile has come."""

    CLOSED = "closed"  # the vault asks for an operator's password or the device's passphrase
    NOT_ENROLLED = "not_enrolled"
    READY = "ready"  # the store is open; a sign-in is next


@dataclass(frozen=True)
class Standing:
    """Where things stand. `online` None: not known yet. `code`: why there is no line. `offline_until`: the latest
    lease on this computer. `passphrase`: made now, to be shown; `url`: of the centre. `keyring_code`: why the system's
    keyring is not used, said aloud.
    """

    stage: Stage
    environment: Environment
    office_name: str = ""
    device: str = ""
    online: bool | None = None
    code: str = ""
    params: dict[str, str | int] = field(default_factory=dict)
    offline_until: datetime | None = None
    passphrase: str = ""
    url: str = ""
    keyring_code: str = ""


@dataclass(frozen=True)
class ReadyAccount:
    """An account of the sandbox with its code of this moment, good for `seconds` more."""

    account: str
    name: str
    role: str
    office_name: str
    password: str
    code: str
    seconds: int


class Backstage(Protocol):
    """Failure policy: every call either succeeds whole or raises `Told`; nothing half opened stays behind."""

    environment: Environment

    def open(self) -> Standing: ...

    def unlock(self, passphrase: str) -> Standing:
        """Open the vault with the device's passphrase."""
        ...

    def unlock_by_password(self, account: str, password: str) -> Standing: ...

    def enrol(self, service_url: str, code: str) -> Standing: ...

    def look(self) -> Standing:
        """Ask the line again."""
        ...

    def accounts(self) -> tuple[ReadyAccount, ...]:
        """The sandbox's ready accounts of this office; empty anywhere else."""
        ...

    def sign_in(self, account: str, password: str, code: str) -> Operator:
        """With both factors where there is a line, else by the password within the lease. A closed vault is opened by
        the password first, and only then is the line looked for. Raises `Refused("sign_in.code_missing")`.
        """
        ...

    @property
    def desk(self) -> Desk: ...

    def close(self) -> None: ...

"""Signing in with both factors, renewing the session, and the sandbox's ready accounts. Each call is one person's
waiting, so its limits are short.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from operator_app.domain import errors
from operator_app.domain.environment import Environment
from operator_app.formats import batch as texts
from operator_app.ports.sync_store import Device, StoredSession
from sync.contract import messages, paths

from . import calls, failures
from .http import Ask, Line, parse
from .switch import LaneSwitch, LineSwitch
from .transport import pinned

WRONG_PASSWORD = errors.code("sign_in.wrong_password")
WRONG_CODE = errors.code("sign_in.wrong_code")
CODE_USED = errors.code("sign_in.code_used")
OTHER_OFFICE = errors.code("sign_in.other_office")
BLOCKED = errors.code("sign_in.blocked")
DEVICE_REVOKED = errors.code("sign_in.device_revoked")
CLOCK = errors.code("sign_in.clock")
REFUSED = errors.code("sign_in.refused")  # a reason of the centre's for which this program has no word
ENDED = errors.code("session.ended")
REVOKED = errors.code("session.revoked")
STRUCK_OFF = errors.code("session.device_revoked")

KNOWN = frozenset({WRONG_PASSWORD, WRONG_CODE, CODE_USED, OTHER_OFFICE, BLOCKED, DEVICE_REVOKED, CLOCK, ENDED, REVOKED})
_CONNECT, _READ, _WHOLE = 5.0, 15.0, 30.0  # seconds; Argon2 at the centre included
GREETING = 10.0  # seconds for each step of a greeting
_SMALL = 64 * 1024  # bytes; an answer without an end is cut here, where the window still moves


@dataclass(frozen=True)
class Admitted:
    """Both factors were right. `lease_until`: how long the password alone opens this device to this operator."""

    session: StoredSession
    account: str
    name: str
    role: str
    office: str
    rights: tuple[str, ...]
    lease_until: datetime
    lease_hours: int
    server_time: datetime


@dataclass(frozen=True)
class ReadyAccount:
    """An account of the sandbox; `code` is good for another `code_seconds`."""

    account: str
    name: str
    role: str
    office: str
    office_name: str
    password: str
    code: str
    code_seconds: int


class AccountDesk:
    """The centre as a person at the sign-in meets it. Made for one device, closed after use; `cancel` from any thread.

    `on_time(server_time, seconds)` is told the centre's time: in training and the sandbox the desk's clock follows it.
    """

    def __init__(
        self,
        device: Device,
        now: Callable[[], datetime],
        *,
        switch: LineSwitch | None = None,
        on_time: Callable[[datetime, float], None] | None = None,
    ) -> None:
        self._device, self._now, self._on_time = device, now, on_time
        self._switch = LaneSwitch(switch)
        self._line = Line(device.service_url, pinned(device.ca_pem), self._switch)

    def __enter__(self) -> AccountDesk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._line.close()

    def cancel(self) -> None:
        """End what is under way within a fraction of a second."""
        self._switch.close()

    def sign_in(self, account: str, password: str, code: str) -> Admitted:
        """Raises `Refused` with a `sign_in.…` code, `Trouble` with a `line.…` code."""
        if self._device.environment != Environment.WORK:
            self.hello()  # the centre's clock is a set one: ours has to show the same before we sign with its time
        at = self._now()
        body = messages.SignInRequest(
            account=account,
            password=password,
            code=code,
            device=self._device.id,
            at=at,
            proof=calls.sign(self._device, texts.sign_in_text(self._device.id, account, at)),
        )
        ask = Ask(
            "POST", paths.SIGN_IN, body=_json(body), connect=_CONNECT, read=_READ, whole=_WHOLE, signed_in=False,
            most=_SMALL,
        )  # fmt: skip
        answer = failures.refusals(lambda: self._line.fetch(ask), KNOWN, REFUSED)
        said = parse(answer, messages.SignedIn)
        self._tell(said.server_time, answer.seconds)
        return Admitted(
            session=StoredSession(said.session, said.operator, said.expires),
            account=said.operator,
            name=said.name,
            role=said.role,
            office=said.office,
            rights=tuple(said.rights),
            lease_until=said.lease.until,
            lease_hours=said.lease.hours,
            server_time=said.server_time,
        )

    def sandbox_accounts(self, limit: float = GREETING) -> tuple[ReadyAccount, ...]:
        """The ready accounts with their current codes; only a sandbox answers."""
        answer = self._line.fetch(_greeting(paths.SANDBOX_ACCOUNTS, limit, 256 * 1024))
        said = parse(answer, messages.SandboxAccounts)
        self._tell(said.server_time, answer.seconds)
        return tuple(ReadyAccount(**one.model_dump()) for one in said.accounts)

    def hello(self, limit: float = GREETING) -> messages.Hello:
        """Whether the centre answers, and its time. `limit`: seconds for each step."""
        answer = self._line.fetch(_greeting(paths.HELLO, limit, _SMALL))
        said = parse(answer, messages.Hello)
        self._tell(said.server_time, answer.seconds)
        return said

    def _tell(self, server_time: datetime, seconds: float) -> None:
        if self._on_time is not None:
            self._on_time(server_time, seconds)


def _greeting(path: str, limit: float, most: int) -> Ask:
    return Ask("GET", path, connect=limit, read=limit, whole=limit, signed_in=False, most=most)


def renew(line: Line, device: Device, session: StoredSession, now: datetime) -> StoredSession:
    """A new token for the session that is in use. Raises `LineFailed` (kind `sign_in`: it has ended)."""
    body = messages.RenewRequest(
        device=device.id, at=now, proof=calls.sign(device, texts.renew_text(device.id, session.token, now))
    )
    said = line.message(
        Ask("POST", paths.RENEW, body=_json(body), read=_READ, whole=_WHOLE, most=_SMALL), messages.Renewed
    )
    return replace(session, token=said.session, expires=said.expires)


def _json(message: messages.Message) -> bytes:
    return message.model_dump_json().encode()

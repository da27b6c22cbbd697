"""Sign-in with both factors, on an enrolled device. Each cause has its own code, and none is told before its turn: who
does not know the password learns nothing about code or office.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from operator_app.domain import errors
from operator_app.formats import batch
from sync.central.parts import Parts
from sync.contract import messages

from . import devices, operators, sessions, totp
from .operators import Appointed, Known
from .passwords import Passwords
from .tries import Tries

WRONG_PASSWORD = errors.code("sign_in.wrong_password")
WRONG_CODE = errors.code("sign_in.wrong_code")
USED_CODE = errors.code("sign_in.code_used")
OTHER_OFFICE = errors.code("sign_in.other_office")
BLOCKED = errors.code("sign_in.blocked")
DEVICE_REVOKED = errors.code("sign_in.device_revoked")
CLOCK = errors.code("sign_in.clock")

ADMIN_HOURS = 1


@dataclass(frozen=True)
class Proven:
    """Somebody gave both factors; `code_step` is used up when the session begins."""

    who: Known
    code_step: int


class SignIn:
    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._passwords = Passwords(parts.policy.password_cost)

    def sign_in(self, request: messages.SignInRequest) -> messages.SignedIn:
        """A session and a lease. Raises `Refused` with one of the `sign_in.*` codes, or `device.bad_signature`."""
        parts = self._parts
        with parts.store.read() as db:
            device = devices.find(db, request.device)
        if device is None or device.revoked:
            raise errors.Refused(DEVICE_REVOKED)
        text = batch.sign_in_text(request.device, request.account, request.at)
        devices.require_signed(device.public_key, request.proof, text)
        proven = self._both_factors(request.account, request.password, request.code)
        now = parts.clock.now()
        until = now + timedelta(hours=parts.policy.lease_hours)
        with parts.store.write() as db:
            appointed = _at(operators.appointed(db, proven.who.account, now), device.office)
            token = self._begin(db, proven, sessions.DESK, device.office, device.id, now, until)
        return messages.SignedIn(
            session=token,
            expires=until,
            lease=messages.Lease(until=until, hours=parts.policy.lease_hours),
            operator=proven.who.account,
            name=proven.who.name,
            role=appointed.role,
            office=device.office,
            rights=list(appointed.rights),
            server_time=now,
        )

    def sign_in_admin(self, account: str, password: str, code: str) -> str:
        """The token of an administrator's short session, from anywhere. Raises `Refused` like `sign_in`."""
        parts = self._parts
        proven = self._both_factors(account, password, code)
        now = parts.clock.now()
        with parts.store.write() as db:
            held = operators.appointed(db, proven.who.account, now)
            if not any(operators.ADMINISTRATION in one.rights for one in held):
                raise errors.Refused(OTHER_OFFICE, office="administration")
            until = now + timedelta(hours=ADMIN_HOURS)
            return self._begin(db, proven, sessions.ADMIN, operators.WHOLE_CITY, None, now, until)

    def renew(self, token: str, request: messages.RenewRequest) -> messages.Renewed:
        """A fresh token, valid no longer than the lease. Raises `Refused`: session.*, device.bad_signature."""
        parts = self._parts
        now = parts.clock.now()
        with parts.store.write() as db:
            session = sessions.find(db, token, now)
            device = devices.find(db, session.device)
            if device is None or device.id != request.device:
                raise errors.Refused(sessions.ENDED)
            text = batch.renew_text(request.device, token, request.at)
            devices.require_signed(device.public_key, request.proof, text)
            fresh = sessions.renew(db, session, now)
        return messages.Renewed(session=fresh, expires=session.expires, server_time=now)

    # --- both factors

    def _both_factors(self, typed: str, password: str, code: str) -> Proven:
        parts, account = self._parts, operators.normal(typed)
        key, real = parts.sealing.mark("tries", account), parts.clock.real()
        with parts.store.read() as db:
            wait = Tries(db, key, parts.policy.tries).seconds_to_wait(real)
            who = operators.find(db, parts.sealing, account)
        if wait:
            raise errors.Refused(BLOCKED, seconds=wait)
        try:
            if not self._passwords.check(who.verifier, password):
                raise errors.Refused(WRONG_PASSWORD)
            return Proven(who, self._code_step(who, code, real))
        except errors.Refused:
            with parts.store.write() as db:
                Tries(db, key, parts.policy.tries).wrong(real)
            raise

    def _code_step(self, who: Known, code: str, real: datetime) -> int:
        """A phone goes by the real time, whatever the sandbox's clock was set to."""
        typed = "".join(code.split())
        match totp.judge(who.totp, typed, totp.step_of(real), who.totp_step, self._parts.policy.drift):
            case totp.CodeRight(step):
                return step
            case totp.CodeUsed():
                raise errors.Refused(USED_CODE)
            case totp.CodeOfAnotherTime(seconds):
                raise errors.Refused(CLOCK, seconds=abs(seconds))
            case totp.CodeWrong():
                raise errors.Refused(WRONG_CODE)

    def _begin(
        self,
        db: Connection,
        proven: Proven,
        purpose: str,
        office: str,
        device: str | None,
        now: datetime,
        until: datetime,
    ) -> str:
        parts, account = self._parts, proven.who.account
        if not operators.use_code(db, account, proven.code_step):
            raise errors.Refused(USED_CODE)
        Tries(db, parts.sealing.mark("tries", account), parts.policy.tries).right()
        return sessions.begin(db, purpose, account, office, device, now, until)


def _at(held: list[Appointed], office: str) -> Appointed:
    """The appointment that counts at this office. Raises `Refused(sign_in.other_office)`."""
    here = [one for one in held if one.office in (office, operators.WHOLE_CITY) and operators.CASES in one.rights]
    if not here:
        raise errors.Refused(OTHER_OFFICE)
    return max(here, key=lambda one: operators.TAKE_OVER in one.rights)

"""Who may work on this device: the lease that a sign-in with both factors leaves, and the offline sign-in within it.

The second factor is never kept here. Tries are counted before the password is looked at and across restarts.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from operator_app.domain import errors
from operator_app.domain.accounts import normal
from operator_app.domain.environment import Environment
from operator_app.domain.lifecycle import ActorKind
from operator_app.domain.operation import Actor
from operator_app.ports.sync_store import Changed, Device, StoredSession
from operator_app.storage import passwords
from operator_app.storage.cipher import RawKey
from operator_app.storage.keys import FailedTry, Keys
from operator_app.storage.models import LeaseRow, OperationRow, SessionRow
from operator_app.storage.passwords import STANDARD, Cost
from operator_app.storage.repositories import desk, operations
from operator_app.storage.sync_store import sessions
from operator_app.storage.try_limit import TryPolicy, TryState, may_try

from .acts import Acts, actor_of
from .views import Operator

NO_LEASE = errors.code("access.no_lease")
LEASE_OVER = errors.code("access.lease_over")
WRONG_PASSWORD = errors.code("access.wrong_password")
TOO_MANY_TRIES = errors.code("access.too_many_tries")
CLOSED = errors.code("access.closed")
CLOCK_BACK = errors.code("access.clock_back")
REVOKED = errors.code("access.revoked")

CLOCK_TOLERANCE = timedelta(minutes=5)
SECOND = timedelta(seconds=1)


class Access:
    """All of it runs on the writer lane, but for `current` and `latest_lease`."""

    def __init__(
        self,
        acts: Acts,
        keys: Keys | None = None,
        key: RawKey | None = None,
        *,
        cost: Cost = STANDARD,
        policy: TryPolicy | None = None,
    ) -> None:
        """`keys` and `key`: the vault and its data key, so that an operator's password may open it."""
        self._acts, self._store = acts, acts.store
        self._keys, self._key = keys, key
        self._cost, self._policy = cost, policy or TryPolicy()

    # --- the device -------------------------------------------------------------------------------------------------

    def enrol(self, device: Device) -> Changed:
        """Keep the enrolled device. Raises `Refused("store.other_device")` where the store is another one's."""
        with self._store.writing() as session:
            desk.enrol(session, device)
            return Changed(session=True)

    def moved(self, service_url: str) -> Changed:
        """The sandbox's own centre answers at another port than last time; CA and keys are the same."""
        with self._store.writing() as session:
            desk.device_row(session).service_url = service_url
            return Changed(session=True)

    # --- the operator -----------------------------------------------------------------------------------------------

    def remember(
        self,
        given: StoredSession,
        password: str,
        *,
        account: str,
        name: str,
        role: str,
        lease_until: datetime,
        rights: Collection[str] = (),
        verifier: str = "",
        slot: bool = True,
    ) -> Operator:
        """Both factors were right: keep session, lease and offline verifier, and note who is signed in. Where there is
        no keyring their password opens the vault from now on, and no earlier one of theirs.

        `verifier`: made meanwhile by `verifier`; `slot` False: `add_slot` follows, once nobody waits for it.
        """
        verifier = verifier or self.verifier(password)
        account, clock = normal(account), self._store.clock
        with self._store.writing() as session:
            device = desk.device_row(session)
            session.merge(
                LeaseRow(
                    account=account,
                    name=name,
                    role=role,
                    office=device.office,
                    office_name=device.office_name,
                    rights=list(rights),
                    verifier=verifier,
                    until=lease_until,
                    granted=clock.now(),
                    granted_mono=clock.monotonic_ms(),
                    granted_boot=clock.boot_id(),
                    wrong=0,
                    wrong_mono=0,
                    revoked=None,
                )
            )
            sessions.put(session, replace(given, operator=account))
            session.flush()
            who = self._signed_in(session, account, online=True)
        if slot:
            self.add_slot(account, password)
        return who

    def verifier(self, password: str) -> str:
        """What will prove the password without a line; costs one Argon2id and touches nothing."""
        return passwords.make_verifier(password, self._cost)

    def add_slot(self, account: str, password: str) -> None:
        """Where there is no keyring, the vault opens by this operator's password too; costs one Argon2id."""
        if self._keys is not None and self._key is not None and not self._keys.in_keyring():
            self._keys.add_slot(self._key, account, password)

    def sign_in_offline(self, account: str, password: str) -> Operator:
        """By the password alone, within the lease. Raises `Refused`: `access.no_lease`, `.wrong_password` (`left` tries
        before a wait), `.too_many_tries` (`seconds`), `.closed`, `.lease_over` (`until`), `.clock_back` (`known`),
        `.revoked` (`until`).
        """
        account = normal(account)
        verifier = self._begin_try(account)
        if not passwords.check(verifier, password, self._cost):
            raise self._failed(account)
        with self._store.writing() as session:
            lease = session.get_one(LeaseRow, account)
            lease.wrong, lease.wrong_mono = 0, 0
            refused = self._out_of_time(session, lease)
            if refused is None:
                return self._signed_in(session, account, online=False)
        raise refused

    def sign_out(self) -> Changed:
        """Nobody is signed in. The session stays: unsent work does not wait for the one who made it."""
        with self._store.writing() as session:
            account = desk.setting(session, desk.SIGNED_IN)
            lease = session.get(LeaseRow, account) if account else None
            desk.put_setting(session, desk.SIGNED_IN, "")
            if lease is None:
                return Changed()
            self._acts.audit(session, "audit.signed_out", {}, actor_of(_operator(lease, online=False)))
            return Changed(outbox=True, session=True)

    def current(self) -> Operator | None:
        """Who signed in last and has not signed out, if their lease still holds: for the command line's later
        commands.
        """
        with self._store.reading() as session:
            account = desk.setting(session, desk.SIGNED_IN)
            lease = session.get(LeaseRow, account) if account else None
            if lease is None or self._out_of_time(session, lease) is not None:
                return None
            row = session.get(SessionRow, account)
            return _operator(lease, online=row is not None and row.expires > self._store.clock.now())

    def lease_ended(self, session: Session, account: str) -> Changed:
        """The desk has heard that the centre took the operator's session away, and their lease has ended with it."""
        self._acts.audit(session, "audit.lease_ended", {"who": self._acts.keyed(session, account)}, None)
        return Changed(outbox=True, session=True)

    def latest_lease(self) -> datetime | None:
        """The end of the longest lease on this device; None: nobody may sign in without a line."""
        with self._store.reading() as session:
            until = session.scalar(select(func.max(LeaseRow.until)))
            return until if until is not None and until > self._store.clock.now() else None

    def enter_failed_tries(self) -> Changed:
        """Record the tries to open the vault that failed while the store was closed. Each once, by its id: a kill
        between COMMIT and the vault's own note of it enters nothing twice.
        """
        tries = self._keys.failed_tries() if self._keys is not None else ()
        with self._store.writing() as session:
            for one in tries:
                self._enter_try(session, one)
        if self._keys is not None and tries:
            self._keys.entered([one.id for one in tries])
        return Changed(outbox=bool(tries))

    def _enter_try(self, session: Session, one: FailedTry) -> None:
        id_ = str(uuid.UUID(hex=one.id))
        if operations.get(session, id_) is not None:
            return
        facts: dict[str, str | int | bool] = {
            "slot": one.slot,
            "outcome": one.outcome,
            "count": one.count,
            "mono": one.mono_ms,
            "boot": one.boot,
        }
        self._acts.audit(session, "audit.store_tries", facts, None, id_=id_, at=one.at)

    def _begin_try(self, account: str) -> str:
        """The verifier, after one more try was counted as wrong. Nothing is gained by ending the program now."""
        clock = self._store.clock
        with self._store.writing() as session:
            lease = session.get(LeaseRow, account)
            if lease is not None:
                answer = may_try(TryState(lease.wrong, lease.wrong_mono), self._policy, clock.monotonic_ms())
                state = answer.state.after_wrong(clock.monotonic_ms()) if answer.allowed else answer.state
                lease.wrong, lease.wrong_mono = state.wrong, state.last_mono_ms
                verifier, left = lease.verifier, answer
            else:
                self._record_failure(session, account, "no_lease")
        if lease is None:
            raise errors.Refused(NO_LEASE)
        if left.closed:
            raise errors.Refused(CLOSED)
        if left.wait:
            raise errors.Refused(TOO_MANY_TRIES, seconds=-(-left.wait // SECOND))
        return verifier

    def _failed(self, account: str) -> errors.Refused:
        with self._store.writing() as session:
            self._record_failure(session, account, "password")
            wrong = session.get_one(LeaseRow, account).wrong
        wait = self._policy.wait_after(wrong)
        if wait:
            return errors.Refused(TOO_MANY_TRIES, seconds=-(-wait // SECOND))
        return errors.Refused(WRONG_PASSWORD, left=max(self._policy.free + 1 - wrong, 0))

    def _record_failure(self, session: Session, account: str, why: str) -> None:
        facts: dict[str, str | int | bool] = {"who": self._acts.keyed(session, account), "why": why}
        self._acts.audit(session, "audit.sign_in_failed", facts, None)

    def _out_of_time(self, session: Session, lease: LeaseRow) -> errors.Refused | None:
        """Why the lease does not hold now. The clock is believed only as far as nothing here contradicts it."""
        if lease.revoked is not None:
            return errors.Refused(REVOKED, until=lease.until)
        clock = self._store.clock
        now = clock.now()
        latest = self._latest(session, lease)
        # Training and the sandbox follow a clock that the centre sets, backwards too.
        real = Environment(desk.device_row(session).environment).real
        if real and now < latest - CLOCK_TOLERANCE:
            return errors.Refused(CLOCK_BACK, known=latest)
        passed = lease.granted
        if lease.granted_boot == clock.boot_id():
            passed += timedelta(milliseconds=max(clock.monotonic_ms() - lease.granted_mono, 0))
        reached = max(now, passed, latest) if real else max(now, passed)
        return errors.Refused(LEASE_OVER, until=lease.until) if reached >= lease.until else None

    def _latest(self, session: Session, lease: LeaseRow) -> datetime:
        """The latest moment that this store has seen."""
        made = session.scalar(select(func.max(OperationRow.made_at)).where(OperationRow.own))
        return max(moment for moment in (lease.granted, desk.feed(session).at, made) if moment is not None)

    def _signed_in(self, session: Session, account: str, *, online: bool) -> Operator:
        desk.put_setting(session, desk.SIGNED_IN, account)
        lease = session.get_one(LeaseRow, account)
        who = _operator(lease, online=online)
        actor = Actor(ActorKind.CLERK, who.account, who.name, who.role)
        self._acts.audit(session, "audit.signed_in", {"offline": not online}, actor)
        return who


def _operator(lease: LeaseRow, *, online: bool) -> Operator:
    return Operator(lease.account, lease.name, lease.role, lease.office, lease.office_name, lease.until, online)

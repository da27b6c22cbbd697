"""From a folder to a desk that somebody can sign in to: hold the profile, unlock it, open the store, start the
sandbox's centre, enrol.

The concrete `ui.backstage.Backstage`, the same for both front ends. Importing this is cheap.
"""

from __future__ import annotations

import platform
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from operator_app.domain import errors
from operator_app.domain.environment import Environment
from operator_app.domain.errors import Told, Trouble
from operator_app.services.clock import SystemClock
from operator_app.services.views import Operator
from operator_app.storage.keys import Keys, OsKeyring
from operator_app.storage.keys.codes import ABSENT, BLOCKED, LOCKED
from operator_app.storage.profile import default_profile, profile_at

from .backstage import Asks, ReadyAccount, Stage, Standing

if TYPE_CHECKING:
    from operator_app.storage.cipher import RawKey
    from operator_app.system import Held
    from sync.client.account import AccountDesk

    from .compose import Desk
    from .embedded import EmbeddedCentre

NOT_OPEN = errors.code("profile.not_open")
NOBODY = errors.code("access.nobody_signed_in")
CLOSED = errors.code("vault.closed")
REMEMBERED = "sandbox-passphrase.txt"
NO_KEYRING = (ABSENT, LOCKED, BLOCKED)


class Opening:
    """One profile from `open` to `close`. `writes` False: a reader beside an open desk, which neither locks nor
    enrols.
    """

    def __init__(
        self,
        environment: Environment,
        directory: Path | None,
        *,
        writes: bool = True,
        own_centre: bool = True,
        line_cut: bool = False,
    ) -> None:
        """`own_centre` False: the sandbox is served by a centre that somebody else started. `line_cut`: the sandbox
        begins with its plug pulled. Both are for the self-test, whose centre outlives the desk.
        """
        self.environment = environment
        self._own_centre, self._line_cut = own_centre, line_cut
        self.profile = profile_at(directory, environment) if directory else default_profile(environment)
        self.clock = SystemClock()
        self.keys = Keys(self.profile, self.clock)
        self.standing = Standing(Stage.CLOSED, environment)
        self._writes = writes
        self._held: Held | None = None
        self._key: RawKey | None = None
        self._desk: Desk | None = None
        self._centre: EmbeddedCentre | None = None
        self._code = ""
        self._slot: tuple[str, str] | None = None
        self._url = ""

    @property
    def desk(self) -> Desk:
        """Raises `Trouble("profile.not_open")` before the store is open."""
        if self._desk is None:
            raise Trouble(NOT_OPEN)
        return self._desk

    # --- opening ----------------------------------------------------------------------------------------------------

    def open(self) -> Standing:
        """As far as it goes without a person. May be called again after trouble."""
        if self._writes and self._held is None:
            self._held = self.profile.hold()
        if self._desk is not None:
            return self.standing
        self._launch_centre()
        self.standing = Standing(Stage.CLOSED, self.environment)
        if not self.keys.exists():
            if self.environment is Environment.SANDBOX and self._writes:
                self._make_key()
            else:
                self.standing = replace(self.standing, stage=Stage.NOT_ENROLLED)
                return self.standing
        else:
            self._key = self._unlock_alone()
        if self._key is None:
            return self.standing
        return self._open_store(self._key)

    def _make_key(self) -> None:
        """A new profile. Where the keyring cannot be used that is said, and a passphrase is made instead."""
        try:
            made = self.keys.create(OsKeyring())
        except Trouble as trouble:
            if trouble.code not in NO_KEYRING:
                raise
            self.standing = replace(self.standing, keyring_code=trouble.code, params=_plain(trouble))
            made = self.keys.create(None)
        self._key = made.key
        if made.passphrase:
            self.standing = replace(self.standing, passphrase=made.passphrase)
            if self.environment is Environment.SANDBOX:
                self._remember(made.passphrase)

    def _unlock_alone(self) -> RawKey | None:
        """By the keyring, or, in the sandbox, by the passphrase that it made and keeps in sight; else a person is
        needed.
        """
        if self.keys.in_keyring():
            return self.keys.open_with_keyring(OsKeyring())
        if self.environment is Environment.SANDBOX:
            phrase = self._remembered()
            if phrase:
                self.standing = replace(self.standing, passphrase=phrase)
                return self.keys.open_with_passphrase(phrase)
        return None

    def _remember(self, phrase: str) -> None:
        """Only the sandbox, whose people are invented, keeps its passphrase beside the store, and says so on the
        sign-in screen.
        """
        (self.profile.directory / REMEMBERED).write_text(phrase + "\n", "utf-8")

    def _remembered(self) -> str:
        try:
            return (self.profile.directory / REMEMBERED).read_text("utf-8").strip()
        except OSError:
            return ""

    def _open_store(self, key: RawKey) -> Standing:
        self._launch_centre()
        if self._centre is not None and not self._url:
            self._centre.give_key(key.derive("centre"))  # it opens its database while the store is opened here
        from operator_app.storage.store import open_beside, open_store

        from .compose import Desk

        self._key = key
        if self._writes:
            assert self._held is not None
            store = open_store(self.profile, self._held, key, self.clock, create=not self.profile.database.exists())
        else:
            store = open_beside(self.profile, key, self.clock)
        self._desk = Desk(store, self.keys, key, self.clock, self.environment)
        if self._line_cut:
            self._desk.switch.cut()
        self._await_centre()
        return self._enrolled()

    def _launch_centre(self) -> None:
        """The sandbox's own centre starts while the vault is being unlocked, and waits for its key."""
        if self._centre is None and self._writes and self._own_centre and self.environment is Environment.SANDBOX:
            from .embedded import EmbeddedCentre

            self._centre = EmbeddedCentre(self.profile.centre)
            self._centre.launch()

    def _await_centre(self) -> None:
        if self._centre is None or self._url:
            return
        try:
            answer = self._centre.answer()
        except Trouble:
            self._centre = None  # it has ended; the next try starts another
            raise
        self._code, self._url = answer.enrolment_code, answer.url

    def _enrolled(self) -> Standing:
        """Enrol the sandbox by the code of its own centre; learn what the store knows of this device."""
        desk = self.desk
        device = desk.sync_store.device()
        if device is None and self._code:
            return self.enrol(self._url, self._code)
        if device is None:
            self.standing = replace(self.standing, stage=Stage.NOT_ENROLLED)
            return self.standing
        if self._writes and self._url and device.service_url != self._url:
            desk.writer.call(lambda: desk.access.moved(self._url))
        if self._writes:
            desk.writer.call(desk.access.enter_failed_tries)
        self.standing = replace(
            self.standing,
            stage=Stage.READY,
            office_name=device.office_name,
            device=device.id,
            url=self._url or device.service_url,
            offline_until=desk.access.latest_lease(),
        )
        return self.standing

    def unlock(self, passphrase: str) -> Standing:
        return self._open_store(self.keys.open_with_passphrase(passphrase))

    # --- enrolling --------------------------------------------------------------------------------------------------

    def enrol(self, service_url: str, code: str) -> Standing:
        """The centre takes this computer in. The data key is made only after it has: a mistyped code leaves nothing
        behind.
        """
        from sync.client.enrol import enrol

        device = enrol(service_url, code, environment=self.environment.value, name=platform.node()[:64] or "desk")
        if self._desk is None:
            if self._key is None:
                self._make_key()
            assert self._key is not None
            from operator_app.storage.store import open_store

            from .compose import Desk

            assert self._held is not None
            store = open_store(self.profile, self._held, self._key, self.clock, create=True)
            self._desk = Desk(store, self.keys, self._key, self.clock, self.environment)
        desk = self.desk
        desk.writer.call(lambda: desk.access.enrol(device))
        return self._enrolled()

    # --- the sign-in ------------------------------------------------------------------------------------------------

    def look(self) -> Standing:
        """Is there a line? One question to the centre; the answer's time sets the clock of the sandbox and training."""
        if self.standing.stage is not Stage.READY:
            return self.standing
        try:
            with self._account_desk() as centre:
                centre.hello()
        except Told as told:
            self.standing = replace(self.standing, online=False, code=told.code, params=_plain(told))
        else:
            self.standing = replace(self.standing, online=True, code="", params={})
        return self.standing

    def accounts(self) -> tuple[ReadyAccount, ...]:
        if (
            self.environment is not Environment.SANDBOX
            or self.standing.stage is not Stage.READY
            or not self.standing.online
        ):
            return ()
        device = self.desk.sync_store.device()
        assert device is not None
        try:
            with self._account_desk() as centre:
                found = centre.sandbox_accounts()
        except Told:
            return ()  # `look` says what is wrong with the line
        here = [a for a in found if a.office == device.office]
        return tuple(
            ReadyAccount(a.account, a.name, a.role, a.office_name, a.password, a.code, a.code_seconds) for a in here
        )

    def _account_desk(self) -> AccountDesk:
        from sync.client.account import AccountDesk

        device = self.desk.sync_store.device()
        if device is None:
            raise Trouble(NOT_OPEN)
        on_time = None if self.environment.real else self.desk.follow
        return AccountDesk(device, self.clock.now, switch=self.desk.switch, on_time=on_time)

    def sign_in(self, account: str, password: str, code: str) -> Operator:
        """A closed vault opens by the password first. With a line and a code both factors are asked of the centre;
        without a line the password is judged here, within the lease.
        """
        if self._desk is None:
            self._open_store(self.keys.open_with_password(account, password))
        desk = self.desk
        if code:
            who = self._sign_in_online(account, password, code)
        else:
            who = desk.writer.call(lambda: desk.access.sign_in_offline(account, password))
        desk.start_sync()
        desk.session_changed()
        self.standing = replace(self.standing, offline_until=who.offline_until)
        return who

    def _sign_in_online(self, account: str, password: str, code: str) -> Operator:
        desk = self.desk
        with ThreadPoolExecutor(1, "verifier") as beside:
            verifier = beside.submit(desk.access.verifier, password)  # while the centre does the same on its side
            try:
                with self._account_desk() as centre:
                    admitted = centre.sign_in(account, password, code)
            except Trouble as trouble:
                if not trouble.code.startswith("line."):
                    raise
                return desk.writer.call(lambda: desk.access.sign_in_offline(account, password))  # it fell just now
            who = desk.writer.call(
                lambda: desk.access.remember(
                    admitted.session,
                    password,
                    account=admitted.account,
                    name=admitted.name,
                    role=admitted.role,
                    lease_until=admitted.lease_until,
                    verifier=verifier.result(),
                    slot=False,
                )
            )
        self._slot = (admitted.account, password)
        return who

    def finish_sign_in(self) -> None:
        """What nobody has to wait for: the vault's slot for the operator who has just signed in with both factors."""
        slot, self._slot = self._slot, None
        if slot is not None:
            self.desk.access.add_slot(*slot)

    def sign_out(self) -> Standing:
        desk = self.desk
        desk.writer.call(desk.access.sign_out)
        return self.look()

    # --- the command line -------------------------------------------------------------------------------------------

    def unlocked(self, call: Asks) -> Standing:
        """With a vault each command gives the password or the passphrase; nothing is asked where the keyring opened
        it.
        """
        if self.standing.stage is Stage.CLOSED:
            if call.given("passphrase"):
                self.unlock(call.secret("passphrase", ""))
            elif call.given("password"):
                self._open_store(self.keys.open_with_password(call.account, call.secret("password", "")))
        return self.standing

    def ready(self, call: Asks) -> tuple[Desk, Operator]:
        """An unlocked store with somebody signed in. Raises `Refused`: `vault.closed`, `access.nobody_signed_in`."""
        standing = self.unlocked(call)
        if standing.stage is Stage.CLOSED:
            raise errors.Refused(CLOSED)
        desk = self.desk
        who = desk.access.current()
        if who is None:
            raise errors.Refused(NOBODY)
        return desk, who

    def close(self) -> None:
        """What was left for later, then desk, centre, lock."""
        if self._desk is not None:
            self.finish_sign_in()
        if self._desk is not None:
            self._desk.close()
            self._desk = None
        if self._centre is not None:
            self._centre.close()
            self._centre = None
        if self._held is not None:
            self._held.release()
            self._held = None


def _plain(told: Told) -> dict[str, str | int]:
    return {name: value if isinstance(value, int) else str(value) for name, value in told.params.items()}

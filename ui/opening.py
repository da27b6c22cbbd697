"""From a folder to a desk that somebody can sign in to: hold the profile, unlock it, open the store, start the
sandbox's centre, enrol.

The concrete `ui.backstage.Backstage`, the same for both front ends. Importing this is cheap.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from operator_app.domain import errors
from operator_app.domain.environment import Environment
from operator_app.domain.errors import Refused, Told, Trouble
from operator_app.services.clock import SystemClock
from operator_app.services.views import Operator
from operator_app.storage.keys import Keys, OsKeyring
from operator_app.storage.keys.codes import ABSENT, BLOCKED, LOCKED, LOST
from operator_app.storage.profile import default_profile, profile_at

from .backstage import CODE_MISSING, ReadyAccount, Stage, Standing
from .causes import PASSING
from .questions import CALLED_OFF, Questions, plain, unless_called_off

if TYPE_CHECKING:
    from datetime import datetime

    from operator_app.ports.sync_store import Device
    from operator_app.storage.cipher import RawKey
    from operator_app.system import Held
    from sync.client.account import AccountDesk

    from .compose import Desk
    from .embedded import EmbeddedCentre

NOT_OPEN = errors.code("profile.not_open")
REMEMBERED = "sandbox-passphrase.txt"
NO_KEYRING = (ABSENT, LOCKED, BLOCKED)
PATIENT_S, QUICK_S = 10.0, 3.0  # for each step of a look: where one is made, and where one follows another


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
        self._begun = False  # the vault was made by an enrolment that is not finished
        self._questions = Questions()

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
        if not self._has_vault():
            if not self.keys.exists() and self.profile.database.exists():
                raise Trouble(LOST)  # a new enrolment would bury what is in there
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

    def _has_vault(self) -> bool:
        """Is there a vault that somebody can open? One whose passphrase never came on the screen, for the program
        ended before, holds nothing and is made anew.
        """
        if not self.keys.exists():
            return False
        self._begun = self.keys.begun()
        if not (self._begun and self.keys.forsaken()) or self._remembered():
            return True
        if self._writes:
            self.keys.discard()
            self._key = None
        return False

    def _make_key(self) -> None:
        """A new profile. Where the keyring cannot be used that is said, and a passphrase is made instead."""
        try:
            made = self.keys.create(OsKeyring(), begun=True)
        except Trouble as trouble:
            if trouble.code not in NO_KEYRING:
                raise
            self.standing = replace(self.standing, keyring_code=trouble.code, params=plain(trouble))
            made = self.keys.create(None, begun=True)
        self._key, self._begun = made.key, True
        if made.passphrase:
            self.standing = replace(self.standing, passphrase=made.passphrase)
            if self.environment is Environment.SANDBOX:
                self._remember(made.passphrase)

    def _finish(self) -> None:
        """Whoever asks for anything after the enrolment has had the passphrase before them. Raises `Trouble` where
        that cannot be noted: then nobody signs in, for a vault that nobody has seen is thrown away with its store.
        """
        if self._begun and self._writes and self.standing.stage is Stage.READY:
            self.keys.finish()
            self._begun = False

    def _unlock_alone(self) -> RawKey | None:
        """By the keyring, or, in the sandbox, by the passphrase that it made and keeps in sight; else a person is
        needed.
        """
        if self.keys.in_keyring():
            return self.keys.open_with_keyring(OsKeyring())
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
        if self.environment is not Environment.SANDBOX:
            return ""
        try:
            return (self.profile.directory / REMEMBERED).read_text("utf-8").strip()
        except OSError:
            return ""

    def _open_store(self, key: RawKey) -> Standing:
        self._launch_centre()
        if self._centre is not None and not self._url:
            self._centre.give_key(key.derive("centre"))  # it opens its database while the store is opened here
        self._make_desk(key)
        self._await_centre()
        return self._enrolled()

    def _make_desk(self, key: RawKey) -> None:
        from operator_app.storage.store import open_beside, open_store

        from .compose import Desk

        self._key = key
        if self._writes:
            assert self._held is not None
            store = open_store(self.profile, self._held, key, self.clock, create=self._no_store())
        else:
            store = open_beside(self.profile, key, self.clock)
        self._desk = Desk(store, self.keys, key, self.clock, self.environment)
        if self._line_cut:
            self._desk.switch.cut()

    def _no_store(self) -> bool:
        """May one be made? Only before the enrolment's end, when an empty file is what a kill in the middle of making
        it left. Afterwards a missing or empty one is trouble and said to be, never silently a new start: work that
        was not sent may be wherever it went.
        """
        file = self.profile.database
        return self._begun and (not file.exists() or file.stat().st_size == 0)

    def _launch_centre(self) -> None:
        """The sandbox's own centre starts while the vault is being unlocked, and waits for its key."""
        if self._centre is None and self._writes and self._own_centre and self.environment is Environment.SANDBOX:
            from .embedded import EmbeddedCentre

            self._centre = EmbeddedCentre(self.profile.centre, given_up=lambda: self._questions.closed)
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
        return self._ready(device, desk.access.latest_lease())

    def _ready(self, device: Device, offline_until: datetime | None) -> Standing:
        self.standing = replace(
            self.standing,
            stage=Stage.READY,
            office_name=device.office_name,
            device=device.id,
            url=self._url or device.service_url,
            offline_until=offline_until,
        )
        return self.standing

    def forget_passphrase(self) -> None:
        """It was shown once and is on paper; it is not shown again, whoever stands there."""
        self._finish()
        self.standing = replace(self.standing, passphrase="")

    def unlock(self, passphrase: str) -> Standing:
        return self._open_store(self.keys.open_with_passphrase(passphrase))

    def unlock_by_password(self, account: str, password: str) -> Standing:
        """`account` may be empty where only one operator has a slot here."""
        return self._open_store(self.keys.open_with_password(account, password))

    # --- enrolling --------------------------------------------------------------------------------------------------

    def enrol(self, service_url: str, code: str) -> Standing:
        """The centre takes this computer in. Key and store are made first, so that the code, good for once, is not
        spent on a computer that cannot keep the answer; a refused try leaves them for the next one. After the device
        is in the store nothing more can fail, and the standing carries the passphrase to be shown.
        """
        from sync.client.enrol import enrol
        from sync.client.switch import LaneSwitch

        self._questions.wanted()
        if self._desk is None:
            if self._key is None:
                self._make_key()
            assert self._key is not None
            self._make_desk(self._key)
        desk = self.desk
        known = desk.sync_store.device()
        if known is not None:
            return self._ready(known, desk.access.latest_lease())
        name, switch = platform.node()[:64] or "desk", LaneSwitch()
        with self._questions.asked(switch.close):
            try:
                device = enrol(service_url, code, environment=self.environment.value, name=name, switch=switch)
            except Trouble as trouble:
                raise unless_called_off(trouble) from trouble
        desk.writer.call(lambda: desk.access.enrol(device))
        return self._ready(device, None)

    # --- the sign-in ------------------------------------------------------------------------------------------------

    def look(self, limit: float = PATIENT_S) -> Standing:
        """Is there a line? One question to the centre; the answer's time sets the clock of the sandbox and training."""
        self._finish()
        if self.standing.stage is not Stage.READY:
            return self.standing
        try:
            with self._account_desk() as centre:
                centre.hello(limit)
        except Told as told:
            if told.code != CALLED_OFF:
                self._no_line(told)
        else:
            self.standing = replace(self.standing, online=True, code="", params={})
        return self.standing

    def _no_line(self, told: Told) -> None:
        self.standing = replace(self.standing, online=False, code=told.code, params=plain(told))

    def accounts(self, limit: float = PATIENT_S) -> tuple[ReadyAccount, ...]:
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
                found = centre.sandbox_accounts(limit)
        except Told:
            return ()  # `look` says what is wrong with the line
        here = [a for a in found if a.office == device.office]
        return tuple(
            ReadyAccount(a.account, a.name, a.role, a.office_name, a.password, a.code, a.code_seconds) for a in here
        )

    @contextmanager
    def _account_desk(self) -> Iterator[AccountDesk]:
        from sync.client.account import AccountDesk

        device = self.desk.sync_store.device()
        if device is None:
            raise Trouble(NOT_OPEN)
        on_time = None if self.environment.real else self.desk.follow
        centre = AccountDesk(device, self.clock.now, switch=self.desk.switch, on_time=on_time)
        with centre, self._questions.asked(centre.cancel):
            yield centre

    def call_off(self) -> None:
        """From any thread: nobody waits for the look that is under way any more, for a sign-in comes behind it."""
        self._questions.call_off()

    def leave(self) -> None:
        """From any thread: the program ends, so nothing is waited for; `close` follows."""
        self._questions.close()

    def sign_in(self, account: str, password: str, code: str) -> Operator:
        """A closed vault opens by the password first, and then there is a look for the line. With a line both factors
        are asked of the centre; without one the password is judged here, within the lease.
        """
        self._questions.wanted()
        if self._desk is None:
            self.unlock_by_password(account, password)
        desk = self.desk
        self._finish()
        if code:
            who = self._sign_in_online(account, password, code)
        else:
            self._require_no_line()
            who = desk.writer.call(lambda: desk.access.sign_in_offline(account, password))
        desk.start_sync()
        desk.session_changed()
        self.standing = replace(self.standing, offline_until=who.offline_until)
        return who

    def _require_no_line(self) -> None:
        """The password alone is for when there is no line. Raises `Refused("sign_in.code_missing")` where there is one,
        and why there is none where nobody was told yet and it does not pass by itself.
        """
        untold = self.standing.online is None
        standing = self.look(QUICK_S) if untold else self.standing
        if standing.online:
            raise Refused(CODE_MISSING)
        if untold and standing.code and standing.code not in PASSING:
            raise Trouble(standing.code, **standing.params)

    def _sign_in_online(self, account: str, password: str, code: str) -> Operator:
        desk = self.desk
        with ThreadPoolExecutor(1, "verifier") as beside:
            verifier = beside.submit(desk.access.verifier, password)  # while the centre does the same on its side
            try:
                with self._account_desk() as centre:
                    admitted = centre.sign_in(account, password, code)
            except Trouble as trouble:
                self._no_line(unless_called_off(trouble))
                if trouble.code not in PASSING:
                    raise  # somebody else may be there: whether to go on without a line is the person's choice
                return desk.writer.call(lambda: desk.access.sign_in_offline(account, password))  # it fell just now
            who = desk.writer.call(
                lambda: desk.access.remember(
                    admitted.session,
                    password,
                    account=admitted.account,
                    name=admitted.name,
                    role=admitted.role,
                    rights=admitted.rights,
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

    def close(self) -> None:
        """What was left for later, then desk, centre, lock."""
        try:
            self._finish()
            if self._desk is not None:
                self.finish_sign_in()
        finally:
            self._let_go()

    def _let_go(self) -> None:
        if self._desk is not None:
            self._desk.close()
            self._desk = None
        if self._centre is not None:
            self._centre.close()
            self._centre = None
        if self._held is not None:
            self._held.release()
            self._held = None

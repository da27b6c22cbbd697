"""Any order of adding, renewing and removing: exactly the last secret of each operator opens the vault."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from operator_app.domain.errors import Refused
from operator_app.storage.keys import Keys
from operator_app.storage.profile import Profile
from tests.clocks import SetClock

from .support import MemorySecrets, keys_of, made_profile

ACCOUNTS = st.sampled_from(["ivanova", "petrov", "Стоянова", "стоянова", "n.dimitrov@sofia"])
PASSWORDS = st.sampled_from(["Парола-1", "парола-1", "Parola-1", "", "мой дом", "мои\u0306 дом"])


class Vault(RuleBasedStateMachine):
    """The model is a dict from the account (as the vault sees it) to its password (as it is hashed)."""

    @initialize(keyring=st.booleans())
    def enrol(self, keyring: bool) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.clock, self.secrets = SetClock(), MemorySecrets()
        self.profile: Profile = made_profile(Path(self.folder.name))
        made = self.keys.create(self.secrets if keyring else None)
        self.key, self.words, self.keyring = made.key, made.passphrase, keyring
        self.model: dict[str, str] = {}
        self.wrong = 0

    @property
    def keys(self) -> Keys:
        """A new one each time: everything is in the files."""
        return keys_of(self.profile, self.clock)

    @rule(account=ACCOUNTS, password=PASSWORDS)
    def sets_password(self, account: str, password: str) -> None:
        self.keys.add_slot(self.key, account, password)
        self.model[account.casefold()] = password.replace("и\u0306", "й")

    @rule(account=ACCOUNTS)
    def leaves(self, account: str) -> None:
        self.keys.remove_slot(account)
        self.model.pop(account.casefold(), None)

    @rule()
    def new_passphrase(self) -> None:
        self.words = self.keys.new_passphrase(self.key)

    @rule()
    def rotates(self) -> None:
        self.keys.rewrap(self.key, self.secrets)
        self.keyring = True

    @rule(account=ACCOUNTS, password=PASSWORDS)
    def signs_in(self, account: str, password: str) -> None:
        expected = self.model.get(account.casefold())
        right = password.replace("и\u0306", "й") == expected
        found = self.outcome(account.upper(), password)
        assert found == ("vault.no_slot" if expected is None else "open" if right else "vault.password_wrong")
        self.wrong += found == "vault.password_wrong"
        self.clock.advance(timedelta(minutes=15))

    def outcome(self, account: str, password: str) -> str:
        try:
            opened = self.keys.open_with_password(account, password)
        except Refused as refused:
            return refused.code
        return "open" if opened == self.key else "another key"

    @invariant()
    def every_failed_try_is_kept(self) -> None:
        if hasattr(self, "folder"):
            assert len(self.keys.failed_tries()) == self.wrong

    @invariant()
    def the_ways_in_are_those_of_the_model(self) -> None:
        if not hasattr(self, "folder"):
            return
        keys = self.keys
        assert keys.in_keyring() is self.keyring
        if self.keyring:
            assert keys.open_with_keyring(self.secrets) == self.key
            assert len(self.secrets.kept) == 1
        if self.words is not None:
            assert keys.open_with_passphrase(self.words) == self.key
        for account in ("ivanova", "petrov", "стоянова", "n.dimitrov@sofia"):
            assert (keys.slot_of(account) is not None) is (account in self.model)

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            self.folder.cleanup()


def test_exactly_the_last_secret_of_each_operator_opens_the_vault(no_fsync: None) -> None:
    run_state_machine_as_test(Vault, settings=settings(max_examples=25, stateful_step_count=15, deadline=None))

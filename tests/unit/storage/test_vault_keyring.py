"""The vault and the keyring: rotation, and each way in which the key can be out of reach."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from operator_app.domain.errors import Trouble
from operator_app.storage.keys import Keys
from operator_app.storage.keys import codes as code
from operator_app.storage.profile import Profile

from .support import MemorySecrets, keys_of, made_profile

pytestmark = pytest.mark.usefixtures("no_fsync")


class Failing(MemorySecrets):
    """Fails from the call named on."""

    def __init__(self, failing: str, code: str) -> None:
        super().__init__()
        self.failing, self.code = failing, code

    def _maybe(self, call: str) -> None:
        if call == self.failing:
            raise Trouble(self.code)

    def backend(self) -> str:
        self._maybe("backend")
        return super().backend()

    def get(self, entry: str) -> bytes | None:
        self._maybe("get")
        return super().get(entry)

    def put(self, entry: str, secret: bytes) -> None:
        self._maybe("put")
        super().put(entry, secret)

    def remove(self, entry: str) -> None:
        self._maybe("remove")
        super().remove(entry)


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return made_profile(tmp_path)


@pytest.fixture
def keys(profile: Profile) -> Keys:
    return keys_of(profile)


def opening(keys: Keys, secrets: MemorySecrets) -> tuple[str, dict[str, object]]:
    with pytest.raises(Trouble) as told:
        keys.open_with_keyring(secrets)
    return told.value.code, told.value.params


def test_a_missing_entry_is_told_from_a_changed_keyring(keys: Keys) -> None:
    first = MemorySecrets("one.Keyring")
    keys.create(first)
    assert opening(keys, MemorySecrets("one.Keyring")) == (code.KEY_MISSING, {"backend": "one.Keyring"})
    assert opening(keys, MemorySecrets("two.Keyring")) == (code.CHANGED, {"was": "one.Keyring", "now": "two.Keyring"})
    first.name = "one.renamed.Keyring"  # the same keys under another name open all the same
    keys.open_with_keyring(first)


def test_another_key_in_the_entry_is_told(keys: Keys) -> None:
    secrets = MemorySecrets()
    keys.create(secrets)
    secrets.kept = dict.fromkeys(secrets.kept, b"x" * 32)
    assert opening(keys, secrets)[0] == code.KEY_WRONG


def test_a_keyring_that_was_there_once_is_told_as_gone(keys: Keys) -> None:
    secrets = MemorySecrets()
    keys.create(secrets)
    assert opening(keys, Failing("backend", code.ABSENT)) == (code.GONE, {"was": secrets.name})


@pytest.mark.parametrize("cause", [code.LOCKED, code.BLOCKED, code.FAILED])
def test_every_other_cause_reaches_the_caller_as_it_is(keys: Keys, cause: str) -> None:
    keys.create(MemorySecrets())
    assert opening(keys, Failing("get", cause))[0] == cause


@pytest.mark.parametrize("step", ["backend", "put", "get"])
def test_no_vault_is_made_where_the_keyring_fails_and_nothing_is_kept_in_plain_text_instead(
    profile: Profile, keys: Keys, step: str
) -> None:
    with pytest.raises(Trouble) as told:
        keys.create(Failing(step, code.LOCKED))
    assert told.value.code == code.LOCKED
    assert not profile.vault.exists()
    assert list(profile.directory.iterdir()) == []
    keys.create(None)  # said aloud by the caller, then asked for


def test_a_keyring_that_does_not_keep_what_it_is_given_is_told(profile: Profile, keys: Keys) -> None:
    class Forgetful(MemorySecrets):
        def put(self, entry: str, secret: bytes) -> None:
            """Says yes."""

    with pytest.raises(Trouble) as told:
        keys.create(Forgetful())
    assert told.value.code == code.FAILED
    assert not profile.vault.exists()


def test_rotation_makes_a_fresh_wrapping_key_and_forgets_the_old_one(keys: Keys) -> None:
    secrets = MemorySecrets()
    made = keys.create(secrets)
    before = dict(secrets.kept)
    keys.rewrap(made.key, secrets)
    assert len(secrets.kept) == 1
    assert before.keys().isdisjoint(secrets.kept)
    assert set(before.values()).isdisjoint(secrets.kept.values())
    assert keys.open_with_keyring(secrets) == made.key
    secrets.kept = before
    assert opening(keys, secrets)[0] == code.KEY_MISSING


def test_an_entry_that_could_not_be_removed_is_removed_at_the_next_rotation(profile: Profile, keys: Keys) -> None:
    secrets = Failing("remove", code.FAILED)
    made = keys.create(secrets)
    keys.rewrap(made.key, secrets)
    assert len(secrets.kept) == 2
    assert len(json.loads(profile.vault.read_text())["keyring"]["stale"]) == 1
    secrets.failing = ""
    keys.rewrap(made.key, secrets)
    assert len(secrets.kept) == 1
    assert json.loads(profile.vault.read_text())["keyring"]["stale"] == []
    assert keys.open_with_keyring(secrets) == made.key


def test_who_lost_the_keyring_comes_in_by_passphrase_and_binds_the_new_one(keys: Keys) -> None:
    made = keys.create(MemorySecrets("one.Keyring"))
    words = keys.new_passphrase(made.key)
    fresh = MemorySecrets("two.Keyring")
    assert opening(keys, fresh)[0] == code.CHANGED
    keys.rewrap(keys.open_with_passphrase(words), fresh)
    assert keys.open_with_keyring(fresh) == made.key

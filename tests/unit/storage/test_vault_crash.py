"""The end of the program, or a refusing disk, at every step of every change of the vault."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from operator_app import system
from operator_app.domain.errors import Told
from operator_app.storage.cipher import RawKey
from operator_app.storage.keys import Keys

from .support import MemorySecrets, keys_of, made_profile

pytestmark = pytest.mark.usefixtures("no_fsync")


class Killed(BaseException):
    """Stands for the end of the process."""


class Disk:
    """Counts the steps of writing files and fails at one of them."""

    def __init__(self, fail_at: int, failure: BaseException) -> None:
        self.step, self.fail_at, self.failure = 0, fail_at, failure

    def wrapped(self, real: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **options: object) -> object:
            self.step += 1
            if self.step == self.fail_at:
                raise self.failure
            return real(*arguments, **options)

        return call

    def install(self, patch: pytest.MonkeyPatch) -> None:
        patch.setattr(os, "open", self.wrapped(os.open))
        patch.setattr(os, "fsync", self.wrapped(os.fsync))
        patch.setattr(Path, "replace", self.wrapped(Path.replace))
        patch.setattr(system, "sync_folder", self.wrapped(system.sync_folder))


def opens(call: Callable[[], RawKey], key: RawKey) -> bool:
    try:
        return call() == key
    except Told:
        return False


def sequence(folder: Path, patch: pytest.MonkeyPatch, disk: Disk, change: str) -> tuple[Keys, RawKey, list[bool]]:
    """A vault in use; then one change during which the disk fails. Returns what opens it afterwards."""
    secrets = MemorySecrets()
    keys = keys_of(made_profile(folder))
    made = keys.create(secrets)
    words = keys.new_passphrase(made.key)
    keys.add_slot(made.key, "ivanova", "стара")
    fresh: list[str] = []
    changes: dict[str, Callable[[], object]] = {
        "renew": lambda: keys.add_slot(made.key, "ivanova", "нова"),
        "add": lambda: keys.add_slot(made.key, "petrov", "друга"),
        "remove": lambda: keys.remove_slot("ivanova"),
        "passphrase": lambda: fresh.append(keys.new_passphrase(made.key)),
        "rewrap": lambda: keys.rewrap(made.key, secrets),
        "open": lambda: keys.open_with_password("ivanova", "стара"),
        "wrong": lambda: keys.open_with_password("ivanova", "грешна"),
    }
    with patch.context() as scope:
        disk.install(scope)
        with suppress(Told, Killed):
            changes[change]()
    ways = [
        opens(lambda: keys.open_with_keyring(secrets), made.key),
        opens(lambda: keys.open_with_passphrase(fresh[0] if fresh else words), made.key),
        opens(lambda: keys.open_with_password("ivanova", "стара"), made.key)
        or opens(lambda: keys.open_with_password("ivanova", "нова"), made.key),
    ]
    return keys, made.key, ways


FAILURES = [Killed(), OSError(errno.ENOSPC, "full")]


@pytest.mark.parametrize("failure", FAILURES, ids=["killed", "disk full"])
@pytest.mark.parametrize("change", ["renew", "add", "remove", "passphrase", "rewrap", "open", "wrong"])
def test_whatever_opened_the_vault_before_a_failed_change_opens_it_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str, failure: BaseException
) -> None:
    counting = Disk(0, failure)
    sequence(tmp_path / "count", monkeypatch, counting, change)
    assert counting.step >= 4
    for fail_at in range(1, counting.step + 1):
        keys, key, (keyring, words, password) = sequence(
            tmp_path / str(fail_at), monkeypatch, Disk(fail_at, failure), change
        )
        assert keyring
        assert password or change == "remove"
        if change == "passphrase" and not words:
            # The new vault was on disk before the program ended, and nobody saw the new words: another can be made.
            words = keys.open_with_passphrase(keys.new_passphrase(key)) == key
        assert words


@pytest.mark.parametrize("failure", FAILURES, ids=["killed", "disk full"])
def test_a_vault_whose_making_failed_is_made_again_or_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    for fail_at in range(1, 30):
        secrets = MemorySecrets()
        profile = made_profile(tmp_path / str(fail_at))
        keys = keys_of(profile)
        disk = Disk(fail_at, failure)
        with monkeypatch.context() as scope:
            disk.install(scope)
            with suppress(Told, Killed):
                keys.create(secrets)
        if disk.step < fail_at:
            assert fail_at > 8  # two files of four steps each have failed at each of them
            return
        if not keys.exists():
            keys.create(secrets)
        keys.open_with_keyring(secrets)
    pytest.fail("the making of a vault has more steps than expected")

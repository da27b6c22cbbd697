"""A vault that an enrolment has begun: thrown away only where nobody can know the way into it, and never halfway."""

from __future__ import annotations

from pathlib import Path

import pytest

from operator_app.domain.environment import Environment
from operator_app.storage import files
from operator_app.storage.keys import Keys, opener
from operator_app.storage.profile import Profile
from tests.unit.storage.support import MemorySecrets, keys_of, made_profile


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return made_profile(tmp_path, Environment.WORK)


def begun(profile: Profile) -> Keys:
    keys = keys_of(profile)
    keys.create(None, begun=True)
    for name in ("desk.db", "desk.db-wal", "desk.db-shm"):
        (profile.directory / name).write_bytes(b"?")
    return keys


def test_it_is_thrown_away_with_its_store_and_made_anew(profile: Profile) -> None:
    keys = begun(profile)
    assert keys.forsaken()
    keys.discard()
    assert sorted(path.name for path in profile.directory.iterdir()) == ["tries.lock"]
    made = keys.create(None)
    assert made.passphrase is not None
    assert keys.open_with_passphrase(made.passphrase) == made.key


@pytest.mark.parametrize("after", range(6))
def test_a_kill_while_it_is_thrown_away_leaves_it_to_be_thrown_away(
    after: int, profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = begun(profile)
    done: list[Path] = []

    def remove(path: Path) -> None:
        if len(done) == after:
            raise KeyboardInterrupt
        done.append(path)
        files.remove(path)

    with monkeypatch.context() as patch:
        patch.setattr(opener, "remove", remove)
        with pytest.raises(KeyboardInterrupt):
            keys.discard()
    assert keys.exists()
    assert keys.forsaken()
    keys.discard()
    keys.create(None)


def test_whoever_may_know_the_way_keeps_it(profile: Profile, tmp_path: Path) -> None:
    shown = begun(profile)
    shown.finish()
    with_slot_profile = made_profile(tmp_path / "slot", Environment.WORK)
    with_slot = keys_of(with_slot_profile)
    with_slot.add_slot(with_slot.create(None, begun=True).key, "clerk1", "тиха вода 26")
    with_keyring = keys_of(made_profile(tmp_path / "keyring", Environment.WORK))
    with_keyring.create(MemorySecrets(), begun=True)
    older = keys_of(made_profile(tmp_path / "older", Environment.WORK))
    older.create(None)
    for keys in (shown, with_slot, with_keyring, older):
        assert not keys.forsaken()
        with pytest.raises(ValueError, match="somebody"):
            keys.discard()
        assert keys.exists()
    assert (with_keyring.begun(), with_slot.begun(), shown.begun(), older.begun()) == (True, True, False, False)

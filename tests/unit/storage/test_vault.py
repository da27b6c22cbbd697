"""The vault of a profile: who opens it, who does not, and what the file gives away."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from operator_app.domain.environment import Environment
from operator_app.domain.errors import Refused, Told, Trouble
from operator_app.storage import cipher
from operator_app.storage.engine import open_reader, open_writer
from operator_app.storage.keys import Keys, passphrase
from operator_app.storage.profile import Profile, profile_at

from .support import MemorySecrets, keys_of, made_profile

pytestmark = pytest.mark.usefixtures("no_fsync")


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return made_profile(tmp_path)


@pytest.fixture
def keys(profile: Profile) -> Keys:
    return keys_of(profile)


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(Told) as told:
        call()
    return told.value.code


def changed(profile: Profile, change: Callable[[dict[str, Any]], object]) -> None:
    document = json.loads(profile.vault.read_text())
    change(document)
    profile.vault.write_text(json.dumps(document))


def test_in_the_keyring_the_vault_opens_by_itself(profile: Profile, keys: Keys) -> None:
    secrets = MemorySecrets()
    made = keys.create(secrets)
    assert made.passphrase is None
    assert keys.in_keyring()
    assert keys_of(profile).open_with_keyring(secrets) == made.key
    assert [len(secret) for secret in secrets.kept.values()] == [32]


def test_without_a_keyring_the_passphrase_opens_it(profile: Profile, keys: Keys) -> None:
    made = keys.create(None)
    assert made.passphrase is not None
    assert not keys.in_keyring()
    assert keys_of(profile).open_with_passphrase(made.passphrase.replace("-", " ")) == made.key
    assert code_of(lambda: keys.open_with_passphrase(passphrase.new())) == "vault.passphrase_wrong"
    assert code_of(lambda: keys.open_with_keyring(MemorySecrets())) == "keyring.unused"


def test_the_passphrase_gives_the_centre_s_key_too(keys: Keys) -> None:
    made = keys.create(None)
    opened = keys.open_with_passphrase(made.passphrase or "")
    assert opened.derive("centre") == made.key.derive("centre") != made.key


def test_the_key_opens_the_store_and_a_copied_store_does_not_open_with_another(tmp_path: Path) -> None:
    first, second = made_profile(tmp_path / "a"), made_profile(tmp_path / "b")
    key, other = keys_of(first).create(None).key, keys_of(second).create(None).key
    with first.hold() as held:
        writer = open_writer(first, held, key, create=True)
        with writer.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE t (x)")
        reader = open_reader(first, key)
        with reader.connect() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar() == 0
        reader.dispose()
        writer.dispose()
    second.database.write_bytes(first.database.read_bytes())
    stranger = open_reader(second, other)
    assert code_of(stranger.connect) == cipher.WRONG_KEY
    stranger.dispose()


def test_an_operator_opens_it_by_password_after_the_passphrase_was_given_once(profile: Profile, keys: Keys) -> None:
    made = keys.create(None)
    assert code_of(lambda: keys.open_with_password("ivanova", "Парола-1")) == "vault.no_slot"
    keys.add_slot(keys.open_with_passphrase(made.passphrase or ""), "ivanova", "Парола-1")
    assert keys_of(profile).open_with_password(" Ivanova ", "Парола-1") == made.key
    assert code_of(lambda: keys.open_with_password("ivanova", "парола-1")) == "vault.password_wrong"
    assert code_of(lambda: keys.open_with_password("petrov", "Парола-1")) == "vault.no_slot"


def test_a_changed_password_opens_and_the_old_one_no_longer_does(keys: Keys) -> None:
    key = keys.create(None).key
    keys.add_slot(key, "ivanova", "стара")
    slot = keys.slot_of("ivanova")
    keys.add_slot(key, "ivanova", "нова")
    assert keys.slot_of("ivanova") == slot
    assert keys.open_with_password("ivanova", "нова") == key
    assert code_of(lambda: keys.open_with_password("ivanova", "стара")) == "vault.password_wrong"
    keys.remove_slot("ivanova")
    assert code_of(lambda: keys.open_with_password("ivanova", "нова")) == "vault.no_slot"


def test_a_new_passphrase_closes_the_old_one(keys: Keys) -> None:
    made = keys.create(None)
    fresh = keys.new_passphrase(made.key)
    assert keys.open_with_passphrase(fresh) == made.key
    assert code_of(lambda: keys.open_with_passphrase(made.passphrase or "")) == "vault.passphrase_wrong"


def test_a_slip_in_the_passphrase_costs_no_try(keys: Keys) -> None:
    made = keys.create(None)
    slip = (made.passphrase or "")[:-1] + str((int((made.passphrase or "0")[-1]) + 1) % 10)
    for _ in range(20):
        assert code_of(lambda: keys.open_with_passphrase(slip)) == "vault.passphrase_mistyped"
    assert keys.open_with_passphrase(made.passphrase or "") == made.key
    assert keys.failed_tries() == ()


def test_the_file_names_nobody_and_holds_no_secret(profile: Profile, keys: Keys) -> None:
    made = keys.create(None)
    keys.add_slot(made.key, "ivanova", "Парола-1")
    code_of(lambda: keys.open_with_password("ivanova", "сгрешена"))
    for file in profile.directory.iterdir():
        content = file.read_text().lower()
        for secret in ("ivanova", "парола", "сгрешена", made.key.hex(), made.passphrase or ""):
            assert secret not in content
        assert file.stat().st_mode & 0o077 == 0


def test_a_second_vault_is_never_made_over_the_first(profile: Profile, keys: Keys) -> None:
    made = keys.create(None)
    assert code_of(lambda: keys.create(MemorySecrets())) == "vault.exists"
    assert keys.open_with_passphrase(made.passphrase or "") == made.key


def test_a_store_without_its_vault_is_told_and_not_made_unreadable(profile: Profile, keys: Keys) -> None:
    assert code_of(keys.in_keyring) == "vault.missing"
    profile.database.write_bytes(b"x")
    assert code_of(keys.in_keyring) == "vault.lost"
    assert code_of(lambda: keys.create(None)) == "vault.lost"
    assert not profile.vault.exists()


def test_a_vault_of_another_environment_is_refused(profile: Profile, keys: Keys) -> None:
    made = keys.create(None)
    real = keys_of(profile_at(profile.directory, Environment.WORK))
    with pytest.raises(Trouble) as told:
        real.open_with_passphrase(made.passphrase or "")
    assert told.value.code == "profile.other_environment"
    assert told.value.params == {"found": "sandbox", "asked": "work"}
    changed(profile, lambda document: document.update(environment="work"))
    assert code_of(lambda: real.open_with_passphrase(made.passphrase or "")) == "vault.passphrase_wrong"


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document.pop("salt"),
        lambda document: document.update(format="1"),
        lambda document: document.update(slots=7),
        lambda document: document.update(environment="home"),
        lambda document: document.update(profile="x" * 1000),
        lambda document: document["slots"][0].update(cost=[1, 2**40, 1]),
        lambda document: document["slots"][0].update(cost=[1, 8]),
        lambda document: document["slots"][0].update(wrapped="AAAA"),
        lambda document: document["slots"].append(document["slots"][0]),
        lambda document: document["slots"].extend({**document["slots"][0], "who": f"{n:032x}"} for n in range(1001)),
    ],
)
def test_a_vault_that_is_not_as_written_is_damaged(
    profile: Profile, keys: Keys, change: Callable[[dict[str, Any]], object]
) -> None:
    made = keys.create(None)
    changed(profile, change)
    assert code_of(lambda: keys.open_with_passphrase(made.passphrase or "")) == "vault.damaged"


@pytest.mark.parametrize(
    "content", [b"", b"{", b"null", b"[" * 100_000, b"\xff", b"{}" + b" " * 600_000, b'{"format": NaN}', b"7"]
)
def test_a_file_of_something_else_is_damaged(profile: Profile, keys: Keys, content: bytes) -> None:
    keys.create(None)
    profile.vault.write_bytes(content)
    assert code_of(keys.in_keyring) == "vault.damaged"


def test_a_vault_of_a_later_version_is_left_alone(profile: Profile, keys: Keys) -> None:
    keys.create(None)
    changed(profile, lambda document: document.update(format=2, slots="in a new way"))
    assert code_of(keys.in_keyring) == "vault.newer"


def test_a_slot_made_cheaper_in_the_file_does_not_open(profile: Profile, keys: Keys) -> None:
    made = keys.create(None)
    keys.add_slot(made.key, "ivanova", "Парола-1")
    changed(profile, lambda document: document["slots"][1].update(cost=[2, 8, 1]))
    assert code_of(lambda: keys.open_with_password("ivanova", "Парола-1")) == "vault.password_wrong"


def test_a_slot_moved_under_another_name_does_not_open(profile: Profile, keys: Keys) -> None:
    made = keys.create(None)
    keys.add_slot(made.key, "ivanova", "еднаква")
    keys.add_slot(made.key, "petrov", "еднаква")

    def swap(document: dict[str, Any]) -> None:
        _, first, second = document["slots"]
        first["who"], second["who"] = second["who"], first["who"]

    changed(profile, swap)
    assert code_of(lambda: keys.open_with_password("petrov", "еднаква")) == "vault.password_wrong"


def test_a_slot_given_another_id_and_so_a_fresh_count_of_tries_does_not_open(profile: Profile, keys: Keys) -> None:
    keys.add_slot(keys.create(None).key, "ivanova", "Парола-1")
    changed(profile, lambda document: document["slots"][1].update(id="0123456789abcdef"))
    assert code_of(lambda: keys.open_with_password("ivanova", "Парола-1")) == "vault.password_wrong"


def test_the_key_of_another_vault_is_never_wrapped_into_this_one(tmp_path: Path, keys: Keys) -> None:
    keys.create(None)
    other = keys_of(made_profile(tmp_path / "other")).create(None).key
    for use in (
        lambda: keys.add_slot(other, "ivanova", "x"),
        lambda: keys.new_passphrase(other),
        lambda: keys.rewrap(other, MemorySecrets()),
    ):
        with pytest.raises(ValueError, match="another vault"):
            use()


def test_a_password_that_is_too_long_is_refused_and_costs_no_try(keys: Keys) -> None:
    key = keys.create(None).key
    keys.add_slot(key, "ivanova", "Парола-1")
    with pytest.raises(Refused) as told:
        keys.open_with_password("ivanova", "я" * 2000)
    assert told.value.code == "password.too_long"
    assert keys.failed_tries() == ()

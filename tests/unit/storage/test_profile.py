from __future__ import annotations

from pathlib import Path

import pytest

from operator_app.domain.environment import Environment
from operator_app.domain.errors import Trouble
from operator_app.storage.profile import Profile, default_profile, profile_at

from .support import as_another_account, child, said

HOLDER = """
import sys
from operator_app.domain.environment import Environment
from operator_app.storage.profile import profile_at
from operator_app.domain.errors import Trouble
try:
    held = profile_at(sys.argv[1], Environment.WORK).hold()
except Trouble as trouble:
    print(trouble.code, flush=True)
else:
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return profile_at(tmp_path / "profile", Environment.WORK)


def test_a_second_copy_on_the_same_profile_is_told_so(profile: Profile) -> None:
    with child(HOLDER, profile.directory) as first:
        assert said(first) == "held"
        with child(HOLDER, profile.directory) as second:
            assert said(second) == "profile.in_use"
        with pytest.raises(Trouble) as told:
            profile.hold()
        assert (told.value.code, told.value.params) == ("profile.in_use", {"environment": "work"})
        first.kill()
        first.wait()
        profile.hold().release()


def test_the_profile_is_free_again_after_it_was_let_go(profile: Profile) -> None:
    with profile.hold(), pytest.raises(Trouble):
        profile.hold()
    profile.hold().release()


def test_other_accounts_have_no_way_in(profile: Profile) -> None:
    with profile.hold():
        for path in (profile.directory, profile.lock):
            assert path.stat().st_mode & 0o077 == 0


def test_each_environment_has_a_folder_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    folders = {default_profile(environment).directory for environment in Environment}
    assert len(folders) == len(Environment)
    assert not any(folder.exists() for folder in folders)  # naming a profile makes nothing


def test_everything_lies_in_the_profile_s_folder_under_a_name_of_its_own(profile: Profile) -> None:
    paths = [
        profile.database,
        profile.vault,
        profile.tries,
        profile.lock,
        profile.tries_lock,
        profile.centre,
        profile.logs,
        profile.settings,
    ]
    assert len(set(paths)) == len(paths)
    assert {path.parent for path in paths} == {profile.directory}


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(0o500)
    with as_another_account(), pytest.raises(Trouble) as told:
        profile_at(closed / "profile", Environment.WORK).hold()
    assert told.value.code == "store.unwritable"
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Trouble) as told:
        profile_at(tmp_path / "file" / "profile", Environment.WORK).hold()
    assert told.value.code == "store.disk_error"


def test_naming_profiles_and_keys_brings_in_nothing_that_delays_the_sign_in() -> None:
    code = """
import sys
import operator_app.storage.cipher, operator_app.storage.engine, operator_app.storage.keys
import operator_app.storage.passwords, operator_app.storage.profile, operator_app.storage.try_limit
print(sorted({name.partition(".")[0] for name in sys.modules}), flush=True)
"""
    with child(code) as process:
        loaded = said(process)
    assert "'sqlcipher3'" in loaded
    for dear in ("sqlalchemy", "keyring", "argon2", "cryptography", "platformdirs", "stdnum", "alembic", "pydantic"):
        assert f"'{dear}'" not in loaded

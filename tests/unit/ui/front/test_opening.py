"""Opening a profile: one holder, no key before enrolment in work, and a passphrase file in the sandbox alone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import keyring.core
import pytest
from keyring.backends import fail

from operator_app.domain.environment import Environment
from operator_app.domain.errors import Trouble
from operator_app.ports.sync_store import StoredSession
from ui.backstage import Stage
from ui.compose import Desk
from ui.opening import REMEMBERED, Opening


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer without a keyring, whatever backends the tests before this one have registered."""
    monkeypatch.setattr(keyring.core, "_keyring_backend", fail.Keyring())  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("environment", [Environment.WORK, Environment.TRAINING])
def test_a_new_profile_of_work_keeps_nothing_before_it_is_enrolled(environment: Environment, tmp_path: Path) -> None:
    opening = Opening(environment, tmp_path)
    try:
        assert opening.open().stage is Stage.NOT_ENROLLED
    finally:
        opening.close()
    assert not (tmp_path / REMEMBERED).exists()
    assert not (tmp_path / "vault.json").exists()


def test_a_second_copy_on_the_same_profile_is_told_so(tmp_path: Path) -> None:
    first, second = Opening(Environment.WORK, tmp_path), Opening(Environment.WORK, tmp_path)
    try:
        first.open()
        with pytest.raises(Trouble) as trouble:
            second.open()
        assert trouble.value.code == "profile.in_use"
    finally:
        second.close()
        first.close()
    third = Opening(Environment.WORK, tmp_path)
    try:
        third.open()
    finally:
        third.close()


def test_the_sandbox_says_its_passphrase_and_opens_again_by_it(tmp_path: Path) -> None:
    opening = Opening(Environment.SANDBOX, tmp_path, own_centre=False)
    try:
        made = opening.open()
        assert made.passphrase
        assert made.keyring_code == "keyring.absent"
    finally:
        opening.close()
    again = Opening(Environment.SANDBOX, tmp_path, own_centre=False)
    try:
        assert again.open().passphrase == made.passphrase
    finally:
        again.close()


def test_a_sign_in_with_both_factors_keeps_the_rights_that_the_centre_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sync.client.account as account
    from operator_app.storage.models import LeaseRow
    from tests import desk

    class Centre:
        def __init__(self, *_: object, **__: object) -> None:
            pass

        def __enter__(self) -> Centre:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def cancel(self) -> None:
            pass

        def sign_in(self, account_: str, *_: str) -> account.Admitted:
            until = opening.clock.now() + timedelta(hours=72)
            session = StoredSession("token", account_, until)
            rights = ("cases", "take_over")
            return account.Admitted(session, account_, "Име", "senior", "", rights, until, 72, opening.clock.now())

    monkeypatch.setattr(account, "AccountDesk", Centre)
    monkeypatch.setattr(Desk, "start_sync", lambda _desk: None)
    opening = Opening(Environment.SANDBOX, tmp_path, own_centre=False)
    try:
        opening.open()
        opening.desk.writer.call(lambda: opening.desk.access.enrol(desk.a_device()))
        opening.sign_in("senior1", "тиха вода 26", "123456")
        with opening.desk.store.reading() as session:
            assert session.get_one(LeaseRow, "senior1").rights == ["cases", "take_over"]
    finally:
        opening.close()

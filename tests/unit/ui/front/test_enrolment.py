"""Enrolment ended at any point leaves a profile that can be enrolled anew, and a passphrase that somebody has seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import keyring.core
import pytest
from keyring.backends import fail

import operator_app.storage.store as store_module
import sync.client.enrol as enrolling
import ui.opening
from operator_app.domain.environment import Environment
from operator_app.domain.errors import Refused, Trouble
from operator_app.ports.sync_store import Device
from operator_app.services.access import Access
from operator_app.storage.keys import Keys, vault_file
from tests import desk
from tests.unit.storage.support import CHEAP, MemorySecrets
from ui.backstage import Stage, Standing
from ui.opening import Opening

WORK = Environment.WORK
POINTS = ("vault", "store", "half a store", "question", "answer", "screen")


class Killed(BaseException):
    """The process ends here."""


class Centre:
    """Takes each computer in once; `codes` are good for once."""

    def __init__(self) -> None:
        self.asked = 0
        self.refuses = ""

    def __call__(self, service: str, code: str, **_: object) -> Device:
        self.asked += 1
        if self.refuses:
            raise Refused(self.refuses)
        device = replace(desk.a_device(WORK), id=f"desk-{self.asked}", service_url=service)
        return replace(device, ca_pem="")


@pytest.fixture(autouse=True)
def cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ui.opening, "Keys", partial(Keys, cost=CHEAP))


@pytest.fixture
def centre(monkeypatch: pytest.MonkeyPatch) -> Centre:
    made = Centre()
    monkeypatch.setattr(enrolling, "enrol", made)
    return made


@pytest.fixture(params=["vault", "keyring"])
def has_keyring(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    if request.param == "keyring":
        secrets = MemorySecrets()
        monkeypatch.setattr(ui.opening, "OsKeyring", lambda: secrets)
        return True
    monkeypatch.setattr(keyring.core, "_keyring_backend", fail.Keyring())  # type: ignore[no-untyped-call]
    return False


def started(folder: Path) -> Opening:
    opening = Opening(WORK, folder)
    try:
        opening.open()
    except Trouble:
        opening.close()
        raise
    return opening


def enrolled(folder: Path) -> Standing:
    """Begin, enrol, and end the program properly."""
    opening = started(folder)
    try:
        assert opening.standing.stage is Stage.NOT_ENROLLED
        return opening.enrol("https://centre", "code")
    finally:
        opening.close()


def opens_again(folder: Path, passphrase: str) -> Device:
    opening = started(folder)
    try:
        if passphrase:
            assert opening.standing.stage is Stage.CLOSED
            opening.unlock(passphrase)
        assert opening.standing.stage is Stage.READY
        device = opening.desk.sync_store.device()
        assert device is not None
        return device
    finally:
        opening.close()


def dies(*_: object, **__: object) -> None:
    raise Killed


def kill_at(point: str, patch: pytest.MonkeyPatch, folder: Path) -> None:
    def half(*_: object, **__: object) -> None:
        (folder / "desk.db").touch()
        raise Killed

    places: dict[str, tuple[object, str, Callable[..., None]]] = {
        "vault": (vault_file, "save", dies),
        "store": (store_module, "open_store", dies),
        "half a store": (store_module, "open_store", half),
        "question": (enrolling, "enrol", dies),
        "answer": (Access, "enrol", dies),
    }
    if point in places:
        patch.setattr(*places[point])


@pytest.mark.parametrize("point", POINTS)
def test_after_a_kill_the_profile_is_enrolled_anew_and_opens(
    point: str, has_keyring: bool, centre: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = started(tmp_path)
    with monkeypatch.context() as patch:
        kill_at(point, patch, tmp_path)
        if point == "screen":
            opening.enrol("https://centre", "code")
        else:
            with pytest.raises(Killed):
                opening.enrol("https://centre", "code")
    opening._let_go()  # what the system does for a process that is gone: nothing of ours runs
    if point == "screen" and has_keyring:
        assert opens_again(tmp_path, "").id == "desk-1", "nobody has to see anything: it is enrolled"
        return
    standing = enrolled(tmp_path)
    assert standing.stage is Stage.READY
    assert bool(standing.passphrase) is not has_keyring
    device = opens_again(tmp_path, standing.passphrase)
    assert device.id == f"desk-{centre.asked}"
    assert opens_again(tmp_path, standing.passphrase) == device


def test_a_computer_that_cannot_keep_the_answer_does_not_spend_the_code(
    has_keyring: bool, centre: Centre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise Trouble("store.disk_full", file="desk.db")

    opening = started(tmp_path)
    try:
        with monkeypatch.context() as patch:
            patch.setattr(store_module, "open_store", full)
            with pytest.raises(Trouble, match=r"store\.disk_full"):
                opening.enrol("https://centre", "code")
        assert centre.asked == 0
        standing = opening.enrol("https://centre", "code")
    finally:
        opening.close()
    assert centre.asked == 1
    assert opens_again(tmp_path, standing.passphrase).id == "desk-1"


@pytest.mark.parametrize("at_once", [True, False])
def test_a_refused_code_is_followed_by_a_good_one(
    at_once: bool, has_keyring: bool, centre: Centre, tmp_path: Path
) -> None:
    centre.refuses = "enrol.code_unknown"
    opening = started(tmp_path)
    try:
        with pytest.raises(Refused):
            opening.enrol("https://centre", "code")
        centre.refuses = ""
        if at_once:
            standing = opening.enrol("https://centre", "code")
    finally:
        opening.close()
    if not at_once:
        standing = enrolled(tmp_path)
    assert bool(standing.passphrase) is not has_keyring
    assert opens_again(tmp_path, standing.passphrase).id == "desk-2"


def test_what_is_enrolled_is_not_asked_for_twice(has_keyring: bool, centre: Centre, tmp_path: Path) -> None:
    opening = started(tmp_path)
    try:
        first = opening.enrol("https://centre", "code")
        assert opening.enrol("https://centre", "code") == first
    finally:
        opening.close()
    assert centre.asked == 1


def test_a_passphrase_that_was_shown_keeps_its_store_before_anybody_signs_in(centre: Centre, tmp_path: Path) -> None:
    """Written down, then the program is ended hard: it is the same device."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyring.core, "_keyring_backend", fail.Keyring())  # type: ignore[no-untyped-call]
        opening = started(tmp_path)
        phrase = opening.enrol("https://centre", "code").passphrase
        opening.forget_passphrase()
        opening._let_go()
        assert opens_again(tmp_path, phrase).id == "desk-1"


def test_a_store_cut_to_nothing_after_the_enrolment_is_damage_and_no_new_beginning(
    has_keyring: bool, centre: Centre, tmp_path: Path
) -> None:
    passphrase = enrolled(tmp_path).passphrase
    (tmp_path / "desk.db").write_bytes(b"")
    with pytest.raises(Trouble, match=r"store\.damaged"):
        opens_again(tmp_path, passphrase)

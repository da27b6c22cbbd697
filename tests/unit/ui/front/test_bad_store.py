"""What stands in the way of the profile is named, in both languages, and F5 goes on once it is out of the way."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keyring.core
import pytest
from keyring.backends import fail
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from operator_app.domain.errors import Trouble
from operator_app.services.clock import SystemClock
from operator_app.storage import cipher
from operator_app.storage.keys import Keys, OsKeyring, os_keyring
from operator_app.storage.profile import Profile
from tests.unit.ui.front.running import Program, Ring, enrolled, running
from tests.unit.ui.stage import press
from ui import words
from ui.desktop.screens.trouble import TroubleScreen
from ui.words.sentences import sentence

Mend = Callable[[], object]
Harm = Callable[[Profile, Ring, pytest.MonkeyPatch], Mend]


def _file(change: Callable[[bytes], bytes], name: str = "database") -> Harm:
    def harm(profile: Profile, ring: Ring, patch: pytest.MonkeyPatch) -> Mend:
        path: Path = getattr(profile, name)
        whole = path.read_bytes()
        path.write_bytes(change(whole))
        return lambda: path.write_bytes(whole)

    return harm


def _gone(name: str) -> Harm:
    def harm(profile: Profile, ring: Ring, patch: pytest.MonkeyPatch) -> Mend:
        path: Path = getattr(profile, name)
        whole = path.read_bytes()
        path.unlink()
        return lambda: path.write_bytes(whole)

    return harm


def _newer(profile: Profile, ring: Ring, patch: pytest.MonkeyPatch) -> Mend:
    key = Keys(profile, SystemClock()).open_with_keyring(OsKeyring())

    def put(revision: str) -> str:
        connection = cipher.connect(profile.database, key)
        try:
            (was,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        finally:
            connection.close()
        return str(was)

    was = put("9999_of_the_future")
    return lambda: put(was)


def _second_copy(profile: Profile, ring: Ring, patch: pytest.MonkeyPatch) -> Mend:
    return profile.hold().release


def _no_keyring(profile: Profile, ring: Ring, patch: pytest.MonkeyPatch) -> Mend:
    patch.setattr(keyring.core, "_keyring_backend", fail.Keyring())  # type: ignore[no-untyped-call]
    return lambda: patch.setattr(keyring.core, "_keyring_backend", ring)


def _locked_keyring(profile: Profile, ring: Ring, patch: pytest.MonkeyPatch) -> Mend:
    ring.mode = "locked"
    return lambda: setattr(ring, "mode", "ok")


def _hanging_keyring(profile: Profile, ring: Ring, patch: pytest.MonkeyPatch) -> Mend:
    patch.setattr(os_keyring.OsKeyring.__init__, "__kwdefaults__", {"limit_s": 0.2, "find": None})
    ring.mode = "hangs"

    def mend() -> None:
        ring.mode = "ok"
        ring.answered.set()

    return mend


def _empty_keyring(profile: Profile, ring: Ring, patch: pytest.MonkeyPatch) -> Mend:
    kept = dict(ring.kept)
    ring.kept.clear()
    return lambda: ring.kept.update(kept)


def _page(data: bytes) -> bytes:
    return data[:4196] + bytes(100) + data[4296:]


HARMS: dict[str, tuple[Harm, str]] = {
    "garbage": (_file(lambda data: bytes(range(256)) * (len(data) // 256)), "store.wrong_key"),
    "truncated": (_file(lambda data: data[: len(data) // 2]), "store.damaged"),
    "a page overwritten": (_file(_page), "store.damaged"),
    "empty": (_file(lambda _data: b""), "store.damaged"),
    "gone": (_gone("database"), "store.missing"),
    "newer": (_newer, "store.newer"),
    "second copy": (_second_copy, "profile.in_use"),
    "keys damaged": (_file(lambda _data: b"{", "vault"), "vault.damaged"),
    "keys gone": (_gone("vault"), "vault.lost"),
    "no keyring": (_no_keyring, "keyring.gone"),
    "keyring locked": (_locked_keyring, "keyring.locked"),
    "keyring hangs": (_hanging_keyring, "keyring.blocked"),
    "keyring emptied": (_empty_keyring, "keyring.key_missing"),
}


@pytest.mark.parametrize(("harm", "code"), HARMS.values(), ids=HARMS)
def test_it_is_named_and_goes_on_when_it_is_mended(
    harm: Harm, code: str, theme: Any, qtbot: Any, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = enrolled(tmp_path, monkeypatch)
    ring = keyring.core._keyring_backend
    assert isinstance(ring, Ring)
    mend = harm(profile, ring, monkeypatch)
    params = {"file": profile.database.name}
    with running(qapp, profile.directory) as program:
        assert program.front == "TroubleScreen"
        program.sees(*_said(code, params), code)
        mend()
        press(Qt.Key.Key_F5)
        program.until(lambda: program.app._standing is not None)
        assert program.front == "SignInScreen"
    words.install("en")
    screen = TroubleScreen(Trouble(code, **params))
    qtbot.addWidget(screen)
    said = sentence(code, params)
    assert said.what in screen.accessibleName()
    assert not re.search("[а-я]", str(said))
    words.install("bg")


def _said(code: str, params: dict[str, object]) -> tuple[str, str]:
    said = sentence(code, params)
    return said.what, said.next_step


def test_what_was_typed_comes_back_after_the_trouble(
    theme: Any, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody types while the keyring is being asked; its trouble takes the screen for a moment."""
    profile = enrolled(tmp_path, monkeypatch)
    ring = keyring.core._keyring_backend
    assert isinstance(ring, Ring)
    ring.mode = "hangs"
    monkeypatch.setattr(os_keyring.OsKeyring.__init__, "__kwdefaults__", {"limit_s": 1.0, "find": None})
    program = Program(qapp, profile.directory)
    try:
        program.until(lambda: program.app._behind is not None)
        press("clerk1", Qt.Key.Key_Return, "тайна")
        program.until(lambda: program.front == "TroubleScreen")
        assert "тайна" not in program.words()
        ring.mode = "ok"
        ring.answered.set()
        press(Qt.Key.Key_F5)
        program.until(lambda: program.app._standing is not None)
        screen = program.app._sign_in
        assert screen is not None
        assert (screen.typed().account, screen.typed().password) == ("clerk1", "тайна")
    finally:
        program.end()


def test_a_store_that_is_locked_in_the_middle_of_work(
    theme: Any, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program holds the file while somebody signs in: said after its limit; Enter goes on once it let go."""
    profile = enrolled(tmp_path, monkeypatch)
    key = Keys(profile, SystemClock()).open_with_keyring(OsKeyring())
    monkeypatch.setitem(cipher.engine.__kwdefaults__, "busy_ms", 100)  # five seconds in life
    other = cipher.connect(profile.database, key)
    try:
        with running(qapp, profile.directory) as program:
            program.sees("Стига паролата")
            other.execute("BEGIN EXCLUSIVE")
            program.sign_in()
            program.sees("Друга програма държи данните")
            other.execute("ROLLBACK")
            press(Qt.Key.Key_Return)
            program.until(lambda: program.app.window is not None)
    finally:
        other.close()

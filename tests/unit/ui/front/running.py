"""The whole desktop program on a real profile in this process, offscreen, as a person at the sign-in meets it."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import keyring.core
import shiboken6
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from operator_app.domain.environment import Environment
from operator_app.ports.sync_store import StoredSession
from operator_app.services.access import Access
from operator_app.services.acts import Acts
from operator_app.services.clock import SystemClock
from operator_app.storage.keys import Keys, OsKeyring
from operator_app.storage.profile import Profile, profile_at
from operator_app.storage.repositories import desk as desk_rows
from operator_app.storage.store import open_store
from tests import desk
from tests.enrolled import ACCOUNT, CHEAP, PASSWORD
from tests.tiny_centre import TinyCentre
from tests.unit.sync.authority import Authority
from tests.unit.ui.stage import press
from ui import words
from ui.desktop.app import App
from ui.desktop.main import Arguments

SOON_S = 15.0  # what takes a tenth of a second, on a machine that is busy with other tests
CENTRE = Authority()


class Ring(KeyringBackend):
    """A keyring in memory that passes for the real one, and misbehaves as `mode` says: ok, locked, hangs."""

    priority = 5  # type: ignore[assignment]

    def __init__(self, kept: dict[str, str] | None = None) -> None:
        super().__init__()
        self.kept, self.mode, self.answered = dict(kept or {}), "ok", threading.Event()

    def _behave(self) -> None:
        if self.mode == "locked":
            raise KeyringLocked("иван")
        if self.mode == "hangs":
            self.answered.wait(SOON_S)

    def get_password(self, service: str, username: str) -> str | None:
        self._behave()
        return self.kept.get(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.kept.pop(username, None)


Ring.__module__, Ring.__qualname__ = "keyring.backends.SecretService", "Keyring"  # the name is what is trusted


@cache
def _made() -> tuple[TemporaryDirectory[str], dict[str, str]]:
    """An enrolled profile with a lease, whose key lies in a keyring, with two cases; made once a run and copied."""
    kept, before = TemporaryDirectory(), keyring.core._keyring_backend
    ring = Ring()
    keyring.core._keyring_backend = ring
    try:
        _make(profile_at(kept.name, Environment.TRAINING))
    finally:
        keyring.core._keyring_backend = before
    return kept, ring.kept


def _make(profile: Profile) -> None:
    clock = SystemClock()
    with profile.hold() as held:
        keys = Keys(profile, clock, cost=CHEAP)
        key = keys.create(OsKeyring()).key
        store = open_store(profile, held, key, clock, create=True)
        with store.writing() as session:
            desk_rows.enrol(session, replace(desk.a_device(Environment.TRAINING), ca_pem=CENTRE.pem))
        centre = TinyCentre()
        centre.file("case-1")
        desk.pull(store, centre)
        until = clock.now() + timedelta(hours=72)
        token = StoredSession("token", ACCOUNT, until)
        access = Access(Acts(store), keys, key, cost=CHEAP)
        access.remember(token, PASSWORD, account=ACCOUNT, name="Първа Служителка", role="clerk", lease_until=until)
        store.close()


def enrolled(folder: Path, monkeypatch: Any, *, url: str = "https://127.0.0.1:1") -> Profile:
    """A copy of the profile, with its keyring in place; the centre is said to be at `url`."""
    made, kept = _made()
    shutil.copytree(made.name, folder / "profile")
    monkeypatch.setattr(keyring.core, "_keyring_backend", Ring(kept))
    profile = profile_at(folder / "profile", Environment.TRAINING)
    key = Keys(profile, SystemClock(), cost=CHEAP).open_with_keyring(OsKeyring())
    with profile.hold() as held:
        store = open_store(profile, held, key, SystemClock())
        with store.writing() as session:
            desk_rows.device_row(session).service_url = url
        store.close()
    return profile


def end(app: App) -> None:
    """Closed and destroyed here and now: left to the garbage collector, a window's parts would go in any order."""
    app.end()
    app.top.close()
    for made in (app.top, app):
        shiboken6.delete(made)


class Program:
    """Eyes and hands."""

    def __init__(self, qt: QApplication, directory: Path) -> None:
        self.app = App(qt, Arguments("training", directory, "bg", False, None, "light", 1.0))
        self.app.begin()

    def until(self, true: Callable[[], object]) -> None:
        end = time.monotonic() + SOON_S
        while not true():
            assert time.monotonic() < end, self.words()
            QTest.qWait(5)

    def words(self) -> str:
        """All that can be read in the window."""
        labels = [one for one in self.app.top.findChildren(QLabel) if one.isVisibleTo(self.app.top)]
        texts = [label.text() for label in labels]
        named = [one.accessibleName() for one in self.app.top.findChildren(QWidget) if one.isVisibleTo(self.app.top)]
        return " · ".join(dict.fromkeys(text.replace("\N{NO-BREAK SPACE}", " ") for text in (*texts, *named) if text))

    def sees(self, *parts: str) -> None:
        self.until(lambda: all(part in self.words() for part in parts))

    def sign_in(self, password: str = PASSWORD) -> None:
        """By keys; a code where one is asked for."""
        press(ACCOUNT, Qt.Key.Key_Return, password, Qt.Key.Key_Return)
        screen = self.app._sign_in
        if screen is not None and not screen.code.isHidden():
            press("123456", Qt.Key.Key_Return)

    def end(self) -> None:
        end(self.app)

    @property
    def front(self) -> str:
        return type(self.app._front).__name__


@contextmanager
def running(qt: QApplication, directory: Path) -> Iterator[Program]:
    made = Program(qt, directory)
    try:
        made.until(lambda: made.app._standing is not None or made.front == "TroubleScreen")
        yield made
    finally:
        made.end()
        words.install("bg")

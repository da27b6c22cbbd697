"""A profile as the command line finds it: enrolled for training, kept by a vault, a clerk signed in, two cases."""

from __future__ import annotations

import json
import os
import shutil
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from operator_app.domain.environment import Environment
from operator_app.services.clock import SystemClock
from operator_app.storage.keys import Keys
from operator_app.storage.profile import Profile, profile_at
from sync.central.tls import Authority
from tests import enrolled
from tests.enrolled import CHEAP, PASSWORD
from ui import words
from ui.terminal.main import main

NUMBER = "РСЦ26-ГР94-4483"


@dataclass
class Ran:
    status: int
    out: str
    err: str

    @property
    def facts(self) -> dict[str, Any]:
        made: dict[str, Any] = json.loads(self.out)
        return made


class CommandLine:
    """`operator-cli` in this process, on one profile."""

    def __init__(self, profile: Profile, capture: pytest.CaptureFixture[str], passphrase: str) -> None:
        self.profile, self._capture, self.passphrase = profile, capture, passphrase

    def __call__(self, *arguments: str, secrets: dict[str, str] | None = None, bare: bool = False) -> Ran:
        """`secrets` go through pipes, by the name of their option; by default the clerk's password. `bare`: none."""
        given = {} if bare else secrets if secrets is not None else {"password": PASSWORD}
        pipes = {name: _pipe(text) for name, text in given.items()}
        options = [part for name, number in pipes.items() for part in (f"--{name}-fd", str(number))]
        self._capture.readouterr()
        try:
            status = main(["--training", "--profile", str(self.profile.directory), "--json", *arguments, *options])
        finally:
            for number in pipes.values():
                os.close(number)
        said = self._capture.readouterr()
        return Ran(status, said.out, said.err)


def _pipe(text: str) -> int:
    read, write = os.pipe()
    os.write(write, text.encode() + b"\n")
    os.close(write)
    return read


@cache
def _ca() -> str:
    """Some CA; nobody answers at the address of this device."""
    key = ec.generate_private_key(ec.SECP256R1())
    return ssl.DER_cert_to_PEM_cert(Authority.load(key, None, datetime.now(UTC)).der)  # noqa: TID251


@pytest.fixture(autouse=True)
def no_keyring_and_bulgarian(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    yield
    words.install("bg")


@pytest.fixture
def empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """A profile that is not enrolled."""
    return CommandLine(profile_at(tmp_path / "profile", Environment.TRAINING), capsys, "")


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of such a profile, to be copied, and its passphrase."""
    folder = tmp_path_factory.mktemp("made") / "profile"
    return folder, enrolled.make(folder, ca_pem=_ca())


@pytest.fixture
def cli(empty: CommandLine, made_once: tuple[Path, str]) -> CommandLine:
    folder, empty.passphrase = made_once
    shutil.copytree(folder, empty.profile.directory)
    empty.profile.prepare()
    return empty


@pytest.fixture
def colleague(cli: CommandLine) -> Callable[[], None]:
    """A second operator gets a slot in the vault."""

    def add() -> None:
        with cli.profile.hold():
            keys = Keys(cli.profile, SystemClock(), cost=CHEAP)
            keys.add_slot(keys.open_with_passphrase(cli.passphrase), "clerk2", "друга-парола-2")

    return add

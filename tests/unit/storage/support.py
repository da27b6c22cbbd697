"""Shared by the storage tests: cheap hashes, a keyring in memory, child processes of the same interpreter."""

from __future__ import annotations

import os
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from operator_app.domain.environment import Environment
from operator_app.storage.keys import Keys
from operator_app.storage.passwords import Cost
from operator_app.storage.profile import Profile, profile_at
from operator_app.storage.try_limit import TryPolicy
from tests.clocks import SetClock

ROOT = Path(__file__).resolve().parents[3]
CHEAP = Cost(passes=1, memory_kib=8, lanes=1)


class MemorySecrets:
    """`ports.Secrets` in memory, under the name of a keyring."""

    def __init__(self, name: str = "keyring.backends.SecretService.Keyring") -> None:
        self.name, self.kept = name, dict[str, bytes]()

    def backend(self) -> str:
        return self.name

    def get(self, entry: str) -> bytes | None:
        return self.kept.get(entry)

    def put(self, entry: str, secret: bytes) -> None:
        self.kept[entry] = secret

    def remove(self, entry: str) -> None:
        self.kept.pop(entry, None)


def made_profile(folder: Path, environment: Environment = Environment.SANDBOX) -> Profile:
    """A profile whose folder exists."""
    profile = profile_at(folder / "profile", environment)
    profile.prepare()
    return profile


def keys_of(profile: Profile, clock: SetClock | None = None, policy: TryPolicy | None = None) -> Keys:
    """The profile's vault with hashes that cost next to nothing."""
    return Keys(profile, clock or SetClock(), cost=CHEAP, policy=policy)


@contextmanager
def child(code: str, *arguments: object) -> Iterator[subprocess.Popen[str]]:
    """A Python process running `code`, with its standard streams as pipes; killed hard at the end of the block."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def said(process: subprocess.Popen[str]) -> str:
    """The next line the child prints; "" when it has ended."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


@contextmanager
def as_another_account() -> Iterator[None]:
    """Without root's right to pass every permission."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def all_text(error: BaseException) -> str:
    """Everything that a log could print of an error: the chain of causes, with the variables of each frame."""
    lines = traceback.TracebackException.from_exception(error, capture_locals=True).format()
    return "".join(lines)

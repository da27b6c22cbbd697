"""The keyring asked by a thread that may be left behind: each outcome has its own code, none outlasts the limit."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import keyring
import pytest
from keyring import errors
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null

from operator_app.domain.errors import Trouble
from operator_app.storage.keys import OsKeyring, os_keyring

SECRET = bytes(range(32))


class Dict(KeyringBackend):
    """Keeps what it is given, in memory."""

    priority = 0.1

    def __init__(self) -> None:
        self.kept = dict[tuple[str, str], str]()

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class Blocking(Dict):
    """Like a locked keyring in a session with a screen: says nothing until somebody answers its window."""

    def __init__(self) -> None:
        super().__init__()
        self.answered = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.answered.wait(60)
        return super().get_password(service, username)


class Raising(Dict):
    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(Trouble) as told:
        call()
    return told.value.code


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> Callable[[KeyringBackend], None]:
    """Sets the keyring that the account's settings choose."""
    return lambda backend: monkeypatch.setattr(keyring, "get_keyring", lambda: backend)


def test_a_secret_comes_back_and_can_be_forgotten_twice() -> None:
    backend = Dict()
    secrets = OsKeyring(find=lambda: backend)
    assert secrets.get("p/1") is None
    secrets.put("p/1", SECRET)
    assert OsKeyring(find=lambda: backend).get("p/1") == SECRET
    secrets.remove("p/1")
    secrets.remove("p/1")
    assert secrets.get("p/1") is None


def test_an_entry_is_small_enough_for_windows() -> None:
    backend = Dict()
    OsKeyring(find=lambda: backend).put("p/1", SECRET)
    (kept,) = backend.kept.values()
    assert len(kept) == 44
    with pytest.raises(ValueError, match="32 bytes"):
        OsKeyring(find=lambda: backend).put("p/1", SECRET + b"x")


@pytest.mark.parametrize("kept", ["", "secret", "AAAA", "я" * 44])
def test_an_entry_that_is_not_ours_is_told(kept: str) -> None:
    backend = Dict()
    backend.set_password(os_keyring.SERVICE, "p/1", kept)
    assert code_of(lambda: OsKeyring(find=lambda: backend).get("p/1")) == "keyring.key_wrong"


def test_a_keyring_that_does_not_answer_is_given_up_and_not_asked_again_meanwhile() -> None:
    backend = Blocking()
    secrets = OsKeyring(limit_s=0.05, find=lambda: backend)
    began = time.monotonic()
    assert code_of(lambda: secrets.get("p/1")) == "keyring.blocked"
    assert code_of(lambda: secrets.get("p/1")) == "keyring.blocked"
    assert time.monotonic() - began < 5
    waiting = [thread for thread in threading.enumerate() if thread.name == "keyring"]
    assert len(waiting) == 1
    assert waiting[0].daemon  # the program can end
    backend.answered.set()
    waiting[0].join(10)
    secrets.put("p/1", SECRET)
    assert secrets.get("p/1") == SECRET


def test_the_limit_is_five_seconds() -> None:
    assert os_keyring.LIMIT_S == 5


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.NoKeyringError("x"), "keyring.absent"),
        (errors.InitError("x"), "keyring.locked"),
        (errors.KeyringLocked("x"), "keyring.locked"),
        (errors.KeyringError("x"), "keyring.failed"),
        (ConnectionResetError("x"), "keyring.failed"),
    ],
)
def test_each_cause_has_its_code(error: BaseException, code: str) -> None:
    assert code_of(lambda: OsKeyring(find=lambda: Raising(error)).get("p/1")) == code


def test_a_bug_stays_a_bug() -> None:
    with pytest.raises(ZeroDivisionError):
        OsKeyring(find=lambda: Raising(ZeroDivisionError())).get("p/1")


def test_what_a_keyring_says_of_itself_is_not_passed_on() -> None:
    with pytest.raises(Trouble) as told:
        OsKeyring(find=lambda: Raising(errors.KeyringError("/home/ivanova"))).get("p/1")
    assert "ivanova" not in str(told.value)


def plaintext() -> KeyringBackend:
    kind = type("PlaintextKeyring", (Dict,), {"__module__": "keyrings.alt.file"})
    return kind()  # type: ignore[no-any-return]


def trusted() -> KeyringBackend:
    """The library registers every class of a backend; this one would be taken for the system's by a later test."""
    kind = type("Keyring", (Dict,), {"__module__": "keyring.backends.SecretService"})
    KeyringBackend._classes.discard(kind)
    return kind()  # type: ignore[no-any-return]


@pytest.mark.parametrize("make", [plaintext, null.Keyring, fail.Keyring, Dict])
def test_a_keyring_that_does_not_encrypt_is_no_keyring(
    chosen: Callable[[KeyringBackend], None], make: Callable[[], KeyringBackend]
) -> None:
    backend = make()
    chosen(backend)
    secrets = OsKeyring()
    for use in (secrets.backend, lambda: secrets.put("p/1", SECRET), lambda: secrets.get("p/1")):
        assert code_of(use) == "keyring.absent"
    if isinstance(backend, Dict):
        assert backend.kept == {}


def test_of_a_chain_only_one_that_encrypts_is_used(
    chosen: Callable[[KeyringBackend], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, sound = plaintext(), trusted()
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [plain, sound])
    chosen(chainer.ChainerBackend())  # type: ignore[no-untyped-call]
    secrets = OsKeyring()
    secrets.put("p/1", SECRET)
    assert secrets.backend() == "keyring.backends.SecretService.Keyring"
    assert isinstance(plain, Dict)
    assert plain.kept == {}
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [plain])
    assert code_of(OsKeyring().backend) == "keyring.absent"

"""The operating system's keyring behind `ports.Secrets`, asked by a thread that may be left behind.

A keyring that is locked in a session with a screen *blocks* its caller until somebody answers a window that may be
hidden, so every call runs in a daemon thread and is given up after a limit. A thread that was left behind ends by
itself when the question is answered or the program ends; until then no second one is started.
"""

from __future__ import annotations

import threading
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

from operator_app.domain.errors import Trouble

from . import codes

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")

LIMIT_S: Final = 5.0
SERVICE: Final = "sofia-address-desk"
_SECRET_BYTES = 32

# Those that encrypt what they keep under the account's own sign-in. Everything else (plain files, `null`, `fail`, a
# plug-in of unknown manners) is taken for no keyring at all.
_TRUSTED = frozenset(
    {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.kwallet.DBusKeyringKWallet4",
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
    }
)
# Whose exceptions are the keyring's own trouble and not a bug of ours.
_FOREIGN = frozenset({"keyring", "secretstorage", "jeepney", "dbus", "gi", "pywintypes", "win32ctypes"})


class OsKeyring:
    """`ports.Secrets` on the keyring of this session. Calls may come from any thread, one at a time."""

    def __init__(self, *, limit_s: float = LIMIT_S, find: Callable[[], KeyringBackend] | None = None) -> None:
        """`find` gives the backend to use (a test's own); by default the trusted one that the account's settings
        prefer.
        """
        self._limit_s, self._find = limit_s, find or _trusted
        self._chosen: KeyringBackend | None = None
        self._left_behind: threading.Thread | None = None

    def backend(self) -> str:
        return name_of(self._within_limit(self._choose))

    def get(self, entry: str) -> bytes | None:
        kept = self._within_limit(lambda: self._choose().get_password(SERVICE, entry))
        if kept is None:
            return None
        try:
            secret = b64decode(kept, validate=True)
        except ValueError:
            secret = b""
        if len(secret) != _SECRET_BYTES:
            raise Trouble(codes.KEY_WRONG)
        return secret

    def put(self, entry: str, secret: bytes) -> None:
        if len(secret) != _SECRET_BYTES:
            raise ValueError(f"a keyring entry of ours has {_SECRET_BYTES} bytes")
        text = b64encode(secret).decode()  # 44 characters: Windows keeps no more than 1,280
        self._within_limit(lambda: self._choose().set_password(SERVICE, entry, text))

    def remove(self, entry: str) -> None:
        def forget() -> None:
            backend = self._choose()
            if backend.get_password(SERVICE, entry) is not None:
                backend.delete_password(SERVICE, entry)

        self._within_limit(forget)

    def _choose(self) -> KeyringBackend:
        if self._chosen is None:
            self._chosen = self._find()
        return self._chosen

    def _within_limit(self, call: Callable[[], T]) -> T:
        if self._left_behind is not None:
            if self._left_behind.is_alive():
                raise Trouble(codes.BLOCKED)
            self._left_behind = None
        outcome: list[tuple[T | None, BaseException | None]] = []

        def run() -> None:
            try:
                outcome.append((call(), None))
            except BaseException as error:  # noqa: BLE001  (handed to the caller, who raises it)
                outcome.append((None, error))

        thread = threading.Thread(target=run, name="keyring", daemon=True)
        thread.start()
        thread.join(self._limit_s)
        if not outcome:
            self._left_behind = thread
            raise Trouble(codes.BLOCKED, seconds=self._limit_s)
        value, error = outcome[0]
        if isinstance(error, Trouble):
            raise error
        if error is not None:
            raise _told(error) from error
        return value  # type: ignore[return-value]  # T may itself be None


def name_of(backend: KeyringBackend) -> str:
    """The full name by which a vault remembers a keyring."""
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _trusted() -> KeyringBackend:
    """The keyring that the account's settings choose, or the best of a chain of them, if it is one of those that
    encrypt.
    """
    import keyring
    from keyring.backends import chainer

    chosen = keyring.get_keyring()
    candidates: list[Any] = list(chosen.backends) if isinstance(chosen, chainer.ChainerBackend) else [chosen]
    for candidate in candidates:
        if name_of(candidate) in _TRUSTED:
            return candidate  # type: ignore[no-any-return]
    raise Trouble(codes.ABSENT, found=name_of(chosen))


def _told(error: BaseException) -> BaseException:
    from keyring import errors

    if isinstance(error, errors.NoKeyringError):
        return Trouble(codes.ABSENT)
    if isinstance(error, errors.KeyringLocked | errors.InitError):
        return Trouble(codes.LOCKED)
    if isinstance(error, OSError) or type(error).__module__.partition(".")[0] in _FOREIGN:
        return Trouble(codes.FAILED, kind=type(error).__name__)  # its message may quote entry names or paths: left out
    return error

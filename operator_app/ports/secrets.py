"""Where the operating system keeps a short secret for this account: the keyring."""

from __future__ import annotations

from typing import Protocol


class Secrets(Protocol):
    """32-byte secrets by entry name. Entry names carry no personal data.

    Failure policy: each call ends within a few seconds, and each cause is a `Trouble` of its own:
    `keyring.absent`, `keyring.locked`, `keyring.blocked`, `keyring.failed`. Nothing is ever kept in plain text instead.
    """

    def backend(self) -> str:
        """The full name of the keyring that is used, to be remembered: another one later looks like a lost key."""
        ...

    def get(self, entry: str) -> bytes | None:
        """The 32 bytes kept under `entry`, or None where there is no such entry.

        Raises `Trouble("keyring.key_wrong")` where the entry holds something that is not 32 bytes of ours.
        """
        ...

    def put(self, entry: str, secret: bytes) -> None:
        """Keep exactly 32 bytes under `entry`, over what was there before."""
        ...

    def remove(self, entry: str) -> None:
        """Forget `entry`; forgetting what is not there is no error."""
        ...

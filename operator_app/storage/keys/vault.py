"""`vault.json`: the wrapped copies of the data key and what is needed to find the right one. Nothing secret, nobody
named.

What the file gives away to a thief: how many operators have a slot here; and, to who guesses an account name and
hashes it with the vault's own salt, whether that account has one. Trying each slot instead would hide that, at one
Argon2 per slot and sign-in. Passwords cost Argon2id per guess; the passphrase has 83 bits.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass, replace
from typing import Final

from operator_app.domain.accounts import normal
from operator_app.domain.environment import Environment
from operator_app.storage.cipher import RawKey
from operator_app.storage.passwords import Cost

FORMAT: Final = 1
_MARK_PURPOSE = "vault mark"
_SHORT = 16


@dataclass(frozen=True)
class KeyringCopy:
    """The copy under a key kept in the OS keyring. `stale` names entries of former wrapping keys that could not be
    removed yet.
    """

    backend: str
    entry: str
    wrapped: bytes
    stale: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slot:
    """The copy under a secret that somebody types. `id` is random; `who` is the hashed account, empty for the
    device's passphrase.
    """

    id: str
    who: str
    salt: bytes
    cost: Cost
    wrapped: bytes

    @property
    def purpose(self) -> str:
        """What the copy is bound to; with the cost, so that nobody can make the hash cheaper in the file."""
        return f"slot {self.id} {self.who} {self.cost.passes} {self.cost.memory_kib} {self.cost.lanes}"


@dataclass(frozen=True)
class Vault:
    """`profile` is random and names keyring entries; `mark` proves a key to be this vault's without opening a copy.
    `begun`: the enrolment that it was made for has not ended with its passphrase on the screen, so that nobody can
    have worked in its store.
    """

    profile: str
    environment: Environment
    salt: bytes
    mark: bytes
    keyring: KeyringCopy | None = None
    slots: tuple[Slot, ...] = ()
    begun: bool = False

    def bound_to(self, purpose: str) -> bytes:
        """The associated data of a copy: it opens in this profile, environment and place only."""
        return json.dumps(["sofia-address-desk vault", FORMAT, self.profile, self.environment.value, purpose]).encode()

    def who(self, account: str) -> str:
        """The account as the vault knows it: HMAC-SHA256 of its normal name by the vault's salt."""
        return hmac.digest(self.salt, normal(account).encode(), hashlib.sha256)[:_SHORT].hex()

    def slot_of(self, who: str) -> Slot | None:
        """The slot of a hashed account; of the passphrase for ""."""
        return next((slot for slot in self.slots if slot.who == who), None)

    def with_slot(self, slot: Slot) -> Vault:
        """With this slot in place of an earlier one of the same `who`."""
        return replace(self, slots=(*(old for old in self.slots if old.who != slot.who), slot))

    def without_slot(self, who: str) -> Vault:
        return replace(self, slots=tuple(slot for slot in self.slots if slot.who != who))

    def is_key(self, key: RawKey) -> bool:
        """Is this the data key of this vault?"""
        return hmac.compare_digest(self.mark, mark(key))


def mark(key: RawKey) -> bytes:
    """16 bytes that only this key gives and that give nothing back."""
    return key.derive(_MARK_PURPOSE).reveal()[:_SHORT]

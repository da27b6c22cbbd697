"""One profile's data key: made once, opened by the keyring or by a slot of the vault, wrapped anew when a secret
changes.
"""

from __future__ import annotations

import secrets as random
from collections.abc import Collection
from dataclasses import dataclass, replace

from operator_app.domain.errors import Refused, Trouble
from operator_app.ports.clock import Clock
from operator_app.ports.secrets import Secrets
from operator_app.storage.cipher import RawKey
from operator_app.storage.files import remove
from operator_app.storage.passwords import STANDARD, Cost, prepared, stretch
from operator_app.storage.profile import Profile
from operator_app.storage.try_limit import TryPolicy

from . import codes, passphrase, vault_file
from .tries import Tries
from .try_book import FailedTry
from .vault import KeyringCopy, Slot, Vault, mark
from .wrap import DoesNotOpen, unwrap, wrap

_PASSPHRASE = ""  # the `who` of its slot


@dataclass(frozen=True)
class Made:
    """A new data key; with `passphrase` where there is no keyring. It is shown once and kept nowhere."""

    key: RawKey
    passphrase: str | None


class Keys:
    """The vault of one profile.

    Who changes it (`create`, `add_slot`, `remove_slot`, `new_passphrase`, `rewrap`) holds the profile; opening
    needs no lock. Every call reads the file anew. Opening by a typed secret costs one Argon2id; the keyring may
    take up to its limit: neither belongs on the UI thread. Failure policy: no call leaves a vault that opens less
    than before it.
    """

    def __init__(
        self, profile: Profile, clock: Clock, *, cost: Cost = STANDARD, policy: TryPolicy | None = None
    ) -> None:
        """`cost` is what new slots cost to try; existing ones remember their own."""
        self._profile, self._cost = profile, cost
        self._tries = Tries(profile, clock, policy or TryPolicy())

    def exists(self) -> bool:
        """Has this profile a vault? Says nothing about its health."""
        return self._profile.vault.exists()

    def in_keyring(self) -> bool:
        """Does the keyring open it? Otherwise a password or the passphrase is asked for. Raises `Trouble` like
        `open_…`.
        """
        return self._load().keyring is not None

    def slot_of(self, account: str) -> str | None:
        """The random id of this operator's slot, by which `FailedTry` names it; None where there is none yet."""
        vault = self._load()
        slot = vault.slot_of(vault.who(account))
        return slot.id if slot else None

    def create(self, secrets: Secrets | None, *, begun: bool = False) -> Made:
        """Make the data key and its vault: in the keyring, or, with None, under a passphrase made here. `begun`: an
        enrolment makes it and will `finish` it.

        Never falls back from one to the other by itself: whoever called says aloud what there was. Raises `Trouble`:
        `vault.exists`, `vault.lost` (there is a store that only the lost vault could open), `keyring.*`, what the
        disk says.
        """
        if self.exists():
            raise Trouble(codes.EXISTS)
        if self._profile.database.exists():
            raise Trouble(codes.LOST)
        key = RawKey.new()
        vault = Vault(
            profile=random.token_hex(16),
            environment=self._profile.environment,
            salt=random.token_bytes(32),
            mark=mark(key),
            begun=begun,
        )
        words = None
        if secrets is None:
            words = passphrase.new()
            vault = vault.with_slot(self._slot(vault, key, _PASSPHRASE, passphrase.parse(words)))
        else:
            vault = replace(vault, keyring=_put(vault, key, secrets))
        self._tries.start()
        vault_file.save(self._profile, vault)
        return Made(key, words)

    def begun(self) -> bool:
        """Was it made by an enrolment that has not been finished?"""
        return self._load().begun

    def finish(self) -> None:
        """The device is in the store, and the passphrase was shown if there is one. Before anybody signs in."""
        vault = self._load()
        if vault.begun:
            vault_file.save(self._profile, replace(vault, begun=False))

    def forsaken(self) -> bool:
        """Begun, and only the passphrase opens it, which was not shown: nobody can, and nobody has worked here."""
        vault = self._load()
        return vault.begun and vault.keyring is None and all(slot.who == _PASSPHRASE for slot in vault.slots)

    def discard(self) -> None:
        """Throw away a `forsaken` vault with its store. The vault goes last: after a kill at any step it can be thrown
        away again. Raises `Trouble` where the disk does not let go of a file.
        """
        if not self.forsaken():
            raise ValueError("somebody may know the way into this vault")
        store = self._profile.database
        beside = (store.with_name(store.name + ending) for ending in ("-wal", "-shm", "-journal", ""))
        for path in (*beside, self._profile.tries, self._profile.vault):
            remove(path)

    def open_with_keyring(self, secrets: Secrets) -> RawKey:
        """The data key by the keyring. Raises `Trouble`: `keyring.gone`, `.locked`, `.blocked`, `.failed`,
        `.changed_backend` (`was`, `now`), `.key_missing`, `.key_wrong`, `.unused`; `vault.missing`, `.lost`,
        `.damaged`, `.newer`.
        """
        vault = self._load()
        copy = vault.keyring
        if copy is None:
            raise Trouble(codes.UNUSED)
        try:
            backend = secrets.backend()
        except Trouble as trouble:
            if trouble.code == codes.ABSENT:
                raise Trouble(codes.GONE, was=copy.backend) from trouble
            raise
        by = secrets.get(copy.entry)
        if by is None and backend != copy.backend:
            raise Trouble(codes.CHANGED, was=copy.backend, now=backend)
        if by is None:
            raise Trouble(codes.KEY_MISSING, backend=backend)
        try:
            return unwrap(copy.wrapped, RawKey(by), vault.bound_to(_keyring_purpose(copy.entry)))
        except DoesNotOpen as error:
            raise Trouble(codes.KEY_WRONG, backend=backend) from error

    def open_with_passphrase(self, text: str) -> RawKey:
        """The data key by the device's passphrase. Raises `Refused`: `vault.no_passphrase`, `.passphrase_length`,
        `.passphrase_mistyped` (these cost no try), `.passphrase_wrong` (`left`), `.wait` (`seconds`), `.tries_lost`.
        """
        vault = self._load()
        slot = vault.slot_of(_PASSPHRASE)
        if slot is None:
            raise Refused(codes.NO_PASSPHRASE)
        return self._try(vault, slot, passphrase.parse(text), codes.PASSPHRASE_WRONG)

    def open_with_password(self, account: str, password: str) -> RawKey:
        """The data key by an operator's password. `account` may be empty where only one operator has a slot here.

        Raises `Refused`: `vault.no_slot` (the passphrase first), `vault.whose_password`, `vault.password_wrong` (`left`
        tries before a wait), `.wait` (`seconds`), `.slot_closed`, `.tries_lost`.
        """
        vault = self._load()
        slot = vault.slot_of(vault.who(account)) if account else _only_slot(vault)
        if slot is None:
            raise Refused(codes.NO_SLOT)
        return self._try(vault, slot, prepared(password), codes.PASSWORD_WRONG)

    def add_slot(self, key: RawKey, account: str, password: str) -> None:
        """Let this operator's password open the vault from now on, and no earlier one of theirs."""
        vault = self._mine(key)
        self._renew(vault, key, vault.who(account), prepared(password))

    def remove_slot(self, account: str) -> None:
        """This operator's password no longer opens the vault (they left, were revoked)."""
        vault = self._load()
        vault_file.save(self._profile, vault.without_slot(vault.who(account)))

    def new_passphrase(self, key: RawKey) -> str:
        """A fresh passphrase in place of the old one, shown once. Beside a keyring it is the way in when the
        keyring is lost.
        """
        words = passphrase.new()
        self._renew(self._mine(key), key, _PASSPHRASE, passphrase.parse(words))
        return words

    def rewrap(self, key: RawKey, secrets: Secrets) -> None:
        """A fresh wrapping key in the keyring, whichever opened the vault before. The former entry is removed after
        the new vault is on disk; where the keyring refuses, its name stays in the vault and the next `rewrap` tries
        again.
        """
        vault = self._mine(key)
        old = vault.keyring
        stale = () if old is None else (*old.stale, old.entry)
        fresh = replace(_put(vault, key, secrets), stale=stale)
        vault_file.save(self._profile, replace(vault, keyring=fresh))
        left = tuple(entry for entry in stale if not _removed(secrets, entry))
        if left != stale:
            vault_file.save(self._profile, replace(vault, keyring=replace(fresh, stale=left)))

    def failed_tries(self) -> tuple[FailedTry, ...]:
        """Tries that failed while the store was closed, oldest first: enter them as `audit.*` operations, then call
        `entered`.
        """
        return self._tries.failed()

    def entered(self, ids: Collection[str]) -> None:
        """These tries are in the store. Called after COMMIT: a kill in between enters them twice under one id,
        never loses one.
        """
        self._tries.entered(ids)

    def _load(self) -> Vault:
        return vault_file.load(self._profile)

    def _mine(self, key: RawKey) -> Vault:
        vault = self._load()
        if not vault.is_key(key):
            raise ValueError("the data key of another vault")
        return vault

    def _slot(self, vault: Vault, key: RawKey, who: str, secret: bytes) -> Slot:
        old = vault.slot_of(who)
        slot = Slot(
            id=old.id if old else random.token_hex(8),
            who=who,
            salt=random.token_bytes(16),
            cost=self._cost,
            wrapped=b"",
        )
        by = RawKey(stretch(secret, slot.salt, slot.cost))
        return replace(slot, wrapped=wrap(key, by, vault.bound_to(slot.purpose)))

    def _renew(self, vault: Vault, key: RawKey, who: str, secret: bytes) -> None:
        slot = self._slot(vault, key, who, secret)
        vault_file.save(self._profile, vault.with_slot(slot))
        self._tries.forget(slot.id)

    def _try(self, vault: Vault, slot: Slot, secret: bytes, wrong: str) -> RawKey:
        made = self._tries.begin(slot.id)
        by = RawKey(stretch(secret, slot.salt, slot.cost))
        try:
            key = unwrap(slot.wrapped, by, vault.bound_to(slot.purpose))
        except DoesNotOpen:
            raise Refused(wrong, left=self._tries.wrong(slot.id, made)) from None
        self._tries.right(slot.id, made)
        return key


def _only_slot(vault: Vault) -> Slot | None:
    """The slot of the one operator of this device; None where there is none yet."""
    found = [slot for slot in vault.slots if slot.who != _PASSPHRASE]
    if len(found) > 1:
        raise Refused(codes.WHOSE)
    return found[0] if found else None


def _keyring_purpose(entry: str) -> str:
    return f"keyring {entry}"


def _put(vault: Vault, key: RawKey, secrets: Secrets) -> KeyringCopy:
    """A fresh wrapping key in the keyring, read back before anything relies on it."""
    by = RawKey.new()
    entry = f"{vault.profile}/{random.token_hex(4)}"
    backend = secrets.backend()
    secrets.put(entry, by.reveal())
    if secrets.get(entry) != by.reveal():
        raise Trouble(codes.FAILED, kind="ReadBack")
    return KeyringCopy(backend, entry, wrap(key, by, vault.bound_to(_keyring_purpose(entry))))


def _removed(secrets: Secrets, entry: str) -> bool:
    try:
        secrets.remove(entry)
    except Trouble:
        return False
    return True

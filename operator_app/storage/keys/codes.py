"""The codes of the vault and the keyring: one cause, one code."""

from __future__ import annotations

from typing import Final

from operator_app.domain import errors

# keyring
ABSENT: Final = errors.code("keyring.absent")  # this session has no keyring that encrypts what it keeps
GONE: Final = errors.code("keyring.gone")  # the key was put into a keyring that this session does not reach
LOCKED: Final = errors.code("keyring.locked")  # it is there and says that it is locked
BLOCKED: Final = errors.code("keyring.blocked")  # it did not answer within the limit, usually a hidden question
FAILED: Final = errors.code("keyring.failed")  # it answered with an error of its own
# Another keyring than the one that was given the key, and it has none
CHANGED: Final = errors.code("keyring.changed_backend")
KEY_MISSING: Final = errors.code("keyring.key_missing")  # the same keyring, but the entry is no longer there
KEY_WRONG: Final = errors.code("keyring.key_wrong")  # there is an entry, and it does not open the vault
UNUSED: Final = errors.code("keyring.unused")  # this vault opens by password or passphrase only

# vault
MISSING: Final = errors.code("vault.missing")  # nothing here: the profile is not enrolled
LOST: Final = errors.code("vault.lost")  # a store without its vault: nobody can open it
EXISTS: Final = errors.code("vault.exists")  # a second vault would make the first store unreadable
DAMAGED: Final = errors.code("vault.damaged")
NEWER: Final = errors.code("vault.newer")
NO_SLOT: Final = errors.code("vault.no_slot")  # this operator has not signed in here yet: passphrase first
WHOSE: Final = errors.code("vault.whose_password")  # several operators work here, and none was named
NO_PASSPHRASE: Final = errors.code("vault.no_passphrase")  # this vault has no passphrase
PASSWORD_WRONG: Final = errors.code("vault.password_wrong")
PASSPHRASE_WRONG: Final = errors.code("vault.passphrase_wrong")
PASSPHRASE_LENGTH: Final = errors.code("vault.passphrase_length")
PASSPHRASE_MISTYPED: Final = errors.code("vault.passphrase_mistyped")  # a group's check digit does not fit
WAIT: Final = errors.code("vault.wait")  # too many wrong tries
SLOT_CLOSED: Final = errors.code("vault.slot_closed")  # so many that only the passphrase opens
TRIES_LOST: Final = errors.code("vault.tries_lost")  # the file of counted tries is missing or damaged: the longest wait
BUSY: Final = errors.code("vault.busy")  # another process keeps the file of counted tries

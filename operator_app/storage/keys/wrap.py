"""The data key under another key: AES-256-GCM, bound to its place by the associated data."""

from __future__ import annotations

import secrets

from operator_app.storage.cipher import RawKey

_NONCE = 12
WRAPPED_SIZE = _NONCE + 32 + 16  # nonce, key, tag


class DoesNotOpen(Exception):
    """The wrapping key is another one, or the copy or what it is bound to was changed. The caller knows which
    sentence that is.
    """


def wrap(key: RawKey, by: RawKey, bound_to: bytes) -> bytes:
    """60 bytes: a random nonce (each wrapping key seals only a handful of copies), the encrypted key, the tag."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(by.reveal()).encrypt(nonce, key.reveal(), bound_to)


def unwrap(wrapped: bytes, by: RawKey, bound_to: bytes) -> RawKey:
    """The key again. Raises `DoesNotOpen`."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return RawKey(AESGCM(by.reveal()).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], bound_to))
    except InvalidTag:
        raise DoesNotOpen from None

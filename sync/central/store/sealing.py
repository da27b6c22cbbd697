"""Secrets inside the database are sealed with the service's own key: TOTP secrets, private keys.

On SQLite the file is encrypted as a whole; PostgreSQL and its backups are not, and who reads those must not become the
centre.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from operator_app.storage.cipher import RawKey

_NONCE = 12


class Sealing:
    """AES-256-GCM under a key derived from the service's; `purpose` is bound to what is sealed."""

    def __init__(self, key: RawKey) -> None:
        self._aes = AESGCM(key.derive("centre secrets").reveal())
        self._mac = key.derive("centre marks").reveal()

    def seal(self, purpose: str, secret: bytes) -> bytes:
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._aes.encrypt(nonce, secret, purpose.encode())

    def open(self, purpose: str, sealed: bytes) -> bytes:
        """Raises cryptography's InvalidTag where it was sealed by another key or for another purpose."""
        return self._aes.decrypt(sealed[:_NONCE], sealed[_NONCE:], purpose.encode())

    def mark(self, purpose: str, text: str) -> str:
        """A keyed hash in hex: finds a name again without keeping it."""
        return hmac.new(self._mac, f"{purpose}\0{text}".encode(), hashlib.sha256).hexdigest()

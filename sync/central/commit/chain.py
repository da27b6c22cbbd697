"""The audit chain: one hash over everything that the centre ever settled, in order. Each desk keeps the head as a
witness: a centre that rewrote its past could not show these heads again.
"""

from __future__ import annotations

import hashlib

START = "0" * 64


def link(previous: str, digest: str, outcome: str, pos: int) -> str:
    """h_n = SHA-256(h_{n-1} ‖ digest ‖ outcome ‖ pos): hashes as 32 bytes, the outcome as text, the position as 8."""
    told = bytes.fromhex(previous) + bytes.fromhex(digest) + outcome.encode() + pos.to_bytes(8, "big")
    return hashlib.sha256(told).hexdigest()


def receipt(series: int, pos: int) -> str:
    """The number that a clerk reads out: `118-40279`. A restored centre has another series, so none comes twice."""
    return f"{series}-{pos:05d}"

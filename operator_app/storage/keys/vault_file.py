"""Reading and writing `vault.json`: whole or not at all, capped, strict."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from typing import Any

from operator_app.domain.environment import Environment
from operator_app.domain.errors import Trouble
from operator_app.storage import cipher
from operator_app.storage.files import read_capped, write_atomically
from operator_app.storage.passwords import Cost
from operator_app.storage.profile import OTHER_ENVIRONMENT, Profile

from . import codes
from .vault import FORMAT, KeyringCopy, Slot, Vault
from .wrap import WRAPPED_SIZE

_MOST_BYTES = 512 * 1024
_MOST_SLOTS = 1000
_DEAREST = Cost(passes=64, memory_kib=1024 * 1024, lanes=64)  # a changed file must not exhaust the machine


def save(profile: Profile, vault: Vault) -> None:
    """Write the vault. The caller holds the profile. Raises `Trouble` (`store.disk_full`, …); then the old file
    stands.
    """
    document: dict[str, Any] = {
        "format": FORMAT,
        "profile": vault.profile,
        "environment": vault.environment.value,
        "salt": _text(vault.salt),
        "mark": _text(vault.mark),
        "keyring": vault.keyring
        and {
            "backend": vault.keyring.backend,
            "entry": vault.keyring.entry,
            "wrapped": _text(vault.keyring.wrapped),
            "stale": list(vault.keyring.stale),
        },
        "slots": [
            {
                "id": slot.id,
                "who": slot.who,
                "salt": _text(slot.salt),
                "cost": [slot.cost.passes, slot.cost.memory_kib, slot.cost.lanes],
                "wrapped": _text(slot.wrapped),
            }
            for slot in vault.slots
        ],
    }
    if vault.begun:
        document["begun"] = True
    write_atomically(profile.vault, json.dumps(document, indent=1).encode() + b"\n")


def load(profile: Profile) -> Vault:
    """Read the vault. Raises `Trouble`: `vault.missing` (not enrolled), `vault.lost` (a store is there, its vault
    is not), `vault.damaged`, `vault.newer`, `profile.other_environment`, or what the disk says.
    """
    try:
        data = read_capped(profile.vault, _MOST_BYTES)
    except Trouble as trouble:
        if trouble.code == cipher.MISSING:
            raise Trouble(codes.LOST if profile.database.exists() else codes.MISSING) from trouble
        if trouble.code == cipher.DAMAGED:
            raise Trouble(codes.DAMAGED) from trouble
        raise
    try:
        document = json.loads(data)
        known = document["format"]
        if isinstance(known, int) and known > FORMAT:
            raise Trouble(codes.NEWER)
        vault = _vault(document)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Trouble(codes.DAMAGED) from error
    if vault.environment is not profile.environment:
        raise Trouble(OTHER_ENVIRONMENT, found=vault.environment.value, asked=profile.environment.value)
    return vault


def _vault(document: dict[str, Any]) -> Vault:
    _must(document["format"] == FORMAT)
    kept = document["keyring"]
    slots = tuple(_slot(entry) for entry in document["slots"])
    _must(len(slots) <= _MOST_SLOTS and len({slot.who for slot in slots}) == len(slots))
    return Vault(
        profile=_string(document["profile"]),
        environment=Environment(document["environment"]),
        salt=_bytes(document["salt"], 32),
        mark=_bytes(document["mark"], 16),
        keyring=None if kept is None else _keyring(kept),
        slots=slots,
        begun=document.get("begun") is True,
    )


def _keyring(entry: dict[str, Any]) -> KeyringCopy:
    return KeyringCopy(
        backend=_string(entry["backend"]),
        entry=_string(entry["entry"]),
        wrapped=_bytes(entry["wrapped"], WRAPPED_SIZE),
        stale=tuple(_string(name) for name in entry["stale"]),
    )


def _slot(entry: dict[str, Any]) -> Slot:
    cost = Cost(*(_number(value) for value in entry["cost"]))
    _must(1 <= cost.passes <= _DEAREST.passes)
    _must(1 <= cost.lanes <= _DEAREST.lanes)
    _must(8 * cost.lanes <= cost.memory_kib <= _DEAREST.memory_kib)
    return Slot(
        id=_string(entry["id"]),
        who=_string(entry["who"], empty=True),
        salt=_bytes(entry["salt"], 16),
        cost=cost,
        wrapped=_bytes(entry["wrapped"], WRAPPED_SIZE),
    )


def _text(value: bytes) -> str:
    return b64encode(value).decode()


def _bytes(value: object, size: int) -> bytes:
    decoded = b64decode(_string(value), validate=True)
    _must(len(decoded) == size)
    return decoded


def _string(value: object, *, empty: bool = False) -> str:
    if not isinstance(value, str) or len(value) > 500 or not (value or empty):
        raise ValueError("not a short text")
    return value


def _number(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("not a number")
    return value


def _must(holds: bool) -> None:
    if not holds:
        raise ValueError("out of bounds")

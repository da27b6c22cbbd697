"""Run inside a D-Bus session of its own by `test_gnome_keyring.py`: one act on a vault with a real keyring.

Arguments: what to do, the profile's folder, the keyring's limit in seconds. Prints a code, or what was reached.
"""

from __future__ import annotations

import sys
from pathlib import Path

from operator_app.domain.environment import Environment
from operator_app.domain.errors import Told
from operator_app.storage.keys import OsKeyring
from operator_app.storage.profile import profile_at

from .support import keys_of


def run(act: str, folder: Path, limit_s: float) -> str:
    profile = profile_at(folder, Environment.SANDBOX)
    profile.prepare()
    keys, secrets = keys_of(profile), OsKeyring(limit_s=limit_s)
    if act == "create":
        key = keys.create(secrets).key
        keys.rewrap(key, secrets)
        return f"{secrets.backend()} {key.derive('test').hex()}"
    if act == "open":
        return keys.open_with_keyring(secrets).derive("test").hex()
    raise ValueError(act)


if __name__ == "__main__":
    try:
        print("said:", run(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3])))
    except Told as told:
        print("said:", told.code)

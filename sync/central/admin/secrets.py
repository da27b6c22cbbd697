"""Passwords and codes: from a prompt or from a descriptor, never from the arguments, which every process may read."""

from __future__ import annotations

import getpass
import os
import sys

_MOST = 4096


def secret(prompt: str, descriptor: int | None) -> str:
    """One line. A prompt shows nothing of what is typed."""
    if descriptor is None:
        return getpass.getpass(f"{prompt}: ")
    with os.fdopen(descriptor, "rb", closefd=descriptor > 2) as file:
        return file.readline(_MOST).decode("utf-8").rstrip("\r\n")


def shown(prompt: str, descriptor: int | None) -> str:
    """One line that is no secret once it is used: a code."""
    if descriptor is not None:
        return secret(prompt, descriptor)
    sys.stderr.write(f"{prompt}: ")
    sys.stderr.flush()
    return sys.stdin.readline(_MOST).strip()

"""Passwords and codes: from a prompt or from a descriptor, never from the arguments, which every process may read."""

from __future__ import annotations

import getpass
import os
import sys

from operator_app.domain import errors

BAD_DESCRIPTOR = errors.code("admin.bad_descriptor")

_MOST = 4096


def secret(prompt: str, descriptor: int | None) -> str:
    """One line. A prompt shows nothing of what is typed. Raises `Trouble(admin.bad_descriptor)`."""
    if descriptor is None:
        return getpass.getpass(f"{prompt}: ")
    try:
        return _line_of(descriptor).decode("utf-8").rstrip("\r")
    except (OSError, OverflowError, UnicodeDecodeError) as error:
        raise errors.Trouble(BAD_DESCRIPTOR, number=descriptor) from error


def shown(prompt: str, descriptor: int | None) -> str:
    """One line that is no secret once it is used: a code."""
    if descriptor is not None:
        return secret(prompt, descriptor)
    sys.stderr.write(f"{prompt}: ")
    sys.stderr.flush()
    return sys.stdin.readline(_MOST).strip()


def _line_of(descriptor: int) -> bytes:
    """Byte by byte, so that several secrets may come over one descriptor, a line each."""
    line = b""
    while len(line) < _MOST and (one := os.read(descriptor, 1)) not in (b"", b"\n"):
        line += one
    return line

"""Trust packages as the store takes them in: verified against the device's root, never an older one."""

from __future__ import annotations

from operator_app.evidence.trust import open_package


def open_trust(package: bytes, root: bytes, newest: int) -> int:
    """The version of a package signed by `root`. Raises `Refused`: `trust.forged`, `.malformed`, `.older`, …; the one
    that is here already is not newer and not an error.
    """
    version = open_package(package, root=root).version
    if version == newest:
        return version
    return open_package(package, root=root, newer_than=newest).version

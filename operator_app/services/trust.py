"""Trust packages as the store takes them in: verified against the device's root, of its own environment, never an
older one.
"""

from __future__ import annotations

from collections.abc import Callable

from operator_app.domain.environment import Environment
from operator_app.evidence.trust import open_package


def opener(environment: Environment) -> Callable[[bytes, bytes, int], int]:
    """What tells the version of a package: from its bytes, the device's root and the newest version that is here.
    Raises `Refused`: `trust.forged`, `.malformed`, `.older`, `.other_environment`; the one that is here already is
    not newer and not an error.
    """

    def open_trust(package: bytes, root: bytes, newest: int) -> int:
        version = open_package(package, root=root, environment=environment).version
        if version == newest:
            return version
        return open_package(package, root=root, environment=environment, newer_than=newest).version

    return open_trust

"""Why there is no line to the centre: which causes pass by themselves, and how loudly the others are said. Qt-free, for
both front ends.
"""

from __future__ import annotations

from typing import Final

PASSING: Final = frozenset(
    {"line.down", "line.dns", "line.slow", "line.broken", "line.busy", "line.server_error", "centre.fault"}
)
# Somebody else answers at the centre's address, or could: nothing is sent there, and nobody goes on unasked.
ALARMING: Final = frozenset(
    {"line.certificate", "line.certificate_name", "line.not_secure", "line.nonsense", "line.other_environment"}
)


def meaning(code: str) -> str:
    """The look of a banner that says this cause: `offline`, `warning` or `danger`."""
    if not code or code in PASSING:
        return "offline"
    return "danger" if code in ALARMING else "warning"

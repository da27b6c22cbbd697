"""How the line stands, for the status line and the command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Status:
    """`since`: when the line was found cut (None while online, and before the first try). `waiting`: operations not
    yet settled, 0 exactly when there are none, otherwise at least so many (the outbox counts exactly). `code`: why it
    stands or what is amiss, with `params`. `skew`: milliseconds that the centre's clock is ahead of the office's.
    """

    online: bool = False
    since: datetime | None = None
    waiting: int = 0
    code: str = ""
    params: tuple[tuple[str, str | int], ...] = ()
    sign_in_needed: bool = False
    last_contact: datetime | None = None
    skew: int | None = None

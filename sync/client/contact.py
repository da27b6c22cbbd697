"""What all lanes know of the centre, and whether operations may be pushed to it now."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sync.contract.messages import Head, Limits


@dataclass
class Contact:
    """Shared by the lanes of one engine.

    `met`: since the line was last lost the centre has told us its epoch, and it is the `epoch` that the store knows, so
    that nothing is pushed into a restored centre before the lost operations are offered again. `forget`: the epoch to
    start anew in. `closed`: why nothing at
    all may be exchanged.
    """

    session: datetime | None = None  # the end of the session
    session_serial: int = 0  # a late 401 for an older session is not about this one
    sign_in_code: str = ""
    met: bool = False
    epoch: str = ""
    resync: bool = False  # the cursor is unknown there; the hello that follows names the epoch
    forget: str | None = None
    closed: str = ""
    limits: Limits = field(default_factory=Limits)
    last: datetime | None = None
    waiting: int = 0
    head_pos: int = 0
    head_hash: str = ""
    backed_up_through: int = 0
    settled_floor: int = 0
    owed: int = 0  # the highest position of an effect that a receipt has named
    pulled_through: int = 0

    @property
    def push_open(self) -> bool:
        """Pulling may be closed to an old program and this still open."""
        return self.session is not None and self.met and not (self.closed or self.resync or self.forget is not None)

    def take_session(self, expires: datetime | None) -> None:
        self.session = expires
        self.session_serial += 1
        self.sign_in_code = ""

    def session_ended(self, serial: int, code: str) -> None:
        """A 401. Nothing is deleted: both ways pause until somebody signs in."""
        if serial == self.session_serial:
            self.session, self.sign_in_code = None, code

    def heard(self, head: Head, backed_up_through: int) -> None:
        """The audit head that an answer carried; this office is its witness."""
        if head.pos >= self.head_pos:
            self.head_pos, self.head_hash = head.pos, head.hash
        self.backed_up_through = backed_up_through

    def see_epoch(self, epoch: str) -> bool:
        """Whether the centre is the one that we know. If not (the first one ever, or restored meanwhile), the store
        has to start anew in its epoch before anything is pushed.
        """
        if epoch == self.epoch:
            return True
        self.forget = epoch
        return False

    def start_anew(self) -> None:
        """The cursor was forgotten."""
        assert self.forget is not None
        self.epoch, self.forget, self.resync, self.met = self.forget, None, False, True
        self.head_pos, self.head_hash, self.pulled_through, self.owed = 0, "", 0, 0

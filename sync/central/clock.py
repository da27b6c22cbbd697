"""The centre's two clocks: the set one, which everybody follows, and the real one, for TLS and one-time codes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class CentreClock:
    """`now` is the real time plus an offset, which in work is always zero. Threads may share it: it swaps one
    reference.
    """

    def __init__(self, offset: timedelta = timedelta()) -> None:
        self._offset = offset

    @property
    def offset(self) -> timedelta:
        return self._offset

    def shift(self, offset: timedelta) -> None:
        """Sandbox and training only; `published.time` persists it and refuses it at work."""
        self._offset = offset

    def real(self) -> datetime:
        """The machine's clock, in UTC."""
        return datetime.now(UTC)  # noqa: TID251  (the centre's one place that asks the machine)

    def now(self) -> datetime:
        """The centre's time: what receipts, terms and leases are counted by."""
        return self.real() + self._offset

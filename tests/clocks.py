"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 23, 7, 30, tzinfo=UTC)


class SetClock:
    """`ports.Clock` for tests. The wall clock and the monotonic one move together by `advance`, apart by `set_wall`."""

    def __init__(self, at: datetime = START, *, mono_ms: int = 600_000, boot: str = "boot-1") -> None:
        self._at, self._mono, self._boot, self._boots = at, mono_ms, boot, 1

    def now(self) -> datetime:
        return self._at

    def monotonic_ms(self) -> int:
        return self._mono

    def boot_id(self) -> str:
        return self._boot

    def advance(self, span: timedelta) -> None:
        """Time passes."""
        self._at += span
        self._mono += int(span / timedelta(milliseconds=1))

    def set_wall(self, at: datetime) -> None:
        """A person sets the wall clock; no time passes."""
        self._at = at

    def reboot(self, *, off: timedelta = timedelta(), up: timedelta = timedelta(seconds=20)) -> None:
        """The machine is off for `off` and then up for `up`: the monotonic clock begins anew."""
        self._at += off + up
        self._mono = int(up / timedelta(milliseconds=1))
        self._boots += 1
        self._boot = f"boot-{self._boots}"

"""How long after wrong tries the next one may be made. Pure: the caller keeps the state, in the encrypted store or
beside the vault.

The wall clock is never asked, so setting it back or forward gains nothing. Time since the last wrong try is
measured by the monotonic clock, which begins at 0 with each boot. Where it stands later than at the wrong try, the
difference is a lower bound of what passed, same boot or not. Where it stands earlier, the machine was started anew;
then the wait is counted from that start, which is why an answer also gives a state to keep.

Counting goes on until a right answer, across restarts. NIST SP 800-63B (rev. 3), 5.2.2 allows at most 100 wrong
tries in a row: after `most` the way is closed and another one (both factors online, the device's passphrase) has to
be taken.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta


@dataclass(frozen=True)
class TryPolicy:
    """`free` wrong tries cost no wait; the next costs `first`, each further one twice the one before, up to
    `longest`.
    """

    free: int = 4
    first: timedelta = timedelta(seconds=30)
    longest: timedelta = timedelta(minutes=15)
    most: int | None = 100

    def wait_after(self, wrong: int) -> timedelta:
        """The wait that `wrong` wrong tries in a row earn."""
        over = wrong - self.free
        if over <= 0:
            return timedelta()
        doublings = min(over - 1, 32)  # more would only overflow
        return min(self.first * (1 << doublings), self.longest)


@dataclass(frozen=True)
class TryState:
    """Wrong tries in a row, and the monotonic clock (ms) at the last of them."""

    wrong: int = 0
    last_mono_ms: int = 0

    def after_wrong(self, mono_ms: int) -> TryState:
        """One more wrong try, made at `mono_ms`."""
        return TryState(self.wrong + 1, mono_ms)

    def after_right(self) -> TryState:
        """A right answer forgets the wrong ones."""
        return TryState()


@dataclass(frozen=True)
class TryAnswer:
    """May a try be made now? `wait` is what is left of the wait; `closed` says that no waiting opens this way again.

    `state` is kept in place of the one that was asked about, also where no try is made: it notices a restart.
    """

    state: TryState
    wait: timedelta = timedelta()
    closed: bool = False

    @property
    def allowed(self) -> bool:
        return not self.wait and not self.closed


def may_try(state: TryState, policy: TryPolicy, mono_ms: int) -> TryAnswer:
    """What `state` allows when the monotonic clock stands at `mono_ms`."""
    if mono_ms < state.last_mono_ms:
        state = replace(state, last_mono_ms=0)
    if policy.most is not None and state.wrong >= policy.most:
        return TryAnswer(state, closed=True)
    passed = timedelta(milliseconds=mono_ms - state.last_mono_ms)
    return TryAnswer(state, wait=max(policy.wait_after(state.wrong) - passed, timedelta()))

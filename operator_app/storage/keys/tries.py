"""`tries.json`: failed tries to open the vault, counted while the store is closed, without personal data.

A try is entered *before* the secret is checked and taken out after a right one: ending the process in between costs
a try instead of saving one. The file is made with the vault; where it is later missing or damaged the longest wait
is due, once.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import timedelta

from operator_app import system
from operator_app.domain.errors import Refused, Trouble
from operator_app.ports.clock import Clock
from operator_app.storage.cipher.faults import told_by_system
from operator_app.storage.profile import Profile
from operator_app.storage.try_limit import TryPolicy, TryState, may_try

from . import codes, try_book
from .try_book import Book, FailedTry, Outcome

_LOCK_TRIES = 100
_PAUSE_S = 0.02
_MOST_KEPT = 200  # entries; the newest of a slot takes up what is over


class Tries:
    """Counts tries per slot of one profile's vault. Any process may ask; each change holds a lock of its own for
    milliseconds.
    """

    def __init__(self, profile: Profile, clock: Clock, policy: TryPolicy) -> None:
        self._profile, self._clock, self._policy = profile, clock, policy

    def start(self) -> None:
        """Make the file, with the vault."""
        self._change(lambda _: Book({}), fresh=True)

    def begin(self, slot: str) -> str:
        """Enter a try that is about to be made and return its id.

        Raises `Refused`: `vault.wait` or `vault.tries_lost` (`seconds`), `vault.slot_closed`; `Trouble` where it
        cannot be written down, for an uncounted try is not allowed.
        """
        made = self._failure(slot, "cut")
        with self._held():
            book = self._read()
            known = slot in book.states
            answer = may_try(book.state(slot), self._policy, made.mono_ms)
            if answer.allowed:
                after = replace(
                    book.with_state(slot, answer.state.after_wrong(made.mono_ms)), journal=_with(book.journal, made)
                )
            else:
                after = book.with_state(slot, answer.state) if known else replace(book, floor=answer.state)
            if after != book:
                try_book.save(self._profile.tries, after)
        if answer.closed:
            raise Refused(codes.SLOT_CLOSED)
        if answer.wait:
            raise Refused(codes.WAIT if known else codes.TRIES_LOST, seconds=-(-answer.wait // timedelta(seconds=1)))
        return made.id

    def right(self, slot: str, made: str) -> None:
        """The try was right: forget it, and the wrong ones before it no longer make anyone wait."""
        self._change(
            lambda book: replace(
                book.with_state(slot, TryState()),
                journal=tuple(entry for entry in book.journal if entry.id != made),
            )
        )

    def wrong(self, slot: str, made: str) -> int:
        """The try was wrong. Returns how many more there are before a wait."""

        def settle(book: Book) -> Book:
            return replace(
                book, journal=tuple(replace(e, outcome="wrong") if e.id == made else e for e in book.journal)
            )

        return max(self._policy.free + 1 - self._change(settle).state(slot).wrong, 0)

    def forget(self, slot: str) -> None:
        """The slot's secret was renewed by who has the data key: its count begins anew. The journal stays."""
        self._change(lambda book: book.with_state(slot, TryState()))

    def failed(self) -> tuple[FailedTry, ...]:
        """What is still to be entered, oldest first."""
        with self._held():
            return self._read().journal

    def entered(self, ids: Collection[str]) -> None:
        """These are in the encrypted store now."""
        gone = frozenset(ids)
        self._change(lambda book: replace(book, journal=tuple(e for e in book.journal if e.id not in gone)))

    def _change(self, change: Callable[[Book], Book], *, fresh: bool = False) -> Book:
        with self._held():
            before = Book({}) if fresh else self._read()
            after = change(before)
            try_book.save(self._profile.tries, after)
        return after

    def _read(self) -> Book:
        book = try_book.load(self._profile.tries)
        if book is None:
            wrong = next(n for n in range(10_000) if self._policy.wait_after(n) == self._policy.longest)
            lost = self._failure("", "lost")
            book = Book({}, (lost,), TryState(wrong, lost.mono_ms))
            # Written down at once, so that the wait runs from now and not from each look.
            try_book.save(self._profile.tries, book)
        return book

    def _failure(self, slot: str, outcome: Outcome) -> FailedTry:
        clock = self._clock
        return FailedTry(secrets.token_hex(16), slot, clock.now(), clock.monotonic_ms(), clock.boot_id(), outcome)

    def _held(self) -> system.Held:
        for _ in range(_LOCK_TRIES):
            try:
                return system.hold_lock(self._profile.tries_lock)
            except BlockingIOError:
                threading.Event().wait(_PAUSE_S)
            except OSError as error:
                raise told_by_system(error, self._profile.tries_lock, writing=True) from error
        raise Trouble(codes.BUSY)


def _with(journal: tuple[FailedTry, ...], made: FailedTry) -> tuple[FailedTry, ...]:
    """Append; in a full journal an older entry of the same slot goes up in the new one, which counts for both."""
    if len(journal) >= _MOST_KEPT:
        twin = next((entry for entry in reversed(journal) if entry.slot == made.slot), None)
        if twin is not None:
            made = replace(made, count=twin.count + 1)
            journal = tuple(entry for entry in journal if entry is not twin)
    return (*journal, made)

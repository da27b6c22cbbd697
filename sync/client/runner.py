"""Does what the engine commands: the store through the writer, the centre through the line. No rule of its own."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol, TypeVar

import uuid_utils

from operator_app.domain import errors
from operator_app.ports.clock import Clock
from operator_app.ports.sync_store import Changed, Device, Settlements, SyncStore

from . import account, calls, commands, events, failures
from .commands import Command
from .events import Event, Now
from .http import Line
from .portion import Portion
from .sessions import Sessions
from .skew import Skew

T = TypeVar("T")
Answer = Callable[[Now], Event]
"""The event that answers a command, but for its moment."""


class Writer(Protocol):
    """Runs a job on the writer lane, after any command of a clerk, and gives its result or its exception."""

    def __call__(self, job: Callable[[], T], /) -> T: ...


class Runner:
    """One for each lane: `line` is the lane's own. `closed`: the desk is stopping."""

    def __init__(
        self,
        store: SyncStore,
        device: Device,
        clock: Clock,
        writer: Writer,
        line: Line,
        *,
        sessions: Sessions,
        skew: Skew,
        on_changed: Callable[[Changed], None],
        closed: Callable[[], bool],
    ) -> None:
        self._store, self._device, self._clock, self._writer, self._line = store, device, clock, writer, line
        self._sessions, self._skew, self._on_changed, self._closed = sessions, skew, on_changed, closed
        self._chunk = Portion(20, least=1, most=200)

    def run(self, command: Command) -> Answer:
        """Raises `LineFailed` and what the store raises."""
        return _RUN[type(command)](self, command)

    # --- the store

    def _write(self, job: Callable[[], Changed]) -> None:
        changed = self._writer(job)
        if changed:
            self._on_changed(changed)

    def mark_sending(self, command: commands.MarkSending) -> Answer:
        batch, selection, store = str(uuid_utils.uuid7()), command.selection, self._store
        found: list[Any] = []

        # One job on the writer: between the choice and the mark nobody can undo or add a partner.
        def mark() -> Changed:
            now = self._clock.now()
            changed = store.release_due(now)
            chosen = selection.choose(store.waiting(selection.limit))
            if chosen.ops:
                changed |= store.mark_sending([op.op for op in chosen.ops], batch, now)
            found.extend((chosen, store.next_rest_end()))
            return changed

        self._write(mark)
        chosen, rest_end = found
        return lambda now: events.Marked(now, command.lane, batch, chosen.ops, chosen.listed, chosen.full, rest_end)

    def survey(self, command: commands.Survey) -> Answer:
        found: list[Any] = []

        def look() -> Changed:
            changed = self._store.release_due(self._clock.now())
            found.extend((len(self._store.waiting(command.limit)), self._store.next_rest_end()))
            return changed

        self._write(look)
        listed, rest_end = found
        return lambda now: events.Surveyed(now, command.lane, listed, rest_end)

    def settle(self, command: commands.Settle) -> Answer:
        groups = list(command.groups)
        while groups:
            if self._closed():
                raise failures.stopped()  # what is not settled is sent again, and told "duplicate"
            now, groups = groups[: self._chunk.size], groups[self._chunk.size :]
            results = tuple(one for group in now for one in group)
            self._timed_settle(
                Settlements(
                    results,
                    command.head_pos,
                    command.head_hash,
                    command.backed_up_through,
                    command.settled_floor,
                    command.at,
                ),
                len(now),
            )
        return lambda now: events.Settled(now, command.lane)

    def _timed_settle(self, settlements: Settlements, groups: int) -> None:
        def settle() -> Changed:
            start = time.monotonic()
            changed = self._store.settle(settlements)
            self._chunk.measured(groups, time.monotonic() - start)
            return changed

        self._write(settle)

    def read_page(self, command: commands.ReadPage) -> Answer:
        missing = tuple(self._writer(lambda: self._store.missing_rules(command.page)))
        return lambda now: events.PageRead(now, missing)

    def take_page(self, command: commands.TakePage) -> Answer:
        took: list[float] = []

        def take() -> Changed:
            start = time.monotonic()
            changed = self._store.take_page(command.page)
            took.append(time.monotonic() - start)
            return changed

        self._write(take)
        return lambda now: events.PageTaken(now, len(command.page.entries), took[0])

    def forget(self, command: commands.ForgetCursor) -> Answer:
        self._write(lambda: self._store.forget_cursor(command.epoch))
        return events.Forgotten

    # --- the centre

    def push(self, command: commands.Push) -> Answer:
        skew = self._skew.milliseconds or 0
        reply = calls.push(self._line, self._device, command.batch, command.ops, skew)
        return lambda now: events.Pushed(now, command.lane, reply)

    def greet(self, command: commands.Greet) -> Answer:
        hello = calls.hello(self._line)
        trust_version = self._writer(self._store.trust_version)
        return lambda now: events.HelloSaid(now, hello, self._device.environment, trust_version)

    def pull(self, command: commands.Pull) -> Answer:
        cursor = self._writer(self._store.cursor)
        got = calls.changes(self._line, cursor, command.wait, command.limit)
        return lambda now: events.Pulled(now, got.page, got.seconds)

    def fetch_rules(self, command: commands.FetchRules) -> Answer:
        package = calls.rules(self._line, command.digest)
        self._write(lambda: self._store.put_rules(package))
        return events.PackageTaken

    def fetch_trust(self, command: commands.FetchTrust) -> Answer:
        package = calls.trust(self._line)
        try:
            self._write(lambda: self._store.put_trust(package))
        except errors.Refused as refused:
            code = refused.code  # forged or older: the one that is here stays
            return lambda now: events.PackageTaken(now, code)
        return events.PackageTaken

    def renew(self, command: commands.Renew) -> Answer:
        session = self._sessions.current
        if session is None:
            raise failures.LineFailed(failures.Failure(failures.Kind.SIGN_IN, account.ENDED, status=401))
        renewed = account.renew(self._line, self._device, session, self._clock.now())
        self._write(lambda: self._store.put_session(renewed))
        self._sessions.use(renewed)
        expires: datetime = renewed.expires
        return lambda now: events.Renewed(now, expires)


_RUN: dict[type[Command], Callable[[Runner, Any], Answer]] = {
    commands.MarkSending: Runner.mark_sending,
    commands.Survey: Runner.survey,
    commands.Push: Runner.push,
    commands.Settle: Runner.settle,
    commands.Greet: Runner.greet,
    commands.Pull: Runner.pull,
    commands.ReadPage: Runner.read_page,
    commands.FetchRules: Runner.fetch_rules,
    commands.FetchTrust: Runner.fetch_trust,
    commands.TakePage: Runner.take_page,
    commands.ForgetCursor: Runner.forget,
    commands.Renew: Runner.renew,
}

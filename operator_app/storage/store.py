"""The open encrypted store: one writing connection, few reading ones, the rules by digest.

A service opens one `writing()` block for one command: operation, projection and everything that belongs to it commit
together or not at all. Blocks run on the writer lane; `reading()` blocks on the reader lane, beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uuid_utils
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from operator_app.ports.clock import Clock
from operator_app.system import Held

from . import migrations
from .cipher import RawKey
from .engine import open_reader, open_writer
from .profile import Profile
from .repositories.rules import RulesBook


def uuid7() -> str:
    """A time-ordered UUID; for identity, never for order."""
    return str(uuid_utils.uuid7())


class Store:
    """See the module. `writer` None: a reader beside an open desk, which can change nothing."""

    def __init__(
        self, writer: Engine | None, reader: Engine, clock: Clock, *, new_id: Callable[[], str] = uuid7
    ) -> None:
        self._writer, self._reader = writer, reader
        self.clock = clock
        self.new_id = new_id
        self.rules = RulesBook()

    @property
    def may_write(self) -> bool:
        return self._writer is not None

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction that may write; committed at the end of the block, rolled back by any exception."""
        if self._writer is None:
            raise RuntimeError("this store was opened for reading")
        with Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent view of the store; writes fail."""
        with Session(self._reader, expire_on_commit=False, autoflush=False) as session, session.begin():
            yield session

    def close(self) -> None:
        """Close all connections. Before the profile's lock is released."""
        self._reader.dispose()
        if self._writer is not None:
            self._writer.dispose()


def open_store(profile: Profile, held: Held, key: RawKey, clock: Clock, *, create: bool = False) -> Store:
    """Open the profile's store for work, migrated. `create` only at enrolment.

    Raises `Trouble`: `store.missing`, `.locked`, `.damaged`, `.wrong_key`, `.newer`, `.disk_full`, `.unreadable`, ….
    """
    writer = open_writer(profile, held, key, create=create)
    try:
        migrations.upgrade(writer, profile.database)
    except BaseException:
        writer.dispose()
        raise
    return Store(writer, open_reader(profile, key, connections=2), clock)


def open_beside(profile: Profile, key: RawKey, clock: Clock) -> Store:
    """A reader beside an open desk (`status`, `doctor`): no lock, no migration. A newer store is refused."""
    reader = open_reader(profile, key, connections=2)
    try:
        migrations.revision(reader)
    except BaseException:
        reader.dispose()
        raise
    return Store(None, reader, clock)

"""The rows of one filter, page by page, asked on the reader lane and delivered on the thread of the window."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QObject

from operator_app.domain.errors import Told
from operator_app.domain.terms import sofia_day
from operator_app.services.views import Filter, Tab
from ui.desktop.screen import Room
from ui.desktop.widgets.case_table.rows import CaseRow

from .rows import case_row

T = TypeVar("T")
SEARCH_CAP = 256
"""Rows counted of a search. Whoever finds more writes another letter."""
STRIDE = 512
"""Rows read at once on the way to a place that was jumped to."""


@dataclass(frozen=True)
class Found:
    """How many rows a filter has; `capped`: there are more than were counted. `counts`: of every view, if asked."""

    count: int
    capped: bool = False
    counts: Mapping[Tab, int] | None = None


class QueueSource(QObject):
    """A `RowSource` of the case table. A newer source makes older answers worthless: they are dropped, and a job that
    has not begun when `close` is called does nothing, so that only the newest keystroke asks the store.
    """

    def __init__(
        self,
        room: Room,
        chosen: Filter,
        counted: Callable[[Found], None],
        failed: Callable[[Told], None],
        owner: QObject,
    ) -> None:
        super().__init__(owner)
        self._room, self._filter = room, chosen
        self._counted, self._failed = counted, failed
        self._keys: dict[int, str] = {0: ""}
        self._open = True

    @property
    def filter(self) -> Filter:
        return self._filter

    def close(self) -> None:
        """Nobody looks at these rows any more."""
        self._open = False
        self.deleteLater()

    def count(self, deliver: Callable[[int], None]) -> None:
        def arrived(found: Found) -> None:
            self._counted(found)
            deliver(found.count)

        self._run(self._count, arrived)

    def page(
        self, start: int, after_key: Hashable | None, size: int, deliver: Callable[[Sequence[CaseRow]], None]
    ) -> None:
        if start == 0 or after_key is None:
            self._keys = {0: ""}  # another look from the top: places may have moved
        self._run(lambda: self._page(start, size), deliver)

    # On the reader lane

    def _run(self, job: Callable[[], T], done: Callable[[T], None]) -> None:
        def checked() -> T | None:
            return job() if self._open else None

        def arrived(value: T | None) -> None:
            if self._open and value is not None:
                done(value)

        self._room.bridge.run(self, self._room.desk.reader, checked, arrived, self._failed)

    def _count(self) -> Found:
        queue, chosen = self._room.desk.queue, self._filter
        if chosen.text.strip() or chosen.service or chosen.applicant_type or chosen.tab is Tab.CLOSED:
            page = queue.page(chosen, "", SEARCH_CAP, self._room.who)
            return Found(len(page.rows), bool(page.next_key))
        counts = queue.counts(self._room.who)
        return Found(counts[chosen.tab], counts=counts)

    def _page(self, start: int, size: int) -> Sequence[CaseRow]:
        key = self._key_at(start)
        if key is None:
            return ()
        page = self._room.desk.queue.page(self._filter, key, size, self._room.who)
        if page.next_key:
            self._keys[start + len(page.rows)] = page.next_key
        today = self._today()
        return tuple(case_row(row, today) for row in page.rows)

    def _key_at(self, start: int) -> str | None:
        """The key of the page that begins at `start`: known, or found by walking on from the nearest one before it."""
        at = max(place for place in self._keys if place <= start)
        key = self._keys[at]
        while at < start:
            page = self._room.desk.queue.page(self._filter, key, min(STRIDE, start - at), self._room.who)
            at += len(page.rows)
            if not page.next_key:
                return None
            key = self._keys[at] = page.next_key
        return key

    def _today(self) -> date:
        return sofia_day(self._room.desk.clock.now())

"""A row of the table as data, and where rows come from."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Protocol

from ui.desktop.widgets.badge import Mark
from ui.desktop.widgets.clock import LegalClock
from ui.desktop.widgets.status import Status


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case. `prefix` and `number` together are the incoming number; the last digits are what people say. `who`:
    who holds it, `mine` if it is the reader, "" if it is free; `present`: they are looking at it now.
    """

    key: Hashable
    prefix: str
    number: str
    filed: str
    person: str
    marks: tuple[Mark, ...]
    address: str
    service: str
    service_short: str
    kind: str
    status: Status
    clock: LegalClock
    who: str = ""
    mine: bool = False
    present: bool = False


class RowSource(Protocol):
    """Rows in one fixed order (filter and sort are the source's). Answers come by callback, on the thread of the
    window, at once or later; a call that is not answered leaves placeholders.
    """

    def count(self, deliver: Callable[[int], None]) -> None:
        """How many rows there are."""

    def page(
        self, start: int, after_key: Hashable | None, size: int, deliver: Callable[[Sequence[CaseRow]], None]
    ) -> None:
        """Rows `start` to `start + size`. `after_key` is the key of the row before `start` where the table knows it
        (keyset paging, the cheap way); None at the beginning and after a jump, where the source counts to `start`.
        Fewer rows mean the end.
        """

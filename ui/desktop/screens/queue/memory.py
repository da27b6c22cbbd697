"""The filter of last time, kept in the encrypted store: a search may be a person's name."""

from __future__ import annotations

import json
from collections.abc import Callable

from PySide6.QtCore import QObject

from operator_app.services.views import Filter, Sort, Tab
from ui.desktop.screen import Room

FIELD = "queue.filter"


class Memory:
    """View and order are kept, the words of a search are not: tomorrow's first look is at all rows."""

    def __init__(self, room: Room, owner: QObject) -> None:
        self._room, self._owner = room, owner
        self._kept = ""

    def recall(self, done: Callable[[Filter], None]) -> None:
        desk, account = self._room.desk, self._room.who.account
        self._room.bridge.run(
            self._owner,
            desk.reader,
            lambda: desk.drafts.load(account, "").get(FIELD),
            lambda text: done(read(text)),
            self._room.tell,
        )

    def keep(self, chosen: Filter) -> None:
        text = written(chosen)
        if text == self._kept:
            return
        self._kept = text
        desk, account = self._room.desk, self._room.who.account
        self._room.bridge.run(
            self._owner,
            desk.writer,
            lambda: desk.drafts.save(account, "", FIELD, text),
            lambda _done: None,
            self._room.tell,
        )


def written(chosen: Filter) -> str:
    return json.dumps({"tab": chosen.tab.value, "sort": chosen.sort.value, "descending": chosen.descending})


def read(text: str | None) -> Filter:
    """What a later version wrote and this one does not know is as good as nothing."""
    try:
        kept = json.loads(text or "")
        return Filter(tab=Tab(kept["tab"]), sort=Sort(kept["sort"]), descending=bool(kept["descending"]))
    except (ValueError, KeyError, TypeError):
        return Filter()

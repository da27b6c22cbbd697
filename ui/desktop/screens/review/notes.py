"""Half-typed words of a case: kept in the store while they are typed, so that nothing is lost when the power goes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer

from ui.desktop.screen import Room

PAUSE_MS = 400
INSTRUCTION, REASONS = "instruction.", "reasons"


def instruction(check: str) -> str:
    """The field under which a check's instruction is kept."""
    return INSTRUCTION + check


def by_check(kept: Mapping[str, str]) -> dict[str, str]:
    """Drafts of a case by check; the reasons of a refusal under their own name."""
    return {field.removeprefix(INSTRUCTION): text for field, text in kept.items()}


class Notes(QObject):
    """What is typed is written when the typing pauses, and at once when the case is left."""

    def __init__(self, room: Room, owner: QObject) -> None:
        super().__init__(owner)
        self._room = room
        self._typed: dict[tuple[str, str], str] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.flush)

    def typed(self, case: str, field: str, text: str) -> None:
        self._typed[case, field] = text
        self._pause.start()

    def flush(self) -> None:
        self._pause.stop()
        waiting, self._typed = self._typed, {}
        for (case, field), text in waiting.items():
            self._save(case, field, text)

    def settled(self, case: str, field: str) -> None:
        """The words went into an act: the draft has served."""
        self._typed.pop((case, field), None)
        self._save(case, field, "")

    def _save(self, case: str, field: str, text: str) -> None:
        desk, account = self._room.desk, self._room.who.account
        job = partial(desk.drafts.save, account, case, field, text)
        self._room.bridge.run(self, desk.writer, job, lambda _done: None, self._room.tell)

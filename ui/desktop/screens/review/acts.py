"""What the keys of the review do to a case: every act is a job of the writer lane, and its outcome comes back to the
screen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from operator_app.domain.bodies import Body
from operator_app.domain.case import Value
from operator_app.domain.errors import Told
from ui.desktop.screen import Room


class CaseActs(QObject):
    """`done` after each act that was written; a refusal goes to the window's banner and `refused` says that nothing
    changed.
    """

    done = Signal(str)
    """Which act: claim, put_back, take_over, answer, or the kind of a decision."""
    refused = Signal(str)

    def __init__(self, room: Room, owner: QObject) -> None:
        super().__init__(owner)
        self._room = room

    def hold(self, act: str, case: str) -> None:
        """claim, put_back or take_over."""
        cases, who = self._room.desk.cases, self._room.who
        jobs: dict[str, Callable[[], Any]] = {
            "claim": lambda: cases.claim(case, who),
            "put_back": lambda: cases.put_back(case, who),
            "take_over": lambda: cases.take_over(case, who),
        }
        self._run(act, jobs[act])

    def answer(
        self, case: str, check: str, value: Value, reason: str, instruction: str, then: Callable[[], None]
    ) -> None:
        """`then` once it is written."""
        cases, who = self._room.desk.cases, self._room.who
        self._run("answer", lambda: cases.answer(case, check, value, reason, who, instruction), then)

    def decide(self, case: str, kind: str, body: Body) -> None:
        cases, who = self._room.desk.cases, self._room.who
        self._run(kind, lambda: cases.decide(case, kind, body, who))

    def _run(self, act: str, job: Callable[[], Any], then: Callable[[], None] | None = None) -> None:
        def written(_value: Any) -> None:
            if then is not None:
                then()
            self.done.emit(act)

        def failed(error: Told) -> None:
            self._room.tell(error)
            self.refused.emit(act)

        desk = self._room.desk
        self._room.bridge.run(self, desk.writer, lambda: desk.write(job), written, failed)

"""What the steps of the self-test share: the centre, the desk, the folder, and what they have found out so far."""

from __future__ import annotations

import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ui.words import _, language

from .centre import Centre
from .failure import StepFailed
from .process import DeskProcess

Case = dict[str, Any]
LOOK_EVERY_S = 0.25


@dataclass
class Account:
    account: str
    password: str
    code: str


@dataclass
class Scene:
    """Built once; `close` ends both processes and removes the folder, wherever the run has stopped."""

    folder: tempfile.TemporaryDirectory[str] = field(
        default_factory=lambda: tempfile.TemporaryDirectory(prefix="desk-selftest-")
    )
    deadline: float = 0.0
    desk: DeskProcess | None = None
    account: Account | None = None
    office: str = ""
    new: list[Case] = field(default_factory=list)  # cases that no step has touched yet
    consent: Case | None = None  # the case whose consent is scanned and that is decided online
    online: str = ""  # the operation of the decision that is made online
    lost: list[str] = field(default_factory=list)  # the operations whose reply is lost
    offline: list[str] = field(default_factory=list)  # the decisions made while the line is cut
    annulled: str = ""

    def __post_init__(self) -> None:
        self.centre = Centre(self.path / "centre")

    @property
    def path(self) -> Path:
        return Path(self.folder.name)

    @property
    def profile(self) -> Path:
        return self.path / "profile"

    @property
    def left(self) -> float:
        """Seconds of the step's time that are left."""
        return max(self.deadline - time.monotonic(), 0.0)

    def start_desk(self, *, line_cut: bool = False) -> None:
        self.desk = DeskProcess(self.profile, self.path / "desk.log", language(), line_cut=line_cut)

    def ask(self, do: str, **arguments: Any) -> dict[str, Any]:
        """One question to the desk, within the time of the step."""
        if self.desk is None:
            raise StepFailed(_("Няма гише, което да отговори."))
        return self.desk.ask(do, self.left, **arguments)

    def pause(self) -> None:
        """Between two questions to the centre."""
        threading.Event().wait(min(LOOK_EVERY_S, self.left))

    def take_new(self) -> Case:
        """A case that nobody has taken yet."""
        if not self.new:
            raise StepFailed(_("Няма достатъчно нови преписки в пробните данни."))
        return self.new.pop(0)

    def kill_desk(self) -> int:
        desk, self.desk = self.desk, None
        if desk is None:
            raise StepFailed(_("Няма гише, което да отговори."))
        return desk.kill()

    def close_desk(self) -> None:
        desk, self.desk = self.desk, None
        if desk is not None:
            desk.close()

    def close(self) -> None:
        try:
            self.close_desk()
        finally:
            try:
                self.centre.close()
            finally:
                self.folder.cleanup()

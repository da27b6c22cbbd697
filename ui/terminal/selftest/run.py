"""Goes through the steps, each with its own time limit, and stops at the first that fails."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from operator_app.domain.errors import Told
from ui.words import _
from ui.words.sentences import sentence

from . import steps_first, steps_last, steps_offline
from .failure import StepFailed
from .scene import Scene

WHOLE_S = 150.0  # on a machine that is busy with other things; by itself the run takes a tenth of it
Say = Callable[[str, str, bool, float, str], None]


@dataclass(frozen=True)
class Step:
    """`name` is stable, for scripts; `title` is its Bulgarian message id; `limit` in seconds."""

    name: str
    title: str
    limit: float
    do: Callable[[Scene], None]


STEPS: tuple[Step, ...] = tuple(Step(*one) for one in (*steps_first.STEPS, *steps_offline.STEPS, *steps_last.STEPS))


def run_all(say: Say, steps: Sequence[Step] = STEPS) -> dict[str, Any]:
    """The report: `ok`, and of each step that was tried its name, title, ok, seconds and, where it failed, why.

    `say` hears of each step as it ends. Both processes and the folder are gone when this returns.
    """
    told: list[dict[str, Any]] = []
    scene, start = Scene(), time.monotonic()

    def tell(name: str, title: str, began: float, why: str) -> bool:
        seconds = round(time.monotonic() - began, 3)
        told.append({"name": name, "title": title, "ok": not why, "seconds": seconds} | ({"why": why} if why else {}))
        say(name, title, not why, seconds, why)
        return not why

    try:
        for step in steps:
            began = time.monotonic()
            scene.deadline = min(began + step.limit, start + WHOLE_S)
            if not tell(step.name, _(step.title), began, _why(step, scene)):
                break
    finally:
        began = time.monotonic()
        why = _closed(scene)
        tell("clean up", _("Разчистване"), began, why)
    return {"ok": all(one["ok"] for one in told), "seconds": round(time.monotonic() - start, 3), "steps": told}


def _why(step: Step, scene: Scene) -> str:
    """Why the step failed, in words; empty where it did not."""
    try:
        step.do(scene)
    except StepFailed as failed:
        return failed.why
    except Told as told:
        return str(sentence(told.code, told.params))
    return _("Стъпката не се побра в {n} сек.").format(n=round(step.limit)) if scene.left <= 0 else ""


def _closed(scene: Scene) -> str:
    path = scene.path
    try:
        scene.close()
    except OSError as error:
        return _("Временната папка не може да се изтрие: {kind}.").format(kind=type(error).__name__)
    return _("Временната папка остана.") if path.exists() else ""

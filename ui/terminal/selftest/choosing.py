"""Which case and which decision: what a clerk would see at once, from what the desk says of a case."""

from __future__ import annotations

from typing import Any

from ui.words import _

from .failure import StepFailed
from .scene import Case, Scene

# What a clerk would rather do first.
PREFERRED = ("decision.fee_requested", "decision.registered", "decision.returned")


def lacking_consent(cases: list[Case]) -> list[Case]:
    """Those in which the owner's consent is missing; first those that lack nothing else."""
    found = [
        case for case in cases if any(row["role"] == "owner" and row["consent"] == "missing" for row in case["matrix"])
    ]
    return sorted(found, key=lambda case: sum(check["answer"] == "no" for check in case["checks"]))


def open_check(case: Case) -> str:
    """A check that a clerk may answer „да“; the first undetermined one, else any."""
    checks = case["checks"]
    waiting = [check["id"] for check in checks if check["answer"] == "undetermined"]
    return str((waiting or [check["id"] for check in checks])[0])


def decide(scene: Scene, id_: str) -> str:
    """Answer what is undetermined, then make the first decision that the rules allow; its operation's id."""
    case = scene.ask("show", case=id_)["case"]
    for check in case["checks"]:
        if check["answer"] == "undetermined":
            scene.ask("answer", case=id_, check=check["id"], value="yes", reason=_("Проверено при самопроверката."))
    allowed = scene.ask("show", case=id_)["case"]["allowed"]
    for kind in PREFERRED:
        if kind in allowed:
            return str(scene.ask("decide", case=id_, kind=kind, grounds=[], reason="")["op"])
    raise StepFailed(_("По преписката не може да се вземе никакво решение."))


def outbox_row(scene: Scene, op: str) -> dict[str, Any]:
    """Where one act of ours stands."""
    found = [row for row in scene.ask("outbox")["rows"] if row["op"] == op]
    if not found:
        raise StepFailed(_("Действието не е в изходящите."))
    return dict(found[0])

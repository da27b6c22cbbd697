"""What the commands and the self-test do on a case: find it, act on the writer lane."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from operator_app.ports.sync_store import Changed

if TYPE_CHECKING:
    from ui.compose import Desk

KINDS = {
    "returned": "decision.returned",
    "fee": "decision.fee_requested",
    "registered": "decision.registered",
    "refused": "decision.refused",
    "passed-on": "decision.passed_on",
    "terminated": "decision.terminated",
}
Made = tuple[str, Changed]


def case_of(desk: Desk, text: str) -> str:
    """The id of a case by its incoming number or its id. Raises `Refused("case.not_here")`."""
    found = desk.cases.find(text)
    if found is None:
        desk.cases.number_of(text)
    return found or text


def act(desk: Desk, job: Callable[[], Made]) -> str:
    """One act on the writer lane; its operation's id, empty where nothing had to be done."""
    return desk.writer.call(job)[0]

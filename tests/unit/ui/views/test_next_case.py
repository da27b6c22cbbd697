"""Which case F2 brings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from operator_app.domain.case import Channel
from operator_app.domain.lifecycle import State
from operator_app.domain.service import Text
from operator_app.services.views import Banner, QueuePage, QueueRow
from tests import builders as b
from ui.desktop.views.next_case import pick, workable

WORDS = Text("Настоящ адрес", "Current address")
ROW = QueueRow(
    "1", "РСЦ26-ГР94-1", "Елица", "", "2107", WORDS, WORDS, State.SUBMITTED, None, "", False, Channel.PORTAL, b.NOON,
    False, Banner.NONE,
)  # fmt: skip


def rows(*states: str) -> list[QueueRow]:
    """„new“, „taken“ (new, another's), „mine“, „other“, „waits“ (mine, at the citizen)."""
    kinds = {
        "new": replace(ROW),
        "taken": replace(ROW, assignee="Друг"),
        "mine": replace(ROW, state=State.IN_REVIEW, mine=True, assignee="Аз"),
        "other": replace(ROW, state=State.IN_REVIEW, assignee="Друг"),
        "waits": replace(ROW, state=State.RETURNED, mine=True, assignee="Аз"),
    }
    return [replace(kinds[state], id=str(at)) for at, state in enumerate(states)]


def pages(of: list[QueueRow]) -> Callable[[str, int], QueuePage]:
    def ask(after: str, size: int) -> QueuePage:
        start = int(after or 0)
        end = min(len(of), start + min(size, 2))
        return QueuePage(tuple(of[start:end]), str(end) if end < len(of) else "")

    return ask


def test_from_the_current_row_on() -> None:
    assert pick(pages(rows("new", "other", "waits", "mine", "new")), "1").id == "3"  # type: ignore[union-attr]


def test_the_current_row_itself_where_one_stands_on_it() -> None:
    assert pick(pages(rows("new", "new")), "1").id == "1"  # type: ignore[union-attr]


def test_past_the_case_that_was_just_decided() -> None:
    assert pick(pages(rows("mine", "new")), "0", past=True).id == "1"  # type: ignore[union-attr]


def test_from_the_top_again_after_the_last() -> None:
    assert pick(pages(rows("new", "other", "other")), "2").id == "0"  # type: ignore[union-attr]


def test_nothing_to_work_on() -> None:
    assert pick(pages(rows("other", "waits", "taken")), "0") is None


@given(st.lists(st.sampled_from(["new", "taken", "mine", "other", "waits"]), max_size=12), st.integers(0, 14))
def test_whatever_it_brings_can_be_worked_on(states: list[str], here: int) -> None:
    found = pick(pages(rows(*states)), str(here))
    assert (found is not None) == any(state in ("new", "mine") for state in states)
    assert found is None or workable(found)

"""The sentences of the rules, the outbox and the sign-in, with the parameters that are really given."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from operator_app.domain.lifecycle import State
from ui.words.codes import access, cases, decisions, outbox
from ui.words.sentences import sentence

PARAMS: dict[str, object] = {
    "left": 3,
    "seconds": 30,
    "until": datetime(2026, 11, 26, 10, 0, tzinfo=UTC),
    "known": datetime(2026, 11, 26, 10, 0, tzinfo=UTC),
    "count": 2,
    "have": 262_144,
    "size": 1_000_000,
    "most": 4000,
    "least": 5,
    "state": "in_review",
    "kind": "case.claimed",
    "clerk": "Втори Служител",
    "day": "2026-11-26",
    "amount": "2.56",
    "ground": "limit",
    "office": "68134-17",
    "basis": "zgr_92_13",
    "role": "owner",
    "digest": "abc",
    "where": "checks.home",
    "why": "no such basis",
    "check": "home",
}
CODES = sorted({*access.CODES, *cases.CODES, *decisions.CODES, *outbox.CODES})


@pytest.mark.parametrize("code", CODES)
def test_a_code_says_what_happened_and_what_to_do(code: str) -> None:
    said = sentence(code, PARAMS)
    assert said.what.endswith(".")
    assert said.next_step.endswith(".")
    assert not re.search(r"[{}!]|\.\.", str(said))


@pytest.mark.parametrize("state", [*State, "none"])
def test_every_state_has_its_word_in_a_refusal(state: str) -> None:
    said = str(sentence("case.transition", {"state": state, "kind": "case.claimed"}))
    assert state not in said


def test_what_stands_in_the_way_is_counted() -> None:
    assert sentence("decision.open_no", {"count": 1}).what == "Има 1 проверка с отговор „не“."
    assert sentence("decision.open_checks", {"count": 4}).what == "Има 4 проверки без ясен отговор."
    assert sentence("access.wrong_password", {"left": 1}).next_step == "Остава 1 опит, преди да се чака."


def test_how_much_of_a_document_has_come_is_said() -> None:
    assert sentence("document.not_here", {"have": 0, "size": 0}).what.startswith("Документът още не е дошъл")
    assert "262" in sentence("document.not_here", {"have": 262_144, "size": 1_000_000}).what

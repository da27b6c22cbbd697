"""Every reason of a check has its sentence in both languages, with the parameters that the checks really give."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

import ui.words
from operator_app.domain.checks import reasons
from ui.words.reasons import REASONS, explain

PARAMS: dict[str, str | int] = {
    "source": "eauth",
    "register": "Елица Пробна",
    "relation": "mother",
    "day": "2026-11-23",
    "count": 2,
    "owners": 3,
    "age": 7,
    "present": 4,
    "limit": 8,
    "district": "Средец",
    "role": "owner",
}


@pytest.fixture
def speak() -> Iterator[None]:
    yield
    ui.words.install("bg")


def test_the_two_lists_are_one() -> None:
    assert sorted(REASONS) == reasons()


@pytest.mark.parametrize("reason", sorted(REASONS))
def test_a_reason_is_one_sentence_with_nothing_left_to_fill_in(reason: str) -> None:
    said = explain(reason, PARAMS)
    assert said.endswith(".")
    assert ".." not in said
    assert not re.search(r"[{}]", said)


def test_one_and_many_are_said_as_a_clerk_says_them() -> None:
    assert explain("document_there", {"count": 1}) == "Приложен е 1 документ."
    assert explain("document_there", {"count": 2}) == "Приложени са 2 документа."
    assert explain("is_owner", {"owners": 1}) == "По имотния регистър лицето е единствен собственик."
    assert explain("in_force", {"day": "2026-12-01"}) == "В сила е до 01.12.2026\u00a0г."


@pytest.mark.parametrize("relation", ["mother", "father", "adopter"])
def test_every_relation_of_the_register_has_its_word(relation: str) -> None:
    assert explain("is_parent", {"relation": relation}).startswith("По регистъра заявителят е")

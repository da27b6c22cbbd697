"""What a clerk types finds the case, in Cyrillic, in Latin, with look-alikes, by beginnings and by last figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from operator_app.storage import search


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("щерев", {"shterev"}),
        ("мария", {"mariya", "maria"}),
        ("къосев", {"kaosev"}),
        ("юлия", {"yuliya", "yulia"}),
        ("жельо", {"zhelyo"}),
    ],
)
def test_names_are_transliterated_as_the_law_says(word: str, forms: set[str]) -> None:
    assert search.latin(word) == forms


def test_numbers_sort_by_their_figures() -> None:
    numbers = ["РСЦ26-ГР94-10", "РСЦ26-ГР94-9", "РСЦ26-ГР94-4483"]
    assert sorted(numbers, key=search.number_key) == ["РСЦ26-ГР94-9", "РСЦ26-ГР94-10", "РСЦ26-ГР94-4483"]


def test_a_number_typed_in_latin_look_alikes_is_the_same_number() -> None:
    assert search.tail("PCЦ26-ГP94-4483") == search.tail("РСЦ26-ГР94-4483")
    assert search.index_number("РСЦ26-ГР94-4483") == "рсц26 гр94 4483"


@given(st.text(max_size=300))
def test_whatever_is_typed_makes_a_query_that_can_be_asked(text: str) -> None:
    import sqlcipher3.dbapi2 as dbapi

    connection = dbapi.connect(":memory:")
    try:
        connection.execute('CREATE VIRTUAL TABLE t USING fts5(a, tokenize="unicode61 remove_diacritics 0")')
        for expression, _tail in search.typed(text):
            connection.execute("SELECT rowid FROM t WHERE t MATCH ?", (expression,)).fetchall()
    finally:
        connection.close()


LETTERS = "абвгдежзийклмнопрстуфхцчшщъьюя"


@given(st.text(LETTERS, min_size=1, max_size=12), st.data())
def test_every_beginning_of_a_word_is_found_in_both_scripts(word: str, data: st.DataObject) -> None:
    kept = search.index_words([word.title()]).split()
    for form in {word, *search.latin(word)}:
        start = form[: data.draw(st.integers(1, len(form)))]
        assert any(one.startswith(start) for one in kept)

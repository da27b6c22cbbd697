"""Every error code that a person may be told has one sentence with a next step, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from pkgutil import walk_packages
from types import SimpleNamespace

import pytest

import operator_app
import sync
import ui
from operator_app.domain import errors
from ui import words
from ui.words import codes, sentences
from ui.words.codes import merged
from ui.words.sentences import Sentence, sentence


def all_codes() -> list[str]:
    """The codes registered once every module of the core, of the wire and of the front ends is imported."""
    for package in (operator_app, sync, ui):
        for found in walk_packages(package.__path__, f"{package.__name__}."):
            # Scripts of Alembic run only inside it; a `__main__` is a program.
            if ".migrations." not in found.name and not found.name.endswith(("__main__", ".openapi")):
                import_module(found.name)
    return list(errors.codes())


def placeholders(entry: object) -> Iterator[str]:
    if isinstance(entry, tuple):
        yield from re.findall(r"\{(\w+)", " ".join(entry))


def test_every_code_has_a_sentence_in_both_languages() -> None:
    table, registered = merged(), all_codes()
    assert len(registered) > 10
    assert [code for code in registered if code not in table] == []
    for language in words.LANGUAGES:
        words.install(language)
        for code in registered:
            params = dict.fromkeys(placeholders(table[code]), "X") if isinstance(table[code], tuple) else None
            if params is None:
                continue
            said = sentence(code, params)
            assert said.what.strip(), code
            assert said.next_step.strip(), code
            assert "{" not in str(said), code
            is_cyrillic = re.search("[а-яА-Я]", re.sub("„[^“]*“|“[^”]*”", "", str(said))) is not None
            assert is_cyrillic == (language == "bg"), f"{code}: {said}"


def test_no_sentence_stands_for_a_code_that_nobody_raises() -> None:
    """A code that was renamed leaves its old sentence behind."""
    registered = set(all_codes())
    assert [code for code in merged() if code not in registered] == []


def test_sentences_keep_the_manners_of_the_desk() -> None:
    """No exclamation marks, and the words that never stand alone."""
    for code, entry in merged().items():
        if isinstance(entry, tuple):
            what, next_step = entry
            assert "!" not in what + next_step, code
            assert what.rstrip(".") not in ("Грешка", "Отказ", "Невалиден вход"), code
            assert what.endswith((".", "“.", ")")), code


def test_one_thing_has_one_name() -> None:
    """A computer is entered at the centre („записан“), an address in the register („вписан“); what is in the office's
    safe is the passphrase of the computer.
    """
    strangers = ("парола на устройството", "паролата на устройството", "код за вписване", "кода за вписване", "касата")
    for code, entry in merged().items():
        said = " ".join(entry) if isinstance(entry, tuple) else ""
        assert [word for word in strangers if word in said.lower()] == [], code
        assert not re.search(r"впи(с|ш)\w* компютъра|компютър\w* (още )?не е впис", said.lower()), code


def test_an_unknown_code_is_an_error() -> None:
    with pytest.raises(KeyError):
        sentence("no.such_code")


def test_a_missing_parameter_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentences, "_table", lambda: {"toy.code": ("Остават {left} опита.", "Опитайте пак.")})
    with pytest.raises(KeyError, match="left"):
        sentence("toy.code", {})


def test_parameters_are_said_in_the_readers_language(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {"toy.code": ("Важи до {until}, {rows} реда.", "Следващ опит: {again}.")}
    monkeypatch.setattr(sentences, "_table", lambda: table)
    params = {"until": datetime(2026, 11, 25, 18, 0), "rows": 24816, "again": True}
    said = sentence("toy.code", params)
    assert said.what.replace("\u00a0", " ") == "Важи до 25.11.2026 г., 18:00, 24 816 реда."
    assert said.next_step == "Следващ опит: да."
    words.install("en")
    assert "25 Nov 2026, 18:00" in sentence("toy.code", params).what.replace("\u00a0", " ")


def test_an_entry_may_be_a_function(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {"toy.code": lambda params: (f"Остават {params['left']}.", "Опитайте пак.")}
    monkeypatch.setattr(sentences, "_table", lambda: table)
    assert sentence("toy.code", {"left": 4}) == Sentence("Остават 4.", "Опитайте пак.")
    assert str(sentence("toy.code", {"left": 4})) == "Остават 4. Опитайте пак."


def test_two_areas_cannot_speak_of_one_code(monkeypatch: pytest.MonkeyPatch) -> None:
    area = SimpleNamespace(__name__="areas.second", CODES={"toy.code": ("а.", "б.")})
    monkeypatch.setattr(codes, "areas", lambda: iter([area, area]))
    with pytest.raises(ValueError, match=r"toy\.code"):
        merged()

"""The catalogue is compared with the program: nothing missing, nothing stale, nothing lost when it is written anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from ui.words import catalogue, extract


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small program with a catalogue of its own."""
    folder = tmp_path / "ui"
    folder.mkdir()
    (folder / "page.py").write_text(
        '_("Опашка")\nngettext("{n} ред", "{n} реда", 3)\npgettext("бутон", "Върни")\nTABLE = (N_("Вход"),)\n', "utf-8"
    )
    monkeypatch.setattr(extract, "ROOT", tmp_path)
    monkeypatch.setattr(catalogue.paths, "locale_dir", lambda: tmp_path / "locale")
    return tmp_path


def written(program: Path) -> str:
    return (program / "locale" / "en" / "LC_MESSAGES" / "desk.po").read_text("utf-8")


def translations(program: Path, text: str, name: str = "other.po") -> Path:
    file = program / name
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    file.write_text(head + text, "utf-8")
    return file


def test_what_the_program_says_is_missing_until_it_is_translated(program: Path) -> None:
    extract.update()
    found = extract.report()
    assert found.missing == ("{n} ред", "Вход", "Опашка", "бутон: Върни")
    assert found.stale == ()


def test_translations_of_others_are_taken_in_and_kept(program: Path) -> None:
    extract.update(others=[translations(program, 'msgid "Опашка"\nmsgstr "Queue"\n')])
    assert "Опашка" not in extract.report().missing
    (program / "ui" / "page.py").write_text('_("Опашка")\n_("Нов низ")\n', "utf-8")
    extract.update()
    assert extract.report().missing == ("Нов низ",)
    with (program / "locale" / "en" / "LC_MESSAGES" / "desk.po").open("rb") as stream:
        assert read_po(stream)["Опашка"].string == "Queue"


def test_a_string_that_left_the_program_is_stale_until_the_catalogue_is_written(program: Path) -> None:
    extract.update(others=[translations(program, 'msgid "Вход"\nmsgstr "Sign in"\n')])
    (program / "ui" / "page.py").write_text('_("Опашка")\n', "utf-8")
    assert "Вход" in extract.report().stale
    extract.update()
    assert extract.report().stale == ()


def test_half_a_plural_is_no_translation(program: Path) -> None:
    half = 'msgid "{n} ред"\nmsgid_plural "{n} реда"\nmsgstr[0] "{n} line"\nmsgstr[1] ""\n'
    extract.update(others=[translations(program, half)])
    assert "{n} ред" in extract.report().missing


def test_writing_twice_writes_the_same(program: Path) -> None:
    extract.update()
    first = written(program)
    extract.update()
    assert written(program) == first


def test_the_command_says_what_is_missing_and_fails(program: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert extract.main(["--write"]) == 1
    assert "en missing: Опашка" in capsys.readouterr().out

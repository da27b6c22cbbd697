"""Bulgarian is the language of the message ids; English comes from the catalogue and is never silently missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from resources import paths
from ui import words
from ui.words import _, catalogue, ngettext, pgettext
from ui.words.catalogue import compile_po


@pytest.fixture
def own_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of catalogues that a test may spoil; only the `.po` is in it."""
    source = paths.locale_dir() / "en" / "LC_MESSAGES" / "desk.po"
    folder = tmp_path / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    shutil.copy(source, folder / "desk.po")
    monkeypatch.setattr(catalogue.paths, "locale_dir", lambda: tmp_path)
    return folder


def test_bulgarian_is_there_without_a_catalogue() -> None:
    assert _("Изходящи") == "Изходящи"
    assert words.language() == "bg"


@pytest.mark.parametrize(
    ("count", "form"), [(0, "дни"), (1, "ден"), (2, "дни"), (11, "дни"), (21, "дни"), (101, "дни")]
)
def test_bulgarian_has_two_forms(count: int, form: str) -> None:
    assert ngettext("{n} раб. ден", "{n} раб. дни", count).endswith(form)


def test_english_speaks_after_install() -> None:
    words.install("en")
    assert _("Изходящи") == "Outbox"
    assert ngettext("{n} раб. ден", "{n} раб. дни", 1) == "{n} work day"
    assert ngettext("{n} раб. ден", "{n} раб. дни", 3) == "{n} work days"
    assert words.language() == "en"
    words.install("bg")
    assert _("Изходящи") == "Изходящи"


def test_an_unknown_language_changes_nothing() -> None:
    with pytest.raises(ValueError, match="de"):
        words.install("de")
    assert words.language() == "bg"


def test_nothing_stays_nothing() -> None:
    """gettext answers an empty id with the head of its catalogue."""
    words.install("en")
    assert _("") == ""


def test_a_word_in_a_context_without_its_own_translation_is_bulgarian() -> None:
    words.install("en")
    assert pgettext("дума, която я няма", "Дума") == "Дума"


def test_a_forgotten_compile_does_not_change_the_language(own_catalogue: Path) -> None:
    assert not (own_catalogue / "desk.mo").exists()
    words.install("en")
    assert _("Изходящи") == "Outbox"


def test_a_compiled_catalogue_is_taken_as_it_is(own_catalogue: Path) -> None:
    source = own_catalogue / "desk.po"
    other = own_catalogue / "other.po"
    other.write_text(source.read_text("utf-8").replace('"Outbox"', '"Post"'), "utf-8")
    (own_catalogue / "desk.mo").write_bytes(compile_po(other))
    words.install("en")
    assert _("Изходящи") == "Post"


def test_a_compiled_catalogue_older_than_its_source_is_not_trusted(own_catalogue: Path) -> None:
    import os

    source, compiled = own_catalogue / "desk.po", own_catalogue / "desk.mo"
    compiled.write_bytes(compile_po(source))
    source.write_text(source.read_text("utf-8").replace('"Outbox"', '"Post"'), "utf-8")
    stamp = compiled.stat().st_mtime_ns + 1_000_000_000
    os.utime(source, ns=(stamp, stamp))
    words.install("en")
    assert _("Изходящи") == "Post"


def test_no_catalogue_at_all_is_said(own_catalogue: Path) -> None:
    (own_catalogue / "desk.po").unlink()
    with pytest.raises(FileNotFoundError):
        words.install("en")
    assert words.language() == "bg"

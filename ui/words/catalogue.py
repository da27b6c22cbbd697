"""Loading a catalogue. A `.mo` that is missing or older than its `.po` is made in memory: never the wrong language
in silence.
"""

from __future__ import annotations

from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from resources import paths

DOMAIN = "desk"


def po_file(language: str) -> Path:
    """The catalogue that people edit."""
    return paths.locale_dir() / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def mo_file(language: str) -> Path:
    """The compiled catalogue beside it; made by `make env` and by the installers."""
    return po_file(language).with_suffix(".mo")


def load(language: str) -> GNUTranslations:
    """The catalogue of `language`. Raises FileNotFoundError if there is neither a `.mo` nor a `.po`."""
    source, compiled = po_file(language), mo_file(language)
    if compiled.exists() and not (source.exists() and _newer(source, compiled)):
        with compiled.open("rb") as stream:
            return GNUTranslations(stream)
    return GNUTranslations(BytesIO(compile_po(source)))


def _newer(source: Path, compiled: Path) -> bool:
    return source.stat().st_mtime_ns > compiled.stat().st_mtime_ns


def compile_po(source: Path) -> bytes:
    """The bytes of a `.mo`. Babel is imported only here: a start with compiled catalogues never pays for it."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as stream:
        catalogue = read_po(stream, locale=source.parent.parent.name)
    made = BytesIO()
    write_mo(made, catalogue)
    return made.getvalue()

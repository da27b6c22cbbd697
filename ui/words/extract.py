"""Find every string of the program, bring `desk.po` up to date and say what is missing or stale.

python -m ui.words.extract                    report only; status 1 if anything is missing or stale
python -m ui.words.extract --write            also write the catalogue
python -m ui.words.extract --write --merge FILE.po …    take translations from other catalogues first
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from . import LANGUAGES, SOURCE
from .catalogue import po_file

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("ui",)
KEYWORDS: dict[str, Any] = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
LEFT_OUT = ("ui/desktop/gallery",)
"""The gallery shows the widgets with samples in both languages of its own."""


@dataclass(frozen=True)
class Report:
    """Message ids: without a translation, and translated but no longer in the program."""

    missing: tuple[str, ...]
    stale: tuple[str, ...]


def found_strings() -> Catalog:
    """Every marked string of the program. Places are files without line numbers, so that an edit above changes
    nothing.
    """
    catalogue = Catalog(project="sofia-address-desk", charset="utf-8")
    for folder in FOLDERS:
        hits = extract_from_dir(
            ROOT / folder, [("**.py", "python")], keywords=KEYWORDS, comment_tags=("po:",), strip_comment_tags=True
        )
        for name, _line, message, comments, context in hits:
            place = f"{folder}/{name}"
            if not place.startswith(LEFT_OUT):
                catalogue.add(message, None, [(place, 0)], auto_comments=comments, context=context)
    return catalogue


def kept(language: str) -> Catalog:
    """The catalogue as it is on disk; an empty one if there is none yet."""
    file = po_file(language)
    if not file.exists():
        return Catalog(locale=language, charset="utf-8")
    with file.open("rb") as stream:
        return read_po(stream, locale=language)


def report(language: str = "en") -> Report:
    """Compare the catalogue on disk with the program."""
    program, catalogue = found_strings(), kept(language)
    wanted = {key(message) for message in program if message.id}
    present = {key(message): message for message in catalogue if message.id}
    missing = [name for name in wanted if name not in present or not is_translated(present[name])]
    stale = [name for name in present if name not in wanted]
    return Report(tuple(sorted(map(spoken, missing))), tuple(sorted(map(spoken, stale))))


Key = tuple[str | None, str]


def key(message: Message) -> Key:
    """Context and first form: what gettext looks a message up by."""
    return message.context, message.id[0] if isinstance(message.id, tuple | list) else message.id


def spoken(name: Key) -> str:
    return name[1] if name[0] is None else f"{name[0]}: {name[1]}"


def is_translated(message: Message) -> bool:
    said = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(said) and all(said)


def update(language: str = "en", others: Iterable[Path] = ()) -> None:
    """Write the catalogue: every string of the program, old translations kept, those of `others` taken in, stale
    ones left out.
    """
    known = {key(m): m for source in (*map(_read, others), kept(language)) for m in source if m.id and is_translated(m)}
    made = Catalog(locale=language, charset="utf-8")
    for message in sorted(found_strings(), key=lambda m: (sorted(m.locations)[:1], key(m)[1]) if m.id else ([], "")):
        if message.id:
            old = known.get(key(message))
            made.add(
                message.id,
                old.string if old else None,
                message.locations,
                auto_comments=message.auto_comments,
                context=message.context,
            )
    text = BytesIO()
    write_po(text, made, width=110, no_location=False, omit_header=True)
    header = HEADER.format(language=language, plural=made.plural_forms)
    po_file(language).parent.mkdir(parents=True, exist_ok=True)
    po_file(language).write_text(header + text.getvalue().decode("utf-8"), "utf-8")


def _read(file: Path) -> Catalog:
    with file.open("rb") as stream:
        return read_po(stream)


HEADER = """# Words of the desk. The message ids are the Bulgarian sentences of the program.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m ui.words.extract", description=__doc__.splitlines()[0] if __doc__ else ""
    )
    parser.add_argument("--write", action="store_true", help="bring the catalogues up to date")
    parser.add_argument(
        "--merge", nargs="*", type=Path, default=[], metavar="FILE", help="catalogues to take translations from"
    )
    args = parser.parse_args(arguments)
    status = 0
    for language in (one for one in LANGUAGES if one != SOURCE):
        if args.write:
            update(language, args.merge)
        found = report(language)
        for word, names in (("missing", found.missing), ("stale", found.stale)):
            for name in names:
                status = 1
                print(f"{language} {word}: {name}")
    return status


if __name__ == "__main__":
    sys.exit(main())

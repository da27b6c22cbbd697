"""Keeps the sentences in `docs/bad-input.md` those of the program: `python -m tests.bad_input` writes them anew from
the codes in the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ui import words
from ui.words import _
from ui.words.codes import merged

PAGE = Path(__file__).parents[1] / "docs" / "bad-input.md"
# For sentences with a plural, which are made by a function.
SAMPLES: dict[str, object] = {"left": 4, "seconds": 30, "until": datetime(2026, 11, 25, 18), "most": 4000}


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    code: str
    bg: str
    en: str
    tests: tuple[str, ...]

    def __str__(self) -> str:
        tests = "<br>".join(f"`{test}`" for test in self.tests)
        return f"| {self.what} | `{self.code}` | {self.bg} | {self.en} | {tests} |"


def rows() -> Iterator[Row]:
    for line in PAGE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 5 and cells[1].startswith("`"):
            what, code, bg, en, tests = cells
            yield Row(what, code.strip("`"), bg, en, tuple(one.strip("`") for one in tests.split("<br>")))


def said(code: str, language: str) -> str:
    """What happened, and behind an arrow what to do."""
    entry = merged()[code]
    words.install(language)
    try:
        what, step = (_(entry[0]), _(entry[1])) if isinstance(entry, tuple) else entry(SAMPLES)
    finally:
        words.install("bg")
    return f"{what} → {step}".replace("\N{NO-BREAK SPACE}", " ")


def fresh(row: Row) -> Row:
    return Row(row.what, row.code, said(row.code, "bg"), said(row.code, "en"), row.tests)


def main() -> None:
    text = PAGE.read_text("utf-8")
    for row in rows():
        old = next(line for line in text.splitlines() if line.startswith(f"| {row.what} | `{row.code}` "))
        text = text.replace(old, str(fresh(row)))
    PAGE.write_text(text, "utf-8")


if __name__ == "__main__":
    main()

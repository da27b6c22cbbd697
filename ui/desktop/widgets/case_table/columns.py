"""The columns, how they give way by importance, and each cell in words."""

from __future__ import annotations

from ui.words import N_, _, language

from .rows import CaseRow

COLUMNS = ("mark", "number", "short", "person", "address", "service", "status", "clock", "who")
HEADINGS = {
    "mark": "", "number": N_("Вх. №"), "short": N_("Вх. №, вид"), "person": N_("Заявител"), "address": N_("Нов адрес"),
    "service": N_("Услуга и тип"), "status": N_("Състояние"), "clock": N_("Срок"), "who": N_("Отговорник"),
}  # fmt: skip
WIDE = {"mark": 40, "number": 94, "person": 220, "address": 0, "service": 189, "status": 182, "clock": 173, "who": 114}
NARROW = {"mark": 40, "short": 102, "person": 250, "address": 0, "status": 182, "clock": 173, "who": 114}
SMALL = {"short": 112, "person": 230, "address": 0, "status": 182, "clock": 173}
LESS = {"short": 112, "person": 0, "status": 182, "clock": 173}
LEAST = {"short": 112, "person": 0, "clock": 173}
"""Widths in px at 100 %; 0 takes what is left. A small window drops the prefix that every row shares and says the
service in its place.
"""
STEPS = ((1346, WIDE), (1080, NARROW), (860, SMALL), (640, LESS), (0, LEAST))
"""From how wide a table (px at 100 %) which columns are shown: the wide set where a whole address still fits."""
STRETCHED = {"en": {"clock": 22, "status": -8, "service": -14}}
"""Where the words of a language are longer or shorter than the Bulgarian ones, px at 100 %; the names give the rest."""
EDGE = 14
"""The number then stands at the edge, where it begins with the page's margin."""
KIND = 12
"""What the longest kind of applicant needs beside the service, taken from the names, which are short in this table."""
UNMARKED = 5
"""How much of the room of the marks goes to the tightest column, the service, where rows are not marked."""


def columns_for(width: float, can_mark: bool = True) -> dict[str, int]:
    """Which columns a table of `width` px (at 100 %) shows, and how wide."""
    spare = 0 if can_mark else WIDE["mark"] - UNMARKED
    columns = dict(next(columns for least, columns in STEPS if width >= least - spare))
    stretched = {name: px for name, px in STRETCHED.get(language(), {}).items() if name in columns}
    for name, px in stretched.items():
        columns[name] += px
    if columns["person"]:
        columns["person"] -= sum(stretched.values())
    if not can_mark and "mark" in columns:
        del columns["mark"]
        columns["number" if "number" in columns else "short"] += EDGE
        if "service" in columns:
            columns["service"] += UNMARKED + KIND
            columns["person"] -= KIND
    return columns


def heading(column: str) -> str:
    """The name of a column in the reader's language."""
    return _(HEADINGS[column]) if HEADINGS[column] else ""


def spoken(row: CaseRow, column: str, marked: bool) -> str:
    """The cell in words, for a screen reader, a tooltip and tests."""
    match column:
        case "mark":
            return _("избрана") if marked else _("не е избрана")
        case "number":
            return row.prefix + row.number
        case "short":
            return f"{row.prefix}{row.number}, {row.service}, {row.kind}"
        case "person":
            return ", ".join((row.person, *(mark.word for mark in row.marks)))
        case "address":
            return row.address
        case "service":
            return f"{row.service}, {row.kind}"
        case "status":
            return row.status.word
        case "clock":
            return f"{row.clock.left} {row.clock.until}".strip()
        case _:
            who = row.who or _("свободна")
            return _("{who} – в момента преглежда").format(who=who) if row.present else who

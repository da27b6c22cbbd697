"""One sentence for every error code, split by area. To add an area put a module here with a table `CODES`:

    from ui.words import N_

    CODES = {"store.locked": (N_("Какво стана и какво значи за вас."), N_("Какво да направите."))}

A pair may hold `{named}` placeholders. Where a sentence needs a plural the entry is a function that takes the
parameters (a dict) and returns the pair, already translated. English goes into `desk.po` (`make words` lists what
is missing).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

Entry = tuple[str, str] | Callable[[dict[str, object]], tuple[str, str]]


def areas() -> Iterator[ModuleType]:
    """Every module of this package."""
    for found in iter_modules(__path__):
        yield import_module(f"{__name__}.{found.name}")


def merged() -> Mapping[str, Entry]:
    """The tables of all areas as one. Raises ValueError if two areas speak of the same code."""
    table: dict[str, Entry] = {}
    for area in areas():
        twice = table.keys() & area.CODES.keys()
        if twice:
            raise ValueError(f"{area.__name__} repeats {', '.join(sorted(twice))}")
        table |= area.CODES
    return table

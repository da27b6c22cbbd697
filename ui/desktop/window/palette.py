"""Ctrl+K: all acts by name, found as one types, in Cyrillic or in Latin letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from ui.desktop.screen import KeyLine
from ui.desktop.widgets.command_palette import CommandPalette, CommandView
from ui.desktop.widgets.overlay import Overlay
from ui.words import _

# Закон за транслитерацията (2009), as far as a search by word starts needs it.
_LATIN = str.maketrans(
    {
        "а": "a",
        "б": "b",
        "в": "v",
        "г": "g",
        "д": "d",
        "е": "e",
        "ж": "zh",
        "з": "z",
        "и": "i",
        "й": "y",
        "к": "k",
        "л": "l",
        "м": "m",
        "н": "n",
        "о": "o",
        "п": "p",
        "р": "r",
        "с": "s",
        "т": "t",
        "у": "u",
        "ф": "f",
        "х": "h",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "sht",
        "ъ": "a",
        "ь": "y",
        "ю": "yu",
        "я": "ya",
    }
)


def matches(words: str, query: str) -> bool:
    """Each typed word begins some word of the command, in either alphabet."""
    latin = words.casefold().translate(_LATIN).split()
    return all(any(word.startswith(part) for word in latin) for part in query.casefold().translate(_LATIN).split())


def open_palette(
    window: QWidget, acts: Mapping[str, tuple[KeyLine, Callable[[], None]]], own: Sequence[KeyLine]
) -> Overlay:
    """`acts` can be run from here; the screen's own keys are shown with what they do, and are pressed on the screen."""
    commands = [
        CommandView(key, line.words, keys=line.keys, group=_("Навсякъде")) for key, (line, _act) in acts.items()
    ]
    closed = _("натиснете клавиша на самия екран")
    commands += [
        CommandView(f"own-{place}", line.words, keys=line.keys, group=_("На този екран"), why_not=closed)
        for place, line in enumerate(own)
    ]
    panel = CommandPalette(commands)
    overlay = Overlay(window, panel, 640, 0.12)

    def chosen(key: str) -> None:
        overlay.dismiss()
        acts[key][1]()

    panel.query_changed.connect(lambda text: panel.show_commands([c for c in commands if matches(c.words, text)]))
    panel.chosen.connect(chosen)
    return overlay

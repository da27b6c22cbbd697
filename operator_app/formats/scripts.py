"""Letters that look alike or cannot be seen: what a code may hold before any of it is shown to a clerk (Unicode TR 36,
TR 39).

A name in Cyrillic with one Latin letter in it reads like the right name and is another; a zero-width or a
bidirectional mark can make a case number read as its neighbour. Such text is refused, never tidied up and shown.
"""

from __future__ import annotations

import re
import unicodedata

# Format, private, surrogate, unassigned, control, line and paragraph separators: nothing that a document of the city
# prints.
_UNSEEN = frozenset({"Cf", "Co", "Cs", "Cn", "Cc", "Zl", "Zp"})
# Letters and marks that print nothing although their category is harmless, and the sign for "not readable".
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffd") | {chr(c) for c in range(0xFE00, 0xFE10)}
_PLAIN_SPACES = frozenset(" \u00a0\u202f")
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK")
_WORD = re.compile(r"[^\W\d_]+")

# The pairs of domain.md 5: the city's own site prints Latin PBP for РВР. Digits only where a group of digits is
# expected.
CYRILLIC_OF = dict(zip("ABCEHKMOPTXY", "АВСЕНКМОРТХУ", strict=True))
LATIN_OF = {cyrillic: latin for latin, cyrillic in CYRILLIC_OF.items()}


def control(text: str) -> bool:
    """Whether a control character (a key that would become a shortcut) is in the text; see `hidden` for the rest."""
    return any(unicodedata.category(c) == "Cc" for c in text)


def hidden(text: str) -> bool:
    """Whether anything in the text cannot be seen, or reorders what can (zero-width, bidirectional marks, odd
    spaces).
    """
    return any(
        unicodedata.category(c) in _UNSEEN
        or c in _BLANK
        or (unicodedata.category(c) == "Zs" and c not in _PLAIN_SPACES)
        for c in text
    )


def readable(text: str) -> str:
    """What a person typed or pasted as it is seen: without control characters, marks that reorder or print nothing and
    halves of characters; lines end with a line feed. Text processors paste such marks, so this is tidied up where a
    scanned code is refused.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(c for c in lines if c in "\n\t" or (unicodedata.category(c) not in _UNSEEN and c not in _BLANK))


def mixed(text: str) -> bool:
    """Whether one word of the text takes letters from two of Latin, Cyrillic and Greek."""
    return any(len({_script(letter) for letter in word} - {""}) > 1 for word in _WORD.findall(text))


def as_cyrillic(text: str) -> str:
    """Upper case, with Latin look-alikes as the Cyrillic letters they stand for: PBP18 → РВР18."""
    return "".join(CYRILLIC_OF.get(c, c) for c in text.upper())


def as_latin(text: str) -> str:
    """Upper case, with Cyrillic look-alikes as the Latin letters they stand for: МВ0032158 → MB0032158."""
    return "".join(LATIN_OF.get(c, c) for c in text.upper())


def _script(letter: str) -> str:
    name = unicodedata.name(letter, "")
    return next((script for script in _SCRIPTS if name.startswith(script)), "")

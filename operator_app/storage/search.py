"""How the words of a case are folded for search and sorting, and what a typed word may mean.

A clerk types Cyrillic, the Latin transliteration, or Latin letters that look Cyrillic (`PCЦ26`); all find the same
case. Pure: the index and the query use the same functions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from operator_app.formats.scripts import as_cyrillic, as_latin

LONGEST = 200  # characters of a query that are looked at
MOST_WORDS = 8

_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")

# Закон за транслитерацията, чл. 5; „ия“ at the end of a word is written „ia“ (чл. 6).
_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ъ": "a", "ь": "y", "ю": "yu", "я": "ya",
}  # fmt: skip


def words(text: str) -> list[str]:
    """Letters and figures, one word a run, in small letters."""
    return [word.casefold() for word in _WORD.findall(text)]


def latin(word: str) -> set[str]:
    """How a Cyrillic word (small letters) may be written in Latin: letter by letter and by the rule for „ия“."""
    plain = "".join(_LATIN.get(letter, letter) for letter in word)
    return {plain, plain[:-3] + "ia"} if word.endswith("ия") else {plain}


def index_number(number: str) -> str:
    """The groups of an incoming number with look-alikes as Cyrillic."""
    return " ".join(words(as_cyrillic(number)))


def index_words(texts: Iterable[str]) -> str:
    """Names or an address: every word as it is and as it is transliterated, each once."""
    found = dict.fromkeys(word for text in texts for word in words(text))
    for word in tuple(found):
        found |= dict.fromkeys(sorted(latin(word)))
    return " ".join(found)


def tail(number: str) -> str:
    """The letters and figures of the number from its end."""
    return "".join(words(as_cyrillic(number)))[::-1]


def number_key(number: str) -> str:
    """A number as it is sorted: its runs of figures padded to ten."""
    return _DIGITS.sub(lambda found: found[0].zfill(10), as_cyrillic(number).casefold())


def typed(text: str) -> Iterator[tuple[str, str]]:
    """For each typed word the FTS5 expression that finds words beginning with it, and its `tail` prefix."""
    for word in words(text[:LONGEST])[:MOST_WORDS]:
        forms = sorted({word, as_cyrillic(word).casefold(), as_latin(word).casefold()})
        yield " OR ".join(f'"{form}"*' for form in forms), tail(word)

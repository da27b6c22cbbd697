"""Un-garbling: a wedge scanner types through the active keyboard layout, so `HC1:6BF+` arrives as `ГЪ1М6ФО€` under БДС.

Each Bulgarian layout is one-to-one on the 94 printable signs of the US one, so the way back is exact once the layout
is known, and a known beginning tells it. Where several layouts agree on the beginning (the phonetic ones) all
readings are given; a seal's signature then says which is right. CapsLock turns the case of letters around and is
tried too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from resources import paths

KNOWN_PREFIXES = ("SF1:", "AR1-", "HC1:", "shc:/", "otpauth://", "openid4vp://", "https://", "http://", "eyJ")
# Longer texts were never typed by a scanner; see evidence.verify for the cap of a payload.
MAX_CHARACTERS = 8192


@dataclass(frozen=True)
class Reading:
    """What the scanner meant, if this layout was active. `layout` is "us" where nothing was garbled."""

    text: str
    layout: str
    caps: bool = False


def ungarble(typed: str, prefixes: tuple[str, ...] = KNOWN_PREFIXES) -> tuple[Reading, ...]:
    """All readings of a typed text that begin in a known way, each text once; empty where none does (it is then shown
    as
    it is).

    A text that already begins in a known way is its own first reading.

    """
    if len(typed) > MAX_CHARACTERS:
        return ()
    readings = {reading.text: reading for reading in reversed([*_readings(typed)]) if reading.text.startswith(prefixes)}
    return tuple(reversed(readings.values()))


@cache
def garbling(layout: str) -> Mapping[str, str]:
    """US sign → what the same key produces on this layout; space stays. Keys of `keyboard_bg.json`, or "us"."""
    if layout == "us":
        return {chr(code): chr(code) for code in range(32, 127)}
    return {**_tables()[layout], " ": " "}


def layouts() -> tuple[str, ...]:
    """ "us" and the names of the Bulgarian layouts, most common first."""
    return ("us", *_tables())


def garble(text: str, layout: str, *, caps: bool = False) -> str:
    """What arrives when a scanner types this text (printable ASCII): for the scanner self-test and for tests."""
    table = garbling(layout)
    typed = "".join(table[sign] for sign in text)
    return typed.swapcase() if caps else typed


def _readings(typed: str) -> Iterator[Reading]:
    for layout in layouts():
        for caps in (False, True):
            back = _way_back(layout, caps)
            if all(sign in back for sign in typed):
                yield Reading("".join(back[sign] for sign in typed), layout, caps)


@cache
def _way_back(layout: str, caps: bool) -> Mapping[str, str]:
    return {(made.swapcase() if caps else made): sign for sign, made in garbling(layout).items()}


@cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    told: Mapping[str, Mapping[str, str]] = json.loads(paths.keyboards().read_text(encoding="utf-8"))["layouts"]
    return told

"""SIMULATOR: one paper from its recipe."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from . import ink, press, scanner
from .kinds import KINDS, Kind

Look = Literal["pdf", "scan", "poor_scan", "unreadable"]
_WEAR = {"scan": scanner.OFFICE, "poor_scan": scanner.POOR, "unreadable": scanner.UNREADABLE}
_SIGN = re.compile(r"(№|\b(?:вх|ет|ап|бл|гр|ул|бул|пл|кв|ж\.к|чл|ал|том|р-н|МВР)\b\.?) ")
_COMMON = frozenset({"unsigned"})


class UnknownKind(KeyError):
    """No such kind of paper, or no such look."""


class FactsWrong(ValueError):
    """Facts are missing or unknown to this kind; the message names them and never says what they hold."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished file. `name` is made of the kind alone: no personal data."""

    data: bytes
    media_type: str
    name: str
    pages: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a paper is made of; small enough to be kept instead of the file until somebody asks for it."""

    kind: str
    facts: Mapping[str, str]
    look: Look = "pdf"
    seed: int = 0
    without_pages: tuple[int, ...] = ()

    def make(self) -> Paper:
        return make(self.kind, self.facts, look=self.look, seed=self.seed, without_pages=self.without_pages)


def make(
    kind: str, facts: Mapping[str, str], *, look: Look = "pdf", seed: int = 0, without_pages: tuple[int, ...] = ()
) -> Paper:
    """Make the paper; the same arguments give the same bytes.

    `pdf` is the original with text. `scan` is a PDF of pictures; `poor_scan` and `unreadable` are one JPEG where the
    paper has one page, else a PDF of pictures. `seed` chooses the strokes of signatures and the wear. `without_pages`
    (from 1) drops pages of a scan, as happens at a counter; page numbers on the sheets stay. Common facts: `unsigned`
    (prefixes of the signers who did not sign, by spaces), on declarations and applications `signed_how` (how it was
    signed electronically, then there is no ink), and, where the kind is sealed, `seal` (the payload of the QR code,
    ASCII).

    :raises UnknownKind: the kind or the look
    :raises FactsWrong: facts missing, unknown or empty where one is needed
    """
    if kind not in KINDS or look not in get_args(Look):
        raise UnknownKind(kind, look)
    definition = KINDS[kind]
    words = _words(definition, facts, seed)
    if look == "pdf":
        if without_pages:
            raise FactsWrong("only a scan can lack pages")
        data = press.pdf(kind, {**words, "look": "pdf"})
        return Paper(data, "application/pdf", f"{definition.file}.pdf", press.page_count(data))
    wear = _WEAR[look]
    rng = random.Random(seed)
    pages = press.pictures(kind, {**words, "look": "scan"}, ppi=wear.ppi)
    kept = [page for number, page in enumerate(pages, 1) if number not in without_pages]
    if not kept:
        raise FactsWrong("no page is left")
    worn = [scanner.scan(page, wear, rng) for page in kept]
    if look != "scan" and len(pages) == 1:
        return Paper(scanner.jpeg(worn[0], wear), "image/jpeg", f"{definition.file}.jpg", 1)
    return Paper(scanner.pdf_of(worn, wear), "application/pdf", f"{definition.file}-скан.pdf", len(worn))


def _words(kind: Kind, facts: Mapping[str, str], seed: int) -> dict[str, str]:
    """The inputs of the template: the facts, what stands where none is given, and the ink."""
    known = {*kind.required, *kind.optional, *_COMMON} | ({"seal"} if kind.sealed else set())
    missing = [name for name in kind.required if not facts.get(name, "").strip()]
    unknown = sorted(set(facts) - known)
    if missing or unknown:
        raise FactsWrong(f"missing: {', '.join(missing) or '-'}; unknown: {', '.join(unknown) or '-'}")
    words = {name: _unbroken(value) for name, value in {**kind.optional, **facts}.items()}
    unsigned = words.pop("unsigned", "").split()
    for prefix, fact in kind.signers.items():
        if words.get(fact) and prefix not in unsigned and not words.get("signed_how"):
            words[f"ink_{prefix}"] = ink.signature(words[fact], seed)
    words["ink_copy"] = ink.signature("copy", seed)
    words.pop("seal", None)
    if facts.get("seal"):
        words["seal_svg"] = ink.qr_svg(facts["seal"])
    return words


def _unbroken(words: str) -> str:
    """A number and its sign never part at the end of a line."""
    return _SIGN.sub("\\1\u00a0", words)

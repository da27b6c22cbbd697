"""What the viewer is told and what it asks for, as data."""

from __future__ import annotations

from dataclasses import dataclass

from ui.desktop.widgets.status import Status


@dataclass(frozen=True, slots=True)
class DocumentView:
    """One document of the case. `pages`: 0 while unknown. `state`: what the file is worth („Сканирано копие, без
    електронен подпис“). `note`: when it came. `missing`: why it cannot be shown here („още не е изтеглен“), "" when
    it can.
    """

    key: str
    name: str
    pages: int = 0
    state: Status | None = None
    note: str = ""
    missing: str = ""


@dataclass(frozen=True, slots=True)
class PageWanted:
    """A page to render: `page` counts from 0; `width` is the width of the upright page in device px that it will be
    drawn at.
    """

    document: str
    page: int
    width: int


@dataclass(frozen=True, slots=True)
class PageMark:
    """Where the proof of a check stands on a page: a rectangle in shares of the upright page (0 to 1) and the words
    of its flag.
    """

    page: int
    left: float
    top: float
    width: float
    height: float
    words: str

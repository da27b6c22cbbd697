"""SIMULATOR: sets a paper with typst, as PDF or as pictures of its pages.

Pictures come from typst too and not from PDFium, which must not be used from two threads of one process: the centre
makes papers in any thread. A typst compiler serves one call at a time, so there is one for each template and one lock.
"""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import fontpkg_sofia_sans
import typst
from PIL import Image

from resources import paths

FONT_FILES = Path(fontpkg_sofia_sans.ROOT) / "files"
_TEMPLATES = paths.papers_dir()
_EPOCH = 0  # no clock in the file: the same facts give the same bytes
_lock = threading.Lock()


@cache
def _fonts() -> typst.Fonts:
    """Sofia Sans and typst's own; none of the machine's, which differ."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONT_FILES])


@cache
def _compiler(kind: str) -> typst.Compiler:
    return typst.Compiler(_TEMPLATES / f"{kind}.typ", root=_TEMPLATES, font_paths=_fonts(), ignore_system_fonts=True)


def pdf(kind: str, words: Mapping[str, str]) -> bytes:
    with _lock:
        made = _compiler(kind).compile(format="pdf", sys_inputs=dict(words), timestamp=_EPOCH)
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single PDF")
    return made


def page_count(made: bytes) -> int:
    """Pages of a PDF that this press has made: typst writes its page objects in the clear."""
    return len(re.findall(rb"/Type/Page(?!s)", made))


def pictures(kind: str, words: Mapping[str, str], *, ppi: int) -> list[Image.Image]:
    """One RGB picture a page, A4 at `ppi` pixels an inch."""
    with _lock:
        made = _compiler(kind).compile(format="png", ppi=ppi, sys_inputs=dict(words), timestamp=_EPOCH)
    pages = [made] if isinstance(made, bytes) else made or []
    return [Image.open(io.BytesIO(page)).convert("RGB") for page in pages]

"""A picture ready to be painted, and the codes of papers that cannot be shown."""

from __future__ import annotations

from dataclasses import dataclass, field

from operator_app.domain import errors

PICTURE_BROKEN = errors.code("paper.picture_broken")
PICTURE_TOO_LARGE = errors.code("paper.picture_too_large")
PICTURE_KIND = errors.code("paper.picture_kind")
PDF_BROKEN = errors.code("paper.pdf_broken")
PDF_PASSWORD = errors.code("paper.pdf_password")
PDF_EMPTY = errors.code("paper.pdf_empty")
PDF_SLOW = errors.code("paper.pdf_slow")
TOO_LARGE = errors.code("paper.too_large")
EMPTY = errors.code("paper.empty")

MAX_BYTES = 40 * 1024 * 1024


@dataclass(frozen=True)
class Rendered:
    """`bgra`: 4 bytes a pixel, blue first (QImage.Format_RGB32 on the machines that we run on), no padding, on white.

    `scale`: pixels a point (1/72 inch) for a page, shown pixels a stored pixel for a picture; it may be lower than
    asked where the page or picture would have been too large.
    """

    width: int
    height: int
    bgra: bytes = field(repr=False)
    scale: float = 1.0

"""Pictures from outside, opened with Pillow: what the header says is judged before a single pixel is decoded.

30,000 × 30,000 pixels fit into a PNG of a few kilobytes and take 3.6 GB to show.
"""

from __future__ import annotations

import io
import logging
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageOps, UnidentifiedImageError

from operator_app.domain.errors import Refused

from .rendered import EMPTY, MAX_BYTES, PICTURE_BROKEN, PICTURE_KIND, PICTURE_TOO_LARGE, TOO_LARGE, Rendered

FORMATS = ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF")
MAX_PIXELS = 64_000_000
MAX_SIDE = 20_000
MAX_PAGES = 200
SHOWN_SIDE = 5000

# What Pillow raises for damaged files of these formats (it has no common error for that; found by mutating samples).
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, struct.error, TypeError, IndexError, KeyError, OverflowError)


@contextmanager
def opened(data: bytes, page: int = 0) -> Iterator[Image.Image]:
    """A picture whose size is within bounds and whose pixels are not decoded yet.

    Refused: paper.empty, paper.too_large, paper.picture_kind, paper.picture_too_large (width, height),
    paper.picture_broken; also for damage that shows only inside the `with`, while pixels are decoded.
    """
    if not data:
        raise Refused(EMPTY)
    if len(data) > MAX_BYTES:
        raise Refused(TOO_LARGE, bytes=len(data), most=MAX_BYTES)
    _hush()
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if page:
                picture.seek(page)
            width, height = picture.size
            if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
                raise Refused(PICTURE_TOO_LARGE, width=width, height=height)
            yield picture
    except Image.DecompressionBombError as bomb:
        raise Refused(PICTURE_TOO_LARGE, width=0, height=0) from bomb
    except UnidentifiedImageError as other:
        raise Refused(PICTURE_KIND) from other
    except _DAMAGE as damage:
        raise Refused(PICTURE_BROKEN) from damage


def _hush() -> None:
    """Pillow warns and logs about damage that it goes on with, and about a size that is judged here: what matters of it
    becomes a code, and a stranger's file must not write into the log.
    """
    warnings.filterwarnings("ignore", module=r"PIL\b")
    logging.getLogger("PIL").setLevel(logging.CRITICAL)


def picture_pages(data: bytes) -> int:
    """How many pages: a scanner's TIFF may hold several; every other picture is one. Refused: as `opened`."""
    with opened(data) as picture:
        return min(getattr(picture, "n_frames", 1), MAX_PAGES) if picture.format == "TIFF" else 1


def open_picture(data: bytes, page: int = 0, *, longest: int = SHOWN_SIDE) -> Rendered:
    """Upright (Exif), on white, at most `longest` pixels a side. Refused: as `opened`."""
    with opened(data, page) as picture:
        stored = max(picture.size)
        picture.draft("RGB", (longest, longest))  # JPEG: decodes at a fraction of the size where that is enough
        upright = on_white(ImageOps.exif_transpose(picture))
        upright.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        pixels = upright.convert("RGBA").tobytes("raw", "BGRA")
        return Rendered(upright.width, upright.height, pixels, max(upright.size) / stored)


def on_white(picture: Image.Image) -> Image.Image:
    """RGB or grey without transparency: a code drawn in black on nothing would be black on black."""
    if picture.mode in ("L", "RGB"):
        return picture
    if picture.mode in ("I", "F") or picture.mode.startswith("I;16"):
        return picture.convert("F").point(lambda value: value / 257).convert("L")
    if "A" in picture.getbands() or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("RGB")
    return picture.convert("RGB")

"""Finding QR codes in pictures and PDF files, with zxing-cpp restricted to QR.

Raw bytes are taken, never the text rendering, which breaks signatures. A picture that gives nothing at first is tried
again in the ways that won back a third of the misses: evened out, with a global threshold, twice as large, softened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PIL import Image, ImageFilter, ImageOps

from operator_app.domain import errors
from operator_app.domain.errors import Refused

from .images import on_white, opened, picture_pages
from .pdf import PdfReader
from .rendered import Rendered

NO_CODE = errors.code("scan.no_code")

DPI = 200
MAX_PAGES = 20
MAX_CODES = 16
MAX_TEXT = 8192  # every picture has bytes below 32 among its first
# Above this a photograph is halved first: a module of a code that fills a hand is still many pixels wide.
LARGE = 16_000_000
# The second looks are for codes that are small or faint; on large pictures they would cost seconds and find nothing.
SECOND_LOOK = 6_000_000


def codes_in(data: bytes, reader: PdfReader) -> tuple[bytes, ...]:
    """The payloads of all codes in a file, in the order found and each once: a picture, a PDF, or a small text file
    whose only line is the payload.

    Refused: scan.no_code where there is none, and what `opened` and PdfReader refuse. Takes time: never on the
    window's thread.
    """
    if _is_text(data):
        return (_line_of_text(data),)
    found = codes_in_pdf(data, reader) if is_pdf(data) else codes_in_picture(data)
    if not found:
        raise Refused(NO_CODE)
    return found


def _is_text(data: bytes) -> bool:
    return 0 < len(data) <= MAX_TEXT and not is_pdf(data) and all(byte >= 32 for byte in _line_of_text(data))


def _line_of_text(data: bytes) -> bytes:
    return data.rstrip(b"\r\n")


def is_pdf(data: bytes) -> bool:
    """By content (ISO 32000, 7.5.2: the mark may stand somewhat after the beginning), never by name."""
    return b"%PDF-" in data[:1024]


def codes_in_picture(data: bytes) -> tuple[bytes, ...]:
    """Payloads in a PNG, JPEG, TIFF (all its pages), WebP, BMP or GIF; empty where there is no code."""
    found: list[bytes] = []
    for page in range(min(picture_pages(data), MAX_PAGES)):
        with opened(data, page) as picture:
            picture.draft("L", (4000, 4000))
            grey = on_white(picture).convert("L")
        found += codes_in_image(grey)
    return _each_once(found)


def codes_in_pdf(data: bytes, reader: PdfReader) -> tuple[bytes, ...]:
    """Payloads on the first 20 pages, painted on white at 200 dpi."""
    found: list[bytes] = []
    for page in range(min(reader.page_count(data), MAX_PAGES)):
        found += codes_in_image(_grey(reader.render(data, page, DPI / 72)))
    return _each_once(found)


def codes_in_image(grey: Image.Image) -> list[bytes]:
    """Payloads in one grey picture ("L"). The first look that sees anything decides."""
    if grey.width * grey.height > LARGE:
        grey = grey.reduce(2)
    for look in _looks(grey):
        found = look()
        if found:
            return found
    return []


def _looks(grey: Image.Image) -> Iterator[Callable[[], list[bytes]]]:
    yield lambda: _read(grey)
    if grey.width * grey.height > SECOND_LOOK:
        grey = grey.reduce(2)
    even = ImageOps.equalize(grey)
    yield lambda: _read(even)
    yield lambda: _read(even, threshold="GlobalHistogram")
    yield lambda: _read(grey, threshold="GlobalHistogram")
    yield lambda: _read(grey.resize((grey.width * 2, grey.height * 2), Image.Resampling.BICUBIC))
    yield lambda: _read(grey.filter(ImageFilter.GaussianBlur(1.5)))


def _read(picture: Image.Image, threshold: str = "LocalAverage") -> list[bytes]:
    import zxingcpp

    found: list[Any] = zxingcpp.read_barcodes(
        picture,
        formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]),
        text_mode=zxingcpp.TextMode.Plain,
        binarizer=getattr(zxingcpp.Binarizer, threshold),
    )
    return [bytes(code.bytes) for code in found[:MAX_CODES] if code.valid and code.bytes]


def _grey(page: Rendered) -> Image.Image:
    return Image.frombuffer("RGB", (page.width, page.height), page.bgra, "raw", "BGRX", 0, 1).convert("L")


def _each_once(found: list[bytes]) -> tuple[bytes, ...]:
    return tuple(dict.fromkeys(found))[:MAX_CODES]

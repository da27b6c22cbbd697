"""Reading PDF papers with PDFium: count, size and single pages, for the viewer and for finding codes.

Only pictures of pages come out: no scripts run, no forms are filled, nothing is fetched. Everything of PDFium is made
and closed on the thread of the reader; what the garbage collector would close elsewhere is closed here first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any, TypeVar

from operator_app.domain.errors import Refused

from .pdf_thread import PdfThread
from .rendered import EMPTY, MAX_BYTES, PDF_BROKEN, PDF_EMPTY, PDF_PASSWORD, PICTURE_TOO_LARGE, TOO_LARGE, Rendered

T = TypeVar("T")

MAX_PIXELS = 40_000_000
MAX_SIDE = 20_000
# Stored pixels of all pictures on one page: what PDFium must unpack to draw it.
MAX_STORED_PIXELS = 200_000_000
_WHITE = (255, 255, 255, 255)


class PdfReader:
    """Reads PDF files given as bytes. The last file stays open, so that turning pages costs a page and not the file.

    `page_count`, `page_size` and `render` wait and may be called from any thread but the window's; the window uses the
    `…_later` forms. Errors, the same in both: Refused paper.empty, paper.too_large, paper.pdf_broken,
    paper.pdf_password, paper.pdf_empty, paper.picture_too_large; Trouble paper.pdf_slow where one waits.
    """

    def __init__(self, *, limit: float = 20.0) -> None:
        self._thread = PdfThread(limit)
        self._data = b""
        self._document: Any = None

    def page_count(self, data: bytes) -> int:
        return self._thread.wait(self.page_count_later(data))

    def page_size(self, data: bytes, page: int) -> tuple[float, float]:
        """Width and height in points (1/72 inch)."""
        return self._thread.wait(self.page_size_later(data, page))

    def render(self, data: bytes, page: int, scale: float) -> Rendered:
        """`page` from 0; `scale` in pixels a point (150 dpi: 150 / 72). IndexError for a page that is not there."""
        return self._thread.wait(self.render_later(data, page, scale))

    def page_count_later(self, data: bytes) -> Future[int]:
        return self._later(data, len)

    def page_size_later(self, data: bytes, page: int) -> Future[tuple[float, float]]:
        def job(document: Any) -> tuple[float, float]:
            with _page(document, page) as sheet:
                width, height = sheet.get_size()
                return float(width), float(height)

        return self._later(data, job)

    def render_later(self, data: bytes, page: int, scale: float) -> Future[Rendered]:
        def job(document: Any) -> Rendered:
            with _page(document, page) as sheet:
                return _draw(sheet, scale)

        return self._later(data, job)

    def close(self) -> None:
        """Closes the open file and ends the thread."""
        self._thread.close(self._shut)

    def _later(self, data: bytes, job: Callable[[Any], T]) -> Future[T]:
        return self._thread.later(lambda: job(self._opened(data)))

    def _opened(self, data: bytes) -> Any:
        if self._document is None or self._data != data:
            self._shut()
            self._document = _open(data)
            self._data = data  # PDFium reads from these bytes as long as the document is open
        return self._document

    def _shut(self) -> None:
        if self._document is not None:
            self._document.close()
        self._document, self._data = None, b""


def _open(data: bytes) -> Any:
    """Imported here, on the thread that uses it, and only when a paper is opened."""
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    if not data:
        raise Refused(EMPTY)
    if len(data) > MAX_BYTES:
        raise Refused(TOO_LARGE, bytes=len(data), most=MAX_BYTES)
    # Loaded by hand: the helper asks for the last error also where a file opened well and has no pages, and then tells
    # the error of whatever file failed before.
    handle = raw.FPDF_LoadMemDocument64(data, len(data), None)
    if not handle:
        locked = raw.FPDF_GetLastError() in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise Refused(PDF_PASSWORD if locked else PDF_BROKEN)
    document = pdfium.PdfDocument(handle)
    if len(document) < 1:
        document.close()
        raise Refused(PDF_EMPTY)
    return document


@contextmanager
def _page(document: Any, page: int) -> Iterator[Any]:
    import pypdfium2 as pdfium

    if not 0 <= page < len(document):
        raise IndexError(page)
    try:
        sheet = document[page]
    except pdfium.PdfiumError as error:
        raise Refused(PDF_BROKEN) from error
    try:
        yield sheet
    finally:
        sheet.close()


def _draw(sheet: Any, scale: float) -> Rendered:
    import pypdfium2 as pdfium

    _not_a_bomb(sheet)
    width, height = sheet.get_size()
    area = max(width * height, 1.0)
    scale = min(scale, (MAX_PIXELS / area) ** 0.5, MAX_SIDE / max(width, height, 1.0))
    try:
        bitmap = sheet.render(scale=scale, fill_color=_WHITE, force_bitmap_format=pdfium.raw.FPDFBitmap_BGRx)
    except pdfium.PdfiumError as error:
        raise Refused(PDF_BROKEN) from error
    try:
        row = bitmap.width * 4
        pixels = bytes(bitmap.buffer)
        if bitmap.stride != row:
            pixels = b"".join(pixels[at : at + row] for at in range(0, bitmap.stride * bitmap.height, bitmap.stride))
        return Rendered(bitmap.width, bitmap.height, pixels, scale)
    finally:
        bitmap.close()


def _not_a_bomb(sheet: Any) -> None:
    """A page of a few kilobytes may hold a picture of gigapixels, which PDFium would unpack before scaling it down."""
    import pypdfium2.raw as raw

    stored = 0
    for thing in sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=5):
        across, down = thing.get_px_size()
        stored += across * down
        if stored > MAX_STORED_PIXELS:
            raise Refused(PICTURE_TOO_LARGE, width=across, height=down)

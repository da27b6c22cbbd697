"""Small PDF files and pictures for tests, made here: good ones, and ones that nobody should open."""

from __future__ import annotations

import io
import zlib

import pyqrcode
from PIL import Image, ImageDraw


def qr(payload: str, module: int = 6, *, quiet: int = 4) -> Image.Image:
    """A grey picture of a QR code (ASCII payload, level M)."""
    rows = pyqrcode.create(payload, error="M").code
    picture = Image.new("L", (len(rows[0]) + 2 * quiet, len(rows) + 2 * quiet), 255)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            picture.putpixel((x + quiet, y + quiet), 0 if dark else 255)
    return picture.resize((picture.width * module, picture.height * module), Image.Resampling.NEAREST)


def saved(picture: Image.Image, kind: str = "PNG", **how: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def page(text: str = "") -> Image.Image:
    """A grey A4 page at 150 dpi with a line of text."""
    sheet = Image.new("L", (1240, 1754), 255)
    ImageDraw.Draw(sheet).text((100, 100), text, fill=0)
    return sheet


def pdf(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A PDF file of these objects, numbered from 1; the first is the catalogue."""
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, start)


def blank_pdf(pages: int, width: int = 200, height: int = 100) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(pages))
    sheet = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]>>" % (width, height)
    return pdf(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, pages), *[sheet] * pages]
    )


def locked_pdf() -> bytes:
    """Encrypted with a password that nobody knows: the check value of the standard handler fits no password."""
    encrypt = b"<</Filter/Standard/V 1/R 2/P -44/O<%s>/U<%s>>>" % (b"5a" * 32, b"a5" * 32)
    trailer = b"/Encrypt 4 0 R/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]"
    sheet = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>"
    return pdf([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", sheet, encrypt], trailer)


def bomb_pdf(side: int = 16_000) -> bytes:
    """One page with a picture of side × side pixels, in about a kilobyte."""
    packer = zlib.compressobj(9)
    row = bytes(side // 8)
    rows = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    data = zlib.compress(rows, 9)
    picture = b"<</Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 1/ColorSpace/DeviceGray" % (
        side,
        side,
    )
    picture += b"/Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n" % len(data) + data + b"\nendstream"
    draw = b"q 200 0 0 200 0 0 cm /I Do Q"
    return pdf([
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R>>",
        picture,
        b"<</Length %d>>stream\n" % len(draw) + draw + b"\nendstream",
    ])  # fmt: skip


def bomb_png(side: int = 30_000) -> bytes:
    """A PNG of side × side black pixels, packed twice as no drawing program would."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    packer = zlib.compressobj(9)
    row = bytes(1 + side // 8)
    rows = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    head = side.to_bytes(4, "big") * 2 + b"\x01\x00\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")

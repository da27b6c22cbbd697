from __future__ import annotations

import base64
import json

import pytest
from PIL import Image

from operator_app.domain.errors import Refused
from operator_app.evidence import pictures
from operator_app.evidence.pdf import PdfReader
from operator_app.evidence.pictures import codes_in, codes_in_picture
from operator_app.evidence.rendered import PDF_PASSWORD, PICTURE_KIND
from operator_app.evidence.verdicts import Expectation, Proof
from operator_app.evidence.verify import verify_any
from tests import papers
from tests.seals import CASE, NOW, Centre
from tests.vector_pictures import MISLABELLED, photographs, read

SEAL = Centre().seal()


@pytest.fixture
def reader():
    one = PdfReader()
    yield one
    one.close()


def pdf_of(*sheets):
    return papers.saved(sheets[0], "PDF", resolution=150, save_all=True, append_images=sheets[1:])


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF"])
def test_a_seal_in_a_picture_of_any_kind_is_a_proof(reader, kind):
    found = codes_in(papers.saved(papers.qr(SEAL, 4), kind), reader)
    assert found == (SEAL.encode(),)
    trust = Centre().list_of()
    assert isinstance(verify_any(found, trust=trust, now=NOW, expect=Expectation(CASE)), Proof)


@pytest.mark.parametrize(
    "how",
    [
        lambda p: p.rotate(37, expand=True, fillcolor=255),
        lambda p: p.transpose(Image.Transpose.ROTATE_180),
        lambda p: p.point(lambda v: 110 + v // 8),  # faint
        lambda p: p.point(lambda v: 255 - v),  # light on dark
        lambda p: p.convert("RGBA").point(lambda v: v),
        lambda p: p.reduce(2),
    ],
)
def test_turned_faint_inverted_and_small_codes_are_read(how):
    assert codes_in_picture(papers.saved(how(papers.qr(SEAL, 6)))) == (SEAL.encode(),)


def test_black_on_nothing_is_read_as_black_on_white():
    code = papers.qr("hello world")
    clear = Image.new("RGBA", code.size, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), mask=code.point(lambda v: 255 - v))
    assert codes_in_picture(papers.saved(clear)) == (b"hello world",)


def test_bytes_arrive_as_they_are():
    """What pyqrcode cannot write: bytes that are no text, and Cyrillic in UTF-8."""
    import zxingcpp

    for payload in ("Съгласие № 5".encode(), bytes(range(200, 240))):
        code = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.QRCode)
        assert codes_in_picture(papers.saved(image_of(code))) == (payload,)


def image_of(code):
    grid = code.to_image(scale=6, add_quiet_zones=True)
    height, width = memoryview(grid).shape
    return Image.frombytes("L", (width, height), bytes(memoryview(grid)))


def test_codes_on_pages_of_a_pdf_are_found_each_once(reader):
    sheets = [papers.page("1"), papers.page("2"), papers.page("3")]
    sheets[1].paste(papers.qr(SEAL, 3), (300, 300))
    sheets[2].paste(papers.qr("second", 3), (100, 900))
    sheets[2].paste(papers.qr(SEAL, 3), (500, 300))
    assert set(codes_in(pdf_of(*sheets), reader)) == {SEAL.encode(), b"second"}


def test_all_pages_of_a_scanners_tiff_are_looked_at(reader):
    data = papers.saved(papers.page(), "TIFF", save_all=True, append_images=[papers.qr("on page two")])
    assert codes_in(data, reader) == (b"on page two",)


def test_a_payload_in_a_small_text_file(reader):
    assert codes_in(SEAL.encode() + b"\r\n", reader) == (SEAL.encode(),)


def test_where_there_is_no_code_it_says_so(reader):
    for data in (papers.saved(papers.page("no code")), papers.blank_pdf(2)):
        with pytest.raises(Refused) as refused:
            codes_in(data, reader)
        assert refused.value.code == pictures.NO_CODE


def test_what_cannot_be_opened_says_why(reader):
    for data, code in ((papers.locked_pdf(), PDF_PASSWORD), (b"\0\1\2\3" * 100, PICTURE_KIND)):
        with pytest.raises(Refused) as refused:
            codes_in(data, reader)
        assert refused.value.code == code


def test_photographs_of_others_a_fixed_sample(vectors):
    """Every third photograph of the vectors (ZXing, BoofCV); the whole set is in tests/deep."""
    if vectors is None:
        return
    sample = photographs(vectors)[::3]
    result = read(sample)
    print(f"read {result.read} of {len(sample)}, wrong {result.wrong}")
    assert set(result.wrong) <= set(MISLABELLED)
    assert result.read >= SAMPLE_FLOOR


SAMPLE_FLOOR = 24  # measured: 24 of 27


def test_pictures_without_a_code_give_none(vectors):
    if vectors is None:
        return
    for path in sorted((vectors / "images" / "zxing-falsepositives").glob("*.png")):
        assert codes_in_picture(path.read_bytes()) == (), path.name


def test_the_pictures_of_health_certificates_hold_what_they_should(vectors):
    if vectors is None:
        return
    checked = 0
    for path in sorted((vectors / "dgc").rglob("*.json"))[::2]:
        case = json.loads(path.read_text("utf-8"))
        if not case.get("EXPECTEDRESULTS", {}).get("EXPECTEDPICTUREDECODE") or "2DCODE" not in case:
            continue
        assert codes_in_picture(base64.b64decode(case["2DCODE"])) == (case["PREFIX"].encode(),), path
        checked += 1
    print(f"{checked} pictures")
    assert checked >= 20

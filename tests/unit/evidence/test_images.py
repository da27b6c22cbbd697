from __future__ import annotations

import random
from contextlib import suppress

import pytest
from PIL import Image

from operator_app.domain.errors import Refused, Told
from operator_app.evidence import rendered
from operator_app.evidence.images import open_picture, picture_pages
from tests import papers


def refusal(data):
    with pytest.raises(Refused) as refused:
        open_picture(data)
    return refused.value


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF"])
def test_each_kind_of_picture_opens(kind):
    picture = open_picture(papers.saved(Image.new("RGB", (40, 20), (200, 100, 50)), kind))
    assert (picture.width, picture.height, picture.scale) == (40, 20, 1.0)
    blue, green, red, alpha = picture.bgra[:4]
    assert abs(blue - 50) < 12
    assert abs(green - 100) < 12
    assert abs(red - 200) < 12
    assert alpha == 255


def test_what_is_transparent_is_white():
    assert open_picture(papers.saved(Image.new("RGBA", (2, 2), (0, 0, 0, 0)))).bgra == b"\xff" * 16


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "I", "F", "CMYK", "YCbCr"])
def test_each_way_of_storing_pixels_is_shown(mode):
    picture = Image.new(mode, (3, 3))
    kind = "PNG" if mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16") else "TIFF"
    assert open_picture(papers.saved(picture, kind)).width == 3


def test_sixteen_bits_of_grey_are_grey_and_not_white():
    blue, *_ = open_picture(papers.saved(Image.new("I;16", (1, 1), 128 * 257))).bgra
    assert abs(blue - 128) <= 1


def test_a_photograph_stands_upright_as_its_camera_says():
    exif = Image.Exif()
    exif[0x0112] = 6
    sideways = open_picture(papers.saved(Image.new("RGB", (40, 20)), "JPEG", exif=exif))
    assert (sideways.width, sideways.height) == (20, 40)


def test_a_large_picture_is_shown_smaller_and_says_so():
    picture = open_picture(papers.saved(Image.new("RGB", (4000, 2000)), "JPEG"), longest=1000)
    assert (picture.width, picture.height) == (1000, 500)
    assert picture.scale == pytest.approx(0.25)


def test_a_scanners_tiff_has_pages():
    first, second = Image.new("L", (10, 10)), Image.new("L", (30, 10))
    data = papers.saved(first, "TIFF", save_all=True, append_images=[second])
    assert picture_pages(data) == 2
    assert open_picture(data, 1).width == 30


def test_a_bomb_is_judged_by_its_header():
    data = papers.bomb_png()
    assert len(data) < 300_000
    told = refusal(data)
    assert (told.code, told.params) == (rendered.PICTURE_TOO_LARGE, {"width": 0, "height": 0})
    told = refusal(papers.bomb_png(9_000))
    assert (told.code, told.params) == (rendered.PICTURE_TOO_LARGE, {"width": 9000, "height": 9000})
    strip = papers.saved(Image.new("1", (30_000, 5)))
    assert refusal(strip).code == rendered.PICTURE_TOO_LARGE


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", rendered.EMPTY),
        (b"hello", rendered.PICTURE_KIND),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", rendered.PICTURE_KIND),
        (papers.blank_pdf(1), rendered.PICTURE_KIND),
        (papers.saved(papers.qr("x"), "PNG")[:150], rendered.PICTURE_BROKEN),
        (b"\xff\xd8\xff" + bytes(rendered.MAX_BYTES), rendered.TOO_LARGE),
    ],
)
def test_what_cannot_be_opened_says_why(data, code):
    assert refusal(data).code == code


def test_damaged_pictures_are_refused_or_shown_and_nothing_else():
    chance = random.Random(2)
    for kind in ("PNG", "JPEG", "TIFF", "WEBP", "BMP", "GIF"):
        good = papers.saved(papers.qr("damaged").convert("RGB"), kind)
        for _ in range(40):
            bad = bytearray(good)
            for _ in range(chance.randint(1, 8)):
                bad[chance.randrange(min(len(bad), 400))] = chance.randrange(256)
            data = bytes(bad[: chance.randint(20, len(bad))]) if chance.random() < 0.3 else bytes(bad)
            with suppress(Told):
                open_picture(data)

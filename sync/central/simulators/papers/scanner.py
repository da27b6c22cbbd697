"""SIMULATOR: a clean page goes through an office scanner, a bad one, or one that spoils it.

Seeded: the same page, wear and generator give the same picture.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from . import press

_MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Wear:
    """How a page suffers.

    `ppi` of the scan, `skew` in degrees at most, `paper` the grey of the sheet (255: white),
    `noise` in levels, `blur` in pixels, `shade` the darkening at one edge in levels, `quality` of the JPEG.
    """

    ppi: int
    skew: float
    paper: int
    noise: int
    blur: float
    shade: int
    quality: int
    coloured: bool = True
    holes: bool = False
    fold: bool = False
    washed_out: bool = False


OFFICE = Wear(ppi=150, skew=0.7, paper=248, noise=8, blur=0, shade=9, quality=74, holes=True)
POOR = Wear(
    ppi=104, skew=2.4, paper=222, noise=38, blur=0.9, shade=70, quality=34, coloured=False, holes=True, fold=True
)
UNREADABLE = Wear(
    ppi=72, skew=4.0, paper=205, noise=64, blur=2.5, shade=120, quality=18, coloured=False, fold=True, washed_out=True
)


def scan(page: Image.Image, wear: Wear, rng: random.Random) -> Image.Image:
    """The page as it comes back: RGB, or grey where the scanner saves colour."""
    page = _on_paper(page if wear.coloured else page.convert("L"), wear)
    if wear.fold:
        _fold(page, rng)
    if wear.holes:
        _punch(page, wear.ppi, rng)
    turn = rng.uniform(0.15, wear.skew) * rng.choice((-1, 1))
    bed = (196, 197, 194) if page.mode == "RGB" else 92
    page = page.rotate(turn, resample=Image.Resampling.BILINEAR, fillcolor=bed)
    page = _shade(page, wear.shade, rng)
    if wear.blur:
        page = page.filter(ImageFilter.GaussianBlur(wear.blur))
    if wear.washed_out:
        page = _wash_out(page, rng)
    page = _noise(page, wear.noise, rng)
    if wear.washed_out:
        _mark(page)
    return page


def jpeg(page: Image.Image, wear: Wear) -> bytes:
    out = io.BytesIO()
    page.save(out, "JPEG", quality=wear.quality, dpi=(wear.ppi, wear.ppi))
    return out.getvalue()


def pdf_of(pages: list[Image.Image], wear: Wear) -> bytes:
    """A PDF that holds one JPEG a page and no text; no dates either, so that it repeats."""
    out = io.BytesIO()
    undated = {"creationDate": None, "modDate": None, "title": None}
    first, *rest = pages
    first.save(out, "PDF", save_all=True, append_images=rest, resolution=wear.ppi, quality=wear.quality, **undated)
    return out.getvalue()


def _on_paper(page: Image.Image, wear: Wear) -> Image.Image:
    """White becomes the grey of the sheet, a little yellow where there is colour; black fades a little."""
    top, low = wear.paper, 255 - wear.paper
    levels = [low + value * (top - low) // 255 for value in range(256)]
    if page.mode == "L":
        return page.point(levels)
    return page.point(levels + [value * 99 // 100 for value in levels] + [value * 96 // 100 for value in levels])


def _punch(page: Image.Image, ppi: int, rng: random.Random) -> None:
    """Two holes of a folder, 80 mm apart and 12 mm from the left edge (ISO 838)."""
    unit = ppi / _MM_PER_INCH
    draw = ImageDraw.Draw(page)
    dark, rim = ((52, 50, 48), (150, 148, 144)) if page.mode == "RGB" else (40, 120)
    x, middle, radius = (12 + rng.uniform(-1, 1)) * unit, page.height / 2 + rng.uniform(-4, 4) * unit, 3 * unit
    for y in (middle - 40 * unit, middle + 40 * unit):
        draw.ellipse(
            (x - radius, y - radius, x + radius, y + radius), fill=dark, outline=rim, width=max(1, int(unit / 3))
        )


def _fold(page: Image.Image, rng: random.Random) -> None:
    """A sheet that was folded in three: two soft creases."""
    draw = ImageDraw.Draw(page)
    light, dark = (238, 120) if page.mode == "L" else ((240, 240, 236), (150, 150, 146))
    for third in (1, 2):
        y = page.height * third // 3 + rng.randint(-12, 12)
        drop = rng.randint(-6, 6)
        draw.line((0, y, page.width, y + drop), fill=dark, width=1)
        draw.line((0, y + 2, page.width, y + 2 + drop), fill=light, width=2)


def _shade(page: Image.Image, depth: int, rng: random.Random) -> Image.Image:
    """Light falls off towards one edge."""
    ramp = (
        Image.linear_gradient("L")
        .rotate(rng.choice((0, 90, 180, 270)))
        .point([255 - v * depth // 255 for v in range(256)])
    )
    ramp = ramp.resize(page.size, Image.Resampling.BILINEAR)
    return ImageChops.multiply(page, ramp.convert(page.mode))


def _wash_out(page: Image.Image, rng: random.Random) -> Image.Image:
    """A lamp over the middle of the sheet: what stands there is gone."""
    glow = ImageChops.invert(Image.radial_gradient("L")).point([min(255, max(0, v - 80) * 3) for v in range(256)])
    size = (int(page.width * 1.3), int(page.height * rng.uniform(0.7, 0.9)))
    layer = Image.new("L", page.size, 0)
    layer.paste(glow.resize(size), ((page.width - size[0]) // 2, int(page.height * rng.uniform(0.0, 0.25))))
    return Image.composite(Image.new(page.mode, page.size, "white"), page, layer)


def _mark(page: Image.Image) -> None:
    """ОБРАЗЕЦ again, because the one on the sheet can no longer be read."""
    font = ImageFont.truetype(str(press.FONT_FILES / "SofiaSans[wght].ttf"), page.height // 50)
    ImageDraw.Draw(page).text((page.width / 2, page.height * 0.975), "ОБРАЗЕЦ", fill="black", font=font, anchor="mm")


def _noise(page: Image.Image, levels: int, rng: random.Random) -> Image.Image:
    """Grain of the sensor, made at half the size: one grain covers about two pixels."""
    size = (page.width // 2 + 1, page.height // 2 + 1)
    grain = Image.frombytes("L", size, rng.randbytes(size[0] * size[1])).resize(page.size, Image.Resampling.BILINEAR)
    grain = grain.point([v * levels // 255 for v in range(256)])
    layer = grain if page.mode == "L" else Image.merge("RGB", (grain, grain, grain))
    return ImageChops.add(page, layer, 1, -levels // 2)

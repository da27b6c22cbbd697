"""SIMULATOR: what a pen and the office's printer leave on a paper, as SVG: signatures and the QR code of a seal."""

from __future__ import annotations

import hashlib
import random

import pyqrcode

_QUIET = 4  # modules of white around a QR code (ISO/IEC 18004)
_BLUE = "#1f2f8a"


def signature(name: str, seed: int) -> str:
    """Pen strokes that look like a signature; the same name and seed sign the same way."""
    digest = hashlib.sha256(f"{seed}/{name}".encode()).digest()
    rng = random.Random(int.from_bytes(digest[:8], "big"))
    x, y = 8.0, 30.0 + rng.uniform(-4, 4)
    path = [f"M{x:.1f} {y:.1f}"]
    letters = rng.randint(5, 8)
    for index in range(letters):
        tall = rng.uniform(16, 26) if index in (0, letters // 2) else rng.uniform(4, 11)
        wide = rng.uniform(9, 17)
        lean = rng.uniform(1, 9)
        path.append(f"C{x + lean:.1f} {y - tall:.1f} {x + wide * 0.7 + lean:.1f} {y - tall:.1f} {x + wide * 0.5:.1f} {y:.1f}")
        path.append(f"S{x + wide * 0.6:.1f} {y + tall * 0.45:.1f} {x + wide:.1f} {y - rng.uniform(1, 5):.1f}")
        x += wide
        y += rng.uniform(-1.6, 1.2)
    path.append(f"q{rng.uniform(8, 16):.1f} {rng.uniform(-9, -3):.1f} {rng.uniform(18, 30):.1f} {rng.uniform(-6, 4):.1f}")
    under = ""
    if rng.random() < 0.55:
        under = f"M{x - 4:.1f} {y + 6:.1f}q{-x * 0.4:.1f} {rng.uniform(4, 9):.1f} {-x * 0.75:.1f} {rng.uniform(-2, 3):.1f}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 150 52"><path d="{" ".join(path)}{under}" fill="none" '
        f'stroke="{_BLUE}" stroke-width="{rng.uniform(1.2, 1.9):.2f}" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )


def qr_svg(payload: str) -> str:
    """The payload as a QR code of level M, modules as vector runs. ASCII only: pyqrcode corrupts other bytes (ValueError)."""
    if not payload.isascii():
        raise ValueError("the payload of a printed seal must be ASCII")
    rows = pyqrcode.create(payload, error="M").code
    size = len(rows) + 2 * _QUIET
    runs = "".join(
        f"M{start + _QUIET} {line + _QUIET}h{length}v1h-{length}z"
        for line, row in enumerate(rows)
        for start, length in _runs(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{runs}" fill="#000"/></svg>'
    )


def _runs(row: list[int]) -> list[tuple[int, int]]:
    """(start, length) of each run of dark modules."""
    found: list[tuple[int, int]] = []
    for index, dark in enumerate(row):
        if not dark:
            continue
        if found and sum(found[-1]) == index:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((index, 1))
    return found

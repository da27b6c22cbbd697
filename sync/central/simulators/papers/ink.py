"""SIMULATOR: what a pen and the office's printer leave on a paper, as SVG: signatures and the QR code of a seal."""

from __future__ import annotations

import hashlib
import random

import pyqrcode

_QUIET = 4  # modules of white around a QR code (ISO/IEC 18004)
_INKS = ("#1f2f8a", "#20307c", "#26409c", "#191c33")


def signature(name: str, seed: int) -> str:
    """Pen strokes that look like a signature; the same name and seed sign the same way."""
    digest = hashlib.sha256(f"{seed}/{name}".encode()).digest()
    rng = random.Random(int.from_bytes(digest[:8], "big"))
    lean, height, pace = rng.uniform(-3, 12), rng.uniform(0.6, 1.35), rng.uniform(0.7, 1.3)
    x, y = 10.0, 32.0
    path = [_initial(x, y, height, rng)]
    x += 18 * pace
    for _ in range(rng.randint(2, 7)):
        tall = (rng.uniform(14, 24) if rng.random() < 0.2 else rng.uniform(3, 9)) * height
        wide = rng.uniform(6, 15) * pace
        dip = rng.uniform(-1, 5) if rng.random() < 0.75 else rng.uniform(9, 15)
        path.append(
            f"C{x + lean:.1f} {y - tall:.1f} {x + wide * 0.7 + lean:.1f} {y - tall:.1f} {x + wide * 0.5:.1f} {y:.1f}"
            f"S{x + wide * 0.6:.1f} {y + dip:.1f} {x + wide:.1f} {y - rng.uniform(0, 4):.1f}"
        )
        x += wide
        y += rng.uniform(-2.2, 1.0)
    path.append(
        f"q{rng.uniform(6, 20):.1f} {rng.uniform(-9, 5):.1f} {rng.uniform(14, 38):.1f} {rng.uniform(-10, 5):.1f}"
    )
    if rng.random() < 0.45:
        back = rng.uniform(0.4, 1.0) * x
        path.append(
            f"M{x + 8:.1f} {y + 7:.1f}q{-back * 0.5:.1f} {rng.uniform(2, 8):.1f} {-back:.1f} {rng.uniform(-3, 4):.1f}"
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 150 56"><path d="{"".join(path)}" fill="none" '
        f'stroke="{rng.choice(_INKS)}" stroke-width="{rng.uniform(1.0, 2.0):.2f}" stroke-linecap="round" '
        'stroke-linejoin="round"/></svg>'
    )


def _initial(x: float, y: float, height: float, rng: random.Random) -> str:
    """A large first letter: a loop, a bow or a sharp stroke."""
    tall = 24 * height
    loop = (
        f"M{x} {y}C{x - 8} {y - tall * 1.3:.1f} {x + 26} {y - tall * 1.2:.1f} {x + 8} {y - 4}"
        f"S{x + 2} {y + 8} {x + 18} {y - 2}"
    )
    bow = (
        f"M{x + 4} {y - tall:.1f}C{x - 16} {y - tall * 0.6:.1f} {x - 6} {y + 12} {x + 10} {y + 2}"
        f"S{x + 14} {y - 8} {x + 18} {y - 3}"
    )
    tent = f"M{x - 4} {y + 6}L{x + 9} {y - tall:.1f}L{x + 13} {y + 3}M{x} {y - 8}q10 -4 18 4"
    flag = (
        f"M{x} {y - tall:.1f}q3 {tall * 0.6:.1f} 1 {tall:.1f}M{x} {y - tall * 0.9:.1f}q24 -2 18 {tall * 0.4:.1f}"
        f"t-14 {tall * 0.2:.1f}q10 0 14 6"
    )
    return rng.choice((loop, bow, tent, flag))


def qr_svg(payload: str) -> str:
    """The payload as a QR code of level M, its modules as vector runs.

    :raises ValueError: not ASCII (pyqrcode corrupts other bytes)
    """
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

"""Photographs of QR codes by others (ZXing: the text beside; BoofCV: the corners of each code): how many are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from operator_app.evidence.pictures import codes_in_picture


def photographs(folder: Path) -> list[Path]:
    images = folder / "images"
    found = [*(images / "zxing-qrcode-2").glob("*.png"), *(images / "boofcv").glob("*/*.jpg")]
    return sorted([*found, *(images / "boofcv").glob("*/*.png")])


@dataclass
class Result:
    """`read`: pictures in which a code was read; `wrong`: pictures whose text is known and was read as another.

    13.png: the code says "photography", and its own error correction agrees; the text beside it says "photograph".
    """

    read: int = 0
    wrong: list[str] = field(default_factory=list)


def read(paths: list[Path]) -> Result:
    result = Result()
    for path in paths:
        found = codes_in_picture(path.read_bytes())
        result.read += bool(found)
        if found and path.parent.name == "zxing-qrcode-2":
            told = path.with_suffix(".txt").read_text("utf-8").split()
            if not any(told in _readings(payload) for payload in found):
                result.wrong.append(path.name)
    return result


def _readings(payload: bytes) -> list[list[str]]:
    """Words of a payload; some of these codes are older than UTF-8 in codes."""
    return [payload.decode(encoding, "replace").split() for encoding in ("utf-8", "shift_jis", "gb2312")]


MISLABELLED = ["13.png"]

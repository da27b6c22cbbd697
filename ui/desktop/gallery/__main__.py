"""Grabs the pages of the gallery: `python -m ui.desktop.gallery --out DIR`."""

from __future__ import annotations

import argparse
import os
import sys
from itertools import product
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QElapsedTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import delete

from ui import words
from ui.desktop.theme import ThemeManager

SETTLE = 120
"""How long a page may take until timers of the widgets have run, ms."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m ui.desktop.gallery", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--page", action="append", help="only this page; may be given more than once")
    parser.add_argument("--theme", action="append", choices=("light", "dark", "contrast"))
    parser.add_argument("--language", action="append", choices=words.LANGUAGES)
    parser.add_argument("--size", default="1440x900")
    parser.add_argument("--scale", type=float, default=1.0, help="text size, 1.0 to 2.0")
    args = parser.parse_args()
    app = QApplication(sys.argv[:1])
    manager = ThemeManager.install(app, "light")
    from .sheets import SHEETS
    from .windows import WINDOWS

    pages = SHEETS | WINDOWS
    args.out.mkdir(parents=True, exist_ok=True)
    width, height = map(int, args.size.split("x"))
    for language, theme, name in product(
        args.language or words.LANGUAGES, args.theme or ("light", "dark"), args.page or pages
    ):
        words.install(language)
        manager.wear(theme, args.scale)
        page = pages[name]()
        scale = "" if args.scale == 1.0 else f"-at{round(args.scale * 100)}"
        target = args.out / f"{name}-{theme}-{language}-{args.size}{scale}.png"
        grab(app, page, width, height, target)
        sys.stdout.write(f"{target.name}\n")
    return 0


def grab(app: QApplication, page: QWidget, width: int, height: int, target: Path) -> None:
    """Show a page at a size, let it settle, save it."""
    page.setFixedSize(width, height)
    page.show()
    page.activateWindow()
    page.setFocus()
    overlay = page.sheet() if hasattr(page, "sheet") else None
    clock = QElapsedTimer()
    clock.start()
    while clock.elapsed() < SETTLE:
        app.processEvents()
    page.grab().save(str(target))
    del overlay
    delete(page)


if __name__ == "__main__":
    sys.exit(main())

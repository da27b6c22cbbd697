"""`operator-app`: the desktop. The sign-in field takes keys first; everything that costs time comes after its first
paint.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Arguments:
    environment: str
    profile: Path | None
    language: str
    trace: bool
    pictures: Path | None
    theme: str
    scale: float


def parse(arguments: Sequence[str] | None = None) -> Arguments:
    """Arguments are all told in both languages' common tongue of command lines; wrong ones end with status 2."""
    parser = argparse.ArgumentParser(
        prog="operator-app", description="Гише за адресна регистрация · address registration desk"
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--sandbox", action="store_true", help="пробна среда с измислени хора / sandbox with invented people"
    )
    which.add_argument("--training", action="store_true", help="учебна среда / training")
    parser.add_argument("--profile", type=Path, metavar="DIR", help="папка на профила / profile folder")
    parser.add_argument("--lang", choices=("bg", "en"), default="bg", help="език / language")
    parser.add_argument(
        "--theme", choices=("system", "light", "dark", "contrast"), default="system", help="изглед / theme"
    )
    parser.add_argument("--scale", type=float, default=1.0, metavar="N", help="размер на текста 1.0–2.0 / text size")
    parser.add_argument(
        "--probe", action="store_true", help="само проверява екрана и излиза / checks the screen and ends"
    )
    parser.add_argument("--trace", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--pictures", type=Path, metavar="DIR", help=argparse.SUPPRESS)
    found = parser.parse_args(arguments)
    if found.probe:
        sys.exit(probe())
    environment = "sandbox" if found.sandbox else "training" if found.training else "work"
    return Arguments(environment, found.profile, found.lang, found.trace, found.pictures, found.theme, found.scale)


def probe() -> int:
    """Can Qt start here at all? One JSON line for `doctor`; a Qt that cannot start is itself a finding."""
    import json

    from PySide6.QtCore import qVersion
    from PySide6.QtWidgets import QApplication

    app = QApplication(["operator-app"])
    screen = app.primaryScreen()
    found = {"qt": qVersion(), "platform": app.platformName(), "screen": screen is not None}
    if screen is not None:
        size = screen.size()
        found |= {"width": size.width(), "height": size.height(), "scale": screen.devicePixelRatio()}
    print(json.dumps(found))  # noqa: T201  (the answer of this command)
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    given = parse(arguments)
    from ui import words

    words.install(given.language)
    from PySide6.QtWidgets import QApplication

    from .theme import ThemeManager
    from .trace import switch_on, trace

    if given.trace:
        switch_on()
    trace("started")
    qt = QApplication([sys.argv[0]])
    qt.setApplicationName("sofia-address-desk")
    qt.setApplicationDisplayName("")
    ThemeManager.install(qt, given.theme, given.scale)
    from .app import App
    from .signals import EndOnSignal

    signals = EndOnSignal(qt)
    app = App(qt, given)
    # Python would write the exception's message to the error stream, and it may quote a case.
    sys.excepthook = lambda _kind, error, _trace: app.bridge.report(error)  # type: ignore[arg-type]
    app.begin()
    status = qt.exec()
    app.end()
    sys.excepthook = sys.__excepthook__
    signals.close()
    trace("ended")
    return int(status)


if __name__ == "__main__":
    sys.exit(main())

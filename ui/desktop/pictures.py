"""Pictures of the window on request, for the headless demo: a line `NAME` on standard input saves `NAME.png`."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from .trace import trace


class PictureTaker(QObject):
    """Reads names on a thread of its own; the picture itself is taken on the UI thread, after what is pending was
    painted.
    """

    def __init__(self, app: QObject, top: QWidget, folder: Path) -> None:
        super().__init__(app)
        self._top, self._folder = top, folder
        self._bridge = app.bridge  # type: ignore[attr-defined]
        folder.mkdir(parents=True, exist_ok=True)
        threading.Thread(target=self._read, name="pictures", daemon=True).start()

    def _read(self) -> None:
        for line in sys.stdin:
            name = "".join(c for c in line.strip() if c.isalnum() or c in "-_")
            if name:
                self._bridge.post(self, lambda name=name: self._take(name))

    def _take(self, name: str) -> None:
        path = self._folder / f"{name}.png"
        self._top.grab().save(str(path))
        trace("picture", name=name)

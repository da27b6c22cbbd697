"""A file dropped on the window or a picture pasted into it, as bytes with a cap. What they prove is not asked here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, QObject, QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from operator_app.domain import errors
from operator_app.domain.errors import Refused, Told
from operator_app.evidence.files import read_capped
from operator_app.evidence.images import MAX_PIXELS
from operator_app.evidence.rendered import MAX_BYTES, PICTURE_TOO_LARGE, TOO_LARGE

NOTHING = errors.code("paper.nothing_to_paste")
NOT_HERE = errors.code("paper.not_a_local_file")
MAX_TEXT = 64 * 1024
MAX_FILES = 8


@dataclass(frozen=True)
class Received:
    """`data`: a whole file, a PNG of a pasted picture, or the UTF-8 of a pasted text (then `text`)."""

    data: bytes = field(repr=False)
    text: bool = False


class Run(Protocol):
    """Does a job off the window's thread and brings its value or its error back to it (`Bridge.run` with a lane)."""

    def __call__(
        self, job: Callable[[], Received], done: Callable[[Received], None], failed: Callable[[Told], None], /
    ) -> None: ...


class PasteAndDrop(QObject):
    """`received` tells of each file, picture or text; `failed` says why one was not taken. Files are read off the
    thread
    of the window (a share may be slow), pictures are packed there too. Nothing is written anywhere.
    """

    received = Signal(object)
    failed = Signal(object)

    def __init__(self, run: Run, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._run = run

    def accept_drops_on(self, widget: QWidget) -> None:
        """From now on files may be dropped on this widget."""
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def paste(self) -> None:
        """Takes what is on the clipboard."""
        self.take(QGuiApplication.clipboard().mimeData())

    def take(self, mime: QMimeData | None) -> None:
        """Files first (a copied file also brings its name as text), then a picture, then text."""
        if mime is None:
            self.failed.emit(Refused(NOTHING))
        elif mime.hasUrls() and (not mime.hasImage() or any(url.isLocalFile() for url in mime.urls())):
            self._files(mime.urls())
        elif mime.hasImage():  # a picture from a browser also brings its address, which is of no use here
            self._picture(QImage(mime.imageData()))
        elif mime.hasText():
            self._text(mime.text())
        else:
            self.failed.emit(Refused(NOTHING))

    def take_file(self, path: Path) -> None:
        """One that was chosen in a dialog."""
        self._run(partial(_whole, path), self.received.emit, self.failed.emit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            event.acceptProposedAction()
            self.take(event.mimeData())
            return True
        if isinstance(event, QDragEnterEvent) and (event.mimeData().hasUrls() or event.mimeData().hasImage()):
            event.acceptProposedAction()
            return True
        return False

    def _files(self, urls: list[QUrl]) -> None:
        for url in urls[:MAX_FILES]:
            if not url.isLocalFile():
                self.failed.emit(Refused(NOT_HERE))
                continue
            self.take_file(Path(url.toLocalFile()))

    def _picture(self, picture: QImage) -> None:
        width, height = picture.width(), picture.height()
        if picture.isNull():
            self.failed.emit(Refused(NOTHING))
        elif width * height > MAX_PIXELS:
            self.failed.emit(Refused(PICTURE_TOO_LARGE, width=width, height=height))
        else:
            self._run(lambda: Received(_png(picture)), self.received.emit, self.failed.emit)

    def _text(self, text: str) -> None:
        data = text.encode("utf-8", "surrogatepass")
        if len(data) > MAX_TEXT:
            self.failed.emit(Refused(TOO_LARGE, bytes=len(data), most=MAX_TEXT))
        elif not text.strip():
            self.failed.emit(Refused(NOTHING))
        else:
            self.received.emit(Received(data, text=True))


def _whole(path: Path) -> Received:
    return Received(read_capped(path))


def _png(picture: QImage) -> bytes:
    """Packed without loss. Refused: paper.too_large."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    data = bytes(buffer.data().data())
    if len(data) > MAX_BYTES:
        raise Refused(TOO_LARGE, bytes=len(data), most=MAX_BYTES)
    return data

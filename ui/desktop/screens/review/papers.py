"""The bytes of a document from the store, and its pages as pictures: on the reader lane and on PDFium's own thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from operator_app.domain.errors import Told
from operator_app.evidence.rendered import Rendered
from ui.desktop.screen import Room
from ui.desktop.widgets.document.view import PageWanted

KEPT_FILES = 2


class _Made:
    """A lane whose jobs give a future of their own: PDFium's thread queues for itself."""

    def submit(self, job: Callable[[], Any]) -> Future[Any]:
        future: Future[Any] = job()
        return future


class Papers(QObject):
    """One case at a time. `forget` drops every byte of it and makes answers that are still on their way worthless."""

    def __init__(
        self,
        room: Room,
        owner: QObject,
        page: Callable[[PageWanted, QImage], None],
        counted: Callable[[str, int], None],
        trouble: Callable[[str, Told], None],
    ) -> None:
        super().__init__(owner)
        self._room = room
        self._page, self._counted, self._trouble = page, counted, trouble
        self._case, self._turn = "", 0
        self._files: dict[str, tuple[str, bytes]] = {}
        self._asked: set[PageWanted] = set()

    def open(self, case: str) -> None:
        self.forget()
        self._case = case

    def forget(self) -> None:
        """Another case, or none: its papers leave the memory."""
        self._turn += 1
        self._case = ""
        self._files.clear()
        self._asked.clear()

    def want(self, wanted: PageWanted) -> None:
        """Render a page; the answer comes to `page`, what is wrong with the file to `trouble`."""
        if wanted in self._asked:
            return  # on its way
        self._asked.add(wanted)
        held = self._files.get(wanted.document)
        if held is not None:
            self._render(wanted, *held)
            return
        desk, case = self._room.desk, self._case

        def arrived(found: tuple[str, bytes]) -> None:
            while len(self._files) >= KEPT_FILES:
                self._files.pop(next(iter(self._files)))
            self._files[wanted.document] = found
            self._render(wanted, *found)

        self._run(desk.reader, lambda: desk.documents.bytes(case, wanted.document), wanted, arrived)

    def _run(self, lane: Any, job: Callable[[], Any], wanted: PageWanted, done: Callable[[Any], None]) -> None:
        turn = self._turn

        def arrived(value: Any) -> None:
            if turn == self._turn:
                done(value)

        def failed(error: Told) -> None:
            if turn == self._turn:
                self._asked.discard(wanted)
                self._trouble(wanted.document, error)

        self._room.bridge.run(self, lane, job, arrived, failed)

    def _render(self, wanted: PageWanted, media_type: str, data: bytes) -> None:
        from operator_app.evidence.pictures import is_pdf

        if is_pdf(data):
            self._pdf(wanted, data)
        else:
            self._picture(wanted, data)

    def _pdf(self, wanted: PageWanted, data: bytes) -> None:
        reader = self._room.desk.pdf

        def sized(size: tuple[float, float]) -> None:
            scale = wanted.width / max(1.0, size[0])
            self._run(
                _Made(),
                lambda: reader.render_later(data, wanted.page, scale),
                wanted,
                lambda page: self._deliver(wanted, page),
            )

        self._run(
            _Made(), lambda: reader.page_count_later(data), wanted, lambda pages: self._counted(wanted.document, pages)
        )
        self._run(_Made(), lambda: reader.page_size_later(data, wanted.page), wanted, sized)

    def _picture(self, wanted: PageWanted, data: bytes) -> None:
        from operator_app.evidence.images import open_picture, picture_pages

        lane = self._room.desk.pool
        self._run(lane, lambda: picture_pages(data), wanted, lambda pages: self._counted(wanted.document, pages))
        self._run(lane, lambda: open_picture(data, wanted.page), wanted, lambda page: self._deliver(wanted, page))

    def _deliver(self, wanted: PageWanted, page: Rendered) -> None:
        self._asked.discard(wanted)
        image = QImage(page.bgra, page.width, page.height, page.width * 4, QImage.Format.Format_RGB32).copy()
        self._page(wanted, image)

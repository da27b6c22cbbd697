"""The right half: the viewer of the kit, fed with pages from the store."""

from __future__ import annotations

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from operator_app.domain.errors import Told
from operator_app.services.views import CaseView
from operator_app.services.views import DocumentView as Stored
from ui.desktop.screen import Room
from ui.desktop.trace import trace
from ui.desktop.widgets.document.view import PageWanted
from ui.desktop.widgets.document.viewer import DocumentViewer
from ui.words import sentences

from . import documents
from .papers import Papers


class PapersView(QWidget):
    """The documents of one case. Pages are kept by the viewer only, and only while the case is open."""

    def __init__(self, room: Room, scope: QWidget) -> None:
        super().__init__()
        self.viewer = DocumentViewer(scope)
        self._papers = Papers(room, self, self._arrived, self._counted, self._failed)
        self.viewer.page_wanted.connect(self._papers.want)
        self._documents: tuple[Stored, ...] = ()
        self._pages: dict[str, int] = {}
        self._case = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.viewer)
        self.setFocusProxy(self.viewer.page)

    def show_case(self, view: CaseView) -> None:
        if view.case.id != self._case:
            self.forget()
            self._case = view.case.id
            self._papers.open(self._case)
        self._documents = view.documents
        self._show()

    def go_to(self, document: str) -> None:
        self.viewer.go_to(document)

    def forget(self) -> None:
        """Another case: no page of this one stays."""
        self._papers.forget()
        self.viewer.forget()
        self._documents, self._case = (), ""
        self._pages.clear()

    def _show(self) -> None:
        self.viewer.show_documents(documents.views(self._documents, self._pages))

    def _arrived(self, wanted: PageWanted, image: QImage) -> None:
        self.viewer.take_page(wanted, image)
        trace("painted", screen="page", page=wanted.page)

    def _counted(self, document: str, pages: int) -> None:
        if self._pages.get(document) != pages:
            self._pages[document] = pages
            self._show()

    def _failed(self, document: str, error: Told) -> None:
        """A broken or locked file: its own sentence in the place of the page; the other papers are not touched."""
        self.viewer.take_trouble(document, str(sentences.told(error.code, error.params)))
        trace("told", code=error.code)

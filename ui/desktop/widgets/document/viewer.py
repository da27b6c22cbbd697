"""The right half of a case: tabs of documents, page and zoom, the page, and what is known of the file."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from ui.desktop.widgets.edits import tool
from ui.desktop.widgets.keys import KeyCap
from ui.desktop.widgets.layout import Rule, column, frame, row
from ui.desktop.widgets.status import Status, StatusChip
from ui.desktop.widgets.tabs import CountTab, CountTabs
from ui.desktop.widgets.text import OneLine, Text
from ui.words import _

from .page_view import PageView
from .view import DocumentView, PageMark, PageWanted

KEPT = 6
"""Rendered pages held, so that turning back does not wait."""


class DocumentViewer(QFrame):
    """Asks for pages with `page_wanted` and gets them through `take_page`; answers that are late are kept or
    dropped, never shown in the wrong place. `scope`: the screen inside which PgUp, PgDn and Ctrl+Tab work.
    """

    page_wanted = Signal(object)
    """A `PageWanted`."""
    shown = Signal(str, int)
    """Key of the document and page (from 0) that a person now looks at."""
    print_wanted = Signal(str)

    def __init__(self, scope: QWidget | None = None, *, can_print: bool = False) -> None:
        super().__init__()
        self.setProperty("surface", "panel")
        self.setAccessibleName(_("Документи"))
        self._documents: dict[str, DocumentView] = {}
        self._places: dict[str, int] = {}
        self._marks: dict[str, tuple[PageMark, ...]] = {}
        self._pictures: OrderedDict[tuple[str, int], QImage] = OrderedDict()
        self._key = ""
        self.page = PageView()
        self.page.page_step.connect(self.step)
        self.page.render_wanted.connect(self._want)
        self.tabs = CountTabs(pad="s", name=_("Документи"))
        self.tabs.picked.connect(self._picked)
        self._state, self._note = StatusChip(Status("s-none", ""), "small_strong"), OneLine(role="small", tone="soft")
        self.setLayout(
            column(
                row(self.tabs, 1, margin=("xs", "", "", "")),
                Rule(),
                self._tools(can_print),
                (self.page, 1),
                self._known(),
                gap="",
            )
        )
        if scope is not None:
            self._bind(scope)
        self.show_documents(())

    # Parts

    def _tools(self, can_print: bool) -> QFrame:
        self._before, self._after = (
            tool("left", _("Предишна страница"), "PgUp"),
            tool("right", _("Следваща страница"), "PgDn"),
        )
        self._where = Text(role="label")
        out, into = tool("zoom-out", _("Намали"), "–"), tool("zoom-in", _("Увеличи"), "+")
        fit, turn = tool("swap", _("По ширина"), "0"), tool("rotate", _("Завърти"), "R")
        self._zoom = Text(role="label")
        self._before.clicked.connect(lambda: self.step(-1))
        self._after.clicked.connect(lambda: self.step(1))
        out.clicked.connect(lambda: self._act(self.page.zoom_by, -1))
        into.clicked.connect(lambda: self._act(self.page.zoom_by, 1))
        fit.clicked.connect(lambda: self._act(self.page.set_zoom, 1.0))
        turn.clicked.connect(self.page.rotate)
        self._print = tool("printer", _("Отпечатай препис"), "Ctrl+P")
        self._print.clicked.connect(lambda: self.print_wanted.emit(self._key))
        self._print.setVisible(can_print)
        pages = row(self._before, self._where, self._after, KeyCap("PgDn"), gap="xs")
        zoom = row(out, self._zoom, into, fit, gap="xs")
        return frame(row(pages, zoom, turn, 1, self._print, gap="m", margin=("m", "xs", "m", "xs")))

    def _known(self) -> QFrame:
        return frame(row(self._state, self._note, 1, gap="m", margin=("m", "xs", "m", "xs")))

    def _act(self, what, value) -> None:  # type: ignore[no-untyped-def]
        what(value)
        self._say_zoom()

    def _bind(self, scope: QWidget) -> None:
        """The page keys work from the whole screen: one reads the page while the hand is on the checks."""
        for keys, act in (
            ("PgDown", lambda: self.step(1)),
            ("PgUp", lambda: self.step(-1)),
            ("Ctrl+Tab", lambda: self.tabs.go_round(1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), scope)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # What is shown

    def show_documents(self, documents: Sequence[DocumentView], current: str = "") -> None:
        """Show the documents of a case; what is looked at stays while it is among them."""
        before = self._documents.get(self._key)
        self._documents = {one.key: one for one in documents}
        self.tabs.show_tabs([CountTab(one.key, one.name, one.pages or None) for one in documents], current or self._key)
        self.tabs.setVisible(bool(documents))
        key = current or (self._key if self._key in self._documents else next(iter(self._documents), ""))
        if key != self._key or self._documents.get(key) != before or not key:
            self._key = key
            self._show()

    def forget(self) -> None:
        """Another case: no page of this one stays in memory."""
        self._pictures.clear()
        self._places.clear()
        self._marks.clear()
        self._key = ""
        self.show_documents(())

    def go_to(self, key: str, page: int | None = None, marks: Sequence[PageMark] = ()) -> None:
        """Look at a document, at the page where one was or at `page`, with the proof of a check marked."""
        if key not in self._documents:
            return
        if key != self._key:
            self.page.forget_view()
        self._key = key
        self._marks[key] = tuple(marks)
        if page is not None:
            self._places[key] = page
        self.tabs.show_tabs(self.tabs.shown, key)
        self._show()
        self.page.show_mark()

    def _picked(self, key: str) -> None:
        self.go_to(key)

    def step(self, pages: int) -> None:
        """To the next or previous page; at the end it stays."""
        document = self._documents.get(self._key)
        if document is None:
            return
        place = min(max(0, document.pages - 1), max(0, self._place + pages))
        if place != self._place:
            self._places[self._key] = place
            self._show()
            self.page.verticalScrollBar().setValue(0)

    @property
    def current(self) -> tuple[str, int]:
        """Key of the document and page (from 0) that are looked at."""
        return self._key, self._place

    @property
    def _place(self) -> int:
        return self._places.get(self._key, 0)

    def take_page(self, wanted: PageWanted, image: QImage) -> None:
        """A page is rendered."""
        if wanted.document not in self._documents:
            return
        self._pictures[wanted.document, wanted.page] = image
        self._pictures.move_to_end((wanted.document, wanted.page))
        while len(self._pictures) > KEPT:
            self._pictures.popitem(last=False)
        if (wanted.document, wanted.page) == self.current:
            self.page.show_page(image, self._marks_here())

    def take_trouble(self, document: str, sentence: str) -> None:
        """A document cannot be shown: one sentence, with what to do."""
        if document == self._key:
            self.page.show_message(sentence)

    def _marks_here(self) -> tuple[PageMark, ...]:
        return tuple(mark for mark in self._marks.get(self._key, ()) if mark.page == self._place)

    def _want(self, width: int) -> None:
        document = self._documents.get(self._key)
        if document is not None and not document.missing:
            self.page_wanted.emit(PageWanted(self._key, self._place, width))

    def _show(self) -> None:
        document = self._documents.get(self._key)
        pages = document.pages if document else 0
        where = _("{page} от {pages}").format(page=self._place + 1, pages=pages) if pages else "–"
        self._where.setText(where)
        self._before.setEnabled(self._place > 0)
        self._after.setEnabled(self._place + 1 < pages)
        self._say_zoom()
        self._state.setVisible(bool(document and document.state))
        if document and document.state:
            self._state.show_status(document.state)
        self._note.setText(document.note if document else "")
        self._note.updateGeometry()
        if document is None:
            self.page.setAccessibleName(_("Документи"))
            self.page.show_message(_("По преписката няма документи."))
            return
        self.page.setAccessibleName(_("Страница {where}, {name}").format(where=where, name=document.name))
        if document.missing:
            self.page.show_message(document.missing)
            return
        image = self._pictures.get((self._key, self._place))
        self.page.show_page(image, self._marks_here())
        if image is None:
            self._want(self.page.wanted_width())
        self.shown.emit(self._key, self._place)

    def _say_zoom(self) -> None:
        zoom = self.page.zoom
        self._zoom.setText(_("по ширина") if zoom == 1.0 else f"{round(zoom * 100)} %")

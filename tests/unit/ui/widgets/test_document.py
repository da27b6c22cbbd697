"""The document viewer: pages come from outside, late answers never show the wrong page, keys turn and zoom."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.desktop.widgets.document.page_view import TURN_KEYS
from ui.desktop.widgets.document.view import DocumentView, PageMark, PageWanted
from ui.desktop.widgets.document.viewer import KEPT, DocumentViewer
from ui.desktop.widgets.layout import column, frame

Show = Callable[..., QWidget]
Press = Callable[..., None]
LEASE = DocumentView("lease", "Договор за наем", 4)
DEED = DocumentView("deed", "Нотариален акт", 1)
COLOURS = {"lease": ("#ff0000", "#00aa00", "#0000ff", "#aaaa00"), "deed": ("#00aaaa",)}


def sheet(wanted: PageWanted) -> QImage:
    """A page of one colour, so that a test sees which it is; its upper edge is black."""
    image = QImage(wanted.width, round(wanted.width * 1.414), QImage.Format.Format_RGB32)
    image.fill(QColor(COLOURS[wanted.document][wanted.page]))
    for x in range(image.width()):
        for y in range(image.height() // 12):
            image.setPixelColor(x, y, QColor("#000000"))
    return image


class Renderer:
    """Answers at once, or when told to."""

    def __init__(self, viewer: DocumentViewer) -> None:
        self.viewer, self.late = viewer, False
        self.asked: list[PageWanted] = []
        viewer.page_wanted.connect(self.want)

    def want(self, wanted: PageWanted) -> None:
        self.asked.append(wanted)
        if not self.late:
            self.viewer.take_page(wanted, sheet(wanted))

    def answer(self) -> None:
        for wanted in self.asked:
            self.viewer.take_page(wanted, sheet(wanted))


@pytest.fixture
def viewer(show: Show) -> DocumentViewer:
    edit = QLineEdit()
    screen = frame(column(edit))
    made = DocumentViewer(screen)
    screen.layout().addWidget(made)
    made.renderer = Renderer(made)
    show(screen, 600, 700)
    made.show_documents([LEASE, DEED])
    edit.setFocus()
    return made


def seen(viewer: DocumentViewer) -> str:
    """The colour in the middle of the page."""
    picture = viewer.page.viewport().grab().toImage()
    return picture.pixelColor(picture.width() // 2, picture.height() // 2).name()


def where(viewer: DocumentViewer) -> str:
    return next(label.text() for label in viewer.findChildren(QLabel) if label.isVisible() and " от " in label.text())


def test_the_first_document_is_shown_at_its_first_page(viewer: DocumentViewer) -> None:
    assert viewer.current == ("lease", 0)
    assert seen(viewer) == "#ff0000"
    assert where(viewer) == "1 от 4"
    assert viewer.page.accessibleName() == "Страница 1 от 4, Договор за наем"


def test_page_keys_work_while_the_hand_is_elsewhere(viewer: DocumentViewer, press: Press) -> None:
    press(Qt.Key.Key_PageDown)
    assert (seen(viewer), where(viewer)) == ("#00aa00", "2 от 4")
    press(Qt.Key.Key_PageUp)
    press(Qt.Key.Key_PageUp)
    assert viewer.current == ("lease", 0)
    for _step in range(9):
        press(Qt.Key.Key_PageDown)
    assert (viewer.current, seen(viewer)) == (("lease", 3), "#aaaa00")


def test_ctrl_tab_goes_to_the_next_document_and_each_keeps_its_page(viewer: DocumentViewer, press: Press) -> None:
    press(Qt.Key.Key_PageDown)
    press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert (viewer.current, seen(viewer)) == (("deed", 0), "#00aaaa")
    press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert viewer.current == ("lease", 1)


def test_a_late_page_is_not_shown_in_the_place_of_another(viewer: DocumentViewer, press: Press) -> None:
    viewer.renderer.late = True
    press(Qt.Key.Key_PageDown)
    press(Qt.Key.Key_PageDown)
    late = [wanted for wanted in viewer.renderer.asked if wanted.page == 1]
    viewer.take_page(late[0], sheet(late[0]))
    assert seen(viewer) != "#00aa00"
    viewer.renderer.answer()
    assert seen(viewer) == "#0000ff"


def test_a_page_of_a_case_that_was_left_is_not_kept(viewer: DocumentViewer) -> None:
    wanted = viewer.renderer.asked[0]
    viewer.forget()
    assert viewer._pictures == {}
    viewer.take_page(wanted, sheet(wanted))
    assert viewer._pictures == {}


def test_a_page_seen_before_comes_back_without_asking(viewer: DocumentViewer, press: Press) -> None:
    press(Qt.Key.Key_PageDown)
    asked = len(viewer.renderer.asked)
    press(Qt.Key.Key_PageUp)
    assert len(viewer.renderer.asked) == asked
    assert len(viewer._pictures) <= KEPT


def test_the_page_is_asked_for_at_the_width_at_which_it_stands(viewer: DocumentViewer, qtbot: QtBot) -> None:
    width = viewer.page.wanted_width()
    assert viewer.renderer.asked[-1] == PageWanted("lease", 0, width)
    viewer.page.set_zoom(2.0)
    qtbot.waitUntil(lambda: viewer.renderer.asked[-1].width == viewer.page.wanted_width(), timeout=1000)
    assert viewer.renderer.asked[-1].width == pytest.approx(2 * width, abs=2)


def test_zoom_and_turn_by_keys(viewer: DocumentViewer, write: Callable[[str], None], press: Press) -> None:
    viewer.page.setFocus()
    write("+")
    assert viewer.page.zoom > 1.0
    write("0")
    assert viewer.page.zoom == 1.0
    write("-")
    assert viewer.page.zoom < 1.0
    write("0")
    before = viewer.page.wanted_width()
    press(Qt.Key.Key_R)
    assert viewer.page.turn == 90
    assert viewer.page.wanted_width() < before
    for _quarter in range(3):
        press(Qt.Key.Key_R)
    assert viewer.page.turn == 0


def test_the_turn_key_works_under_a_cyrillic_layout(viewer: DocumentViewer, monkeypatch: pytest.MonkeyPatch) -> None:
    """There the key gives another letter; its place on the board is the same."""
    monkeypatch.setitem(TURN_KEYS, "offscreen", 27)
    event = QKeyEvent(QEvent.Type.KeyPress, 0x0418, Qt.KeyboardModifier.NoModifier, 27, 0, 0, "и")
    QApplication.sendEvent(viewer.page, event)
    assert viewer.page.turn == 90


def test_a_turned_page_is_turned(viewer: DocumentViewer) -> None:
    viewer.page.set_zoom(0.5)
    QApplication.processEvents()
    viewer.page.rotate()
    picture = viewer.page.viewport().grab().toImage()
    middle = picture.height() // 2
    dark = [x for x in range(picture.width()) if picture.pixelColor(x, 60).name() == "#000000"]
    assert dark, "the upper edge of the page stands at the right now"
    assert min(dark) > picture.width() // 2
    assert middle > 0


def test_a_check_jumps_to_its_proof(viewer: DocumentViewer) -> None:
    mark = PageMark(2, 0.1, 0.6, 0.8, 0.1, "Проверка 5")
    viewer.go_to("lease", 2, [mark])
    assert viewer.current == ("lease", 2)
    before = viewer.page.viewport().grab().toImage()
    viewer.step(-1)
    viewer.step(1)
    assert viewer.page._marks == (mark,)
    viewer.go_to("lease", 2)
    assert viewer.page.viewport().grab().toImage() != before


def test_a_document_that_is_not_here_says_so(viewer: DocumentViewer) -> None:
    missing = DocumentView("lease", "Договор за наем", 0, missing="Документът още не е изтеглен.")
    asked = len(viewer.renderer.asked)
    viewer.show_documents([missing, DEED])
    assert len(viewer.renderer.asked) == asked
    assert viewer.page._message == "Документът още не е изтеглен."
    viewer.show_documents([LEASE, DEED])
    assert viewer.page._message == ""
    assert viewer.current == ("lease", 0)


def test_a_document_that_cannot_be_opened_says_why_in_its_own_place_only(viewer: DocumentViewer) -> None:
    viewer.take_trouble("deed", "Файлът е повреден.")
    assert viewer.page._message == ""
    viewer.take_trouble("lease", "Файлът е повреден.")
    assert viewer.page._message == "Файлът е повреден."


def test_a_case_without_documents_says_so(viewer: DocumentViewer) -> None:
    viewer.show_documents([])
    assert viewer.page._message == "По преписката няма документи."


def test_a_refresh_does_not_turn_the_page_back(viewer: DocumentViewer, press: Press) -> None:
    press(Qt.Key.Key_PageDown)
    viewer.show_documents([LEASE, DEED, DocumentView("new", "Съгласие", 1)])
    assert viewer.current == ("lease", 1)
    assert seen(viewer) == "#00aa00"

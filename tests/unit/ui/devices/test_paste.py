from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QWidget

from operator_app.domain.errors import Told
from operator_app.evidence import files, rendered
from operator_app.evidence.pictures import codes_in_picture
from tests import papers
from tests.seals import Centre
from ui.desktop.devices import paste
from ui.desktop.devices.paste import PasteAndDrop, Received

SEAL = Centre().seal()


def at_once(job, done, failed):
    try:
        value = job()
    except Told as told:
        failed(told)
    else:
        done(value)


@pytest.fixture
def taker(qtbot):
    one = PasteAndDrop(at_once)
    one.got, one.refused = [], []
    one.received.connect(one.got.append)
    one.failed.connect(lambda told: one.refused.append(told.code))
    return one


def urls(*addresses):
    mime = QMimeData()
    mime.setUrls([QUrl(address) for address in addresses])
    return mime


def image(picture):
    mime = QMimeData()
    mime.setImageData(picture)
    return mime


def test_a_pasted_picture_is_bytes_in_which_the_code_is_found(taker):
    picture = QImage.fromData(papers.saved(papers.qr(SEAL)))
    QGuiApplication.clipboard().setImage(picture)
    taker.paste()
    assert codes_in_picture(taker.got[0].data) == (SEAL.encode(),)


def test_dropped_files_are_read_each(taker, tmp_path):
    for name in ("one.pdf", "две имена.png"):
        (tmp_path / name).write_bytes(name.encode())
    taker.take(urls(*(QUrl.fromLocalFile(str(tmp_path / name)).toString() for name in ("one.pdf", "две имена.png"))))
    assert [received.data for received in taker.got] == [b"one.pdf", "две имена.png".encode()]
    assert taker.refused == []


def test_a_dropped_file_through_the_window(taker, tmp_path, qtbot):
    (tmp_path / "one.pdf").write_bytes(b"%PDF-")
    widget = QWidget()
    qtbot.addWidget(widget)
    taker.accept_drops_on(widget)
    mime = urls(QUrl.fromLocalFile(str(tmp_path / "one.pdf")).toString())
    how = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    enter = QDragEnterEvent(QPoint(1, 1), *how)
    enter.ignore()
    QApplication.sendEvent(widget, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(widget, QDropEvent(QPointF(1, 1), *how))
    assert taker.got == [Received(b"%PDF-")]
    text = QMimeData()
    text.setText("dragged text")
    refused = QDragEnterEvent(QPoint(1, 1), how[0], text, *how[2:])
    refused.ignore()
    QApplication.sendEvent(widget, refused)
    assert not refused.isAccepted()


def test_a_pasted_text_is_a_payload(taker):
    mime = QMimeData()
    mime.setText(SEAL)
    taker.take(mime)
    assert taker.got == [Received(SEAL.encode(), text=True)]


def test_each_thing_that_is_not_taken_says_why(taker, tmp_path):
    (tmp_path / "empty").touch()
    long = QMimeData()
    long.setText("x" * (paste.MAX_TEXT + 1))
    blank = QMimeData()
    blank.setText(" \n")
    for mime, code in (
        (None, paste.NOTHING),
        (QMimeData(), paste.NOTHING),
        (blank, paste.NOTHING),
        (long, rendered.TOO_LARGE),
        (urls("https://sofia.bg/a.pdf"), paste.NOT_HERE),
        (urls(QUrl.fromLocalFile(str(tmp_path / "missing")).toString()), files.MISSING),
        (urls(QUrl.fromLocalFile(str(tmp_path / "empty")).toString()), rendered.EMPTY),
        (urls(QUrl.fromLocalFile(str(tmp_path)).toString()), files.NO_FILE),
        (image(QImage(9000, 8000, QImage.Format.Format_Mono)), rendered.PICTURE_TOO_LARGE),
    ):
        taker.take(mime)
        assert taker.refused.pop() == code
    assert taker.got == taker.refused == []


def test_a_picture_from_a_browser_is_taken_as_the_picture(taker):
    mime = image(QImage.fromData(papers.saved(papers.qr("x"))))
    mime.setUrls([QUrl("https://sofia.bg/code.png")])
    taker.take(mime)
    assert codes_in_picture(taker.got[0].data) == (b"x",)


def test_no_more_than_a_few_files_at_once(taker, tmp_path):
    (tmp_path / "a").write_bytes(b"a")
    taker.take(urls(*[QUrl.fromLocalFile(str(tmp_path / "a")).toString()] * 50))
    assert len(taker.got) == paste.MAX_FILES


def test_a_bug_is_not_hidden(qtbot):
    def broken(job, done, failed):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        PasteAndDrop(broken)._picture(QImage(1, 1, QImage.Format.Format_RGB32))

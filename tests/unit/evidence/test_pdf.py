from __future__ import annotations

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from operator_app.domain.errors import Refused, Silent, Told, Trouble
from operator_app.evidence import rendered
from operator_app.evidence.pdf import MAX_PIXELS, PdfReader
from operator_app.evidence.pdf_thread import PdfThread
from tests import papers


@pytest.fixture
def reader():
    one = PdfReader()
    yield one
    one.close()


def refusal(call):
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.code


def test_pages_are_counted_measured_and_painted_on_white(reader):
    data = papers.blank_pdf(3)
    assert reader.page_count(data) == 3
    assert reader.page_size(data, 1) == (200.0, 100.0)
    picture = reader.render(data, 2, 1.5)
    assert (picture.width, picture.height, picture.scale) == (300, 150, 1.5)
    assert picture.bgra == b"\xff" * (300 * 150 * 4)


def test_a_rendered_page_has_no_padding_whatever_its_width(reader):
    for width in (199, 200, 201, 203):
        picture = reader.render(papers.blank_pdf(1, width), 0, 1.0)
        assert len(picture.bgra) == picture.width * picture.height * 4


def test_a_file_of_5000_pages_answers_at_once_and_shows_any_of_them(reader):
    data = papers.blank_pdf(5000)
    assert reader.page_count(data) == 5000
    assert reader.render(data, 4999, 1.0).width == 200
    with pytest.raises(IndexError):
        reader.render(data, 5000, 1.0)


def test_a_giant_page_is_drawn_smaller(reader):
    picture = reader.render(papers.blank_pdf(1, 14_400, 14_400), 0, 150 / 72)
    assert picture.width * picture.height <= MAX_PIXELS + 10_000
    assert picture.scale < 0.5


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", rendered.EMPTY),
        (b"%PDF-1.7 and nothing more", rendered.PDF_BROKEN),
        (b"\x89PNG", rendered.PDF_BROKEN),
        (papers.blank_pdf(2)[:300], rendered.PDF_BROKEN),
        (papers.locked_pdf(), rendered.PDF_PASSWORD),
        (papers.blank_pdf(0), rendered.PDF_EMPTY),
        (b"%PDF-" + bytes(rendered.MAX_BYTES), rendered.TOO_LARGE),
    ],
)
def test_what_cannot_be_opened_says_why(reader, data, code):
    assert refusal(lambda: reader.page_count(data)) == code
    assert refusal(lambda: reader.render(data, 0, 1.0)) == code
    assert reader.page_count(papers.blank_pdf(2)) == 2


def test_a_picture_of_gigapixels_is_not_unpacked(reader):
    data = papers.bomb_pdf()
    assert len(data) < 2000
    assert reader.page_count(data) == 1
    assert refusal(lambda: reader.render(data, 0, 1.0)) == rendered.PICTURE_TOO_LARGE


def test_damaged_files_are_refused_or_shown_and_nothing_else(reader):
    good = papers.blank_pdf(3)
    chance = random.Random(1)
    for _ in range(150):
        bad = bytearray(good)
        for _ in range(chance.randint(1, 6)):
            bad[chance.randrange(len(bad))] = chance.randrange(256)
        with suppress(Told):
            for page in range(min(reader.page_count(bytes(bad)), 3)):
                reader.render(bytes(bad), page, 0.5)


def test_many_threads_and_two_readers_share_one_pdfium(reader):
    other = PdfReader()
    files = [papers.blank_pdf(count) for count in range(1, 7)]
    with ThreadPoolExecutor(6) as pool:
        jobs = [pool.submit(one.render, data, 0, 1.0) for _ in range(20) for data in files for one in (reader, other)]
        assert all(job.result().width == 200 for job in jobs)
    other.close()


def test_while_one_thread_is_in_pdfium_no_other_is():
    one, other = PdfThread(), PdfThread()
    inside, leave = threading.Event(), threading.Event()
    first = one.later(lambda: inside.set() or leave.wait(10))
    assert inside.wait(10)
    second = other.later(lambda: "in")
    with pytest.raises(TimeoutError):
        second.result(0.1)
    leave.set()
    assert first.result(10)
    assert second.result(10) == "in"
    one.close(lambda: None)
    other.close(lambda: None)


def test_a_page_that_never_comes_is_given_up_and_a_queue_can_be_cancelled():
    thread = PdfThread(limit=0.05)
    gate = threading.Event()
    stuck = thread.later(gate.wait)
    waiting = thread.later(lambda: 1)
    with pytest.raises(Trouble) as slow:
        thread.wait(stuck)
    assert slow.value.code == rendered.PDF_SLOW
    assert waiting.cancel()
    gate.set()
    assert thread.later(lambda: 2).result(5) == 2
    thread.close(lambda: None)


def test_a_closed_reader_is_silent(reader):
    reader.page_count(papers.blank_pdf(1))
    reader.close()
    reader.close()
    with pytest.raises(Silent):
        reader.page_count(papers.blank_pdf(1))
    assert "pdfium" not in [thread.name for thread in threading.enumerate()]


def test_the_file_stays_open_while_pages_are_turned(reader, monkeypatch):
    from operator_app.evidence import pdf

    opened = []
    real = pdf._open
    monkeypatch.setattr(pdf, "_open", lambda data: opened.append(1) or real(data))
    data = papers.blank_pdf(9)
    for page in range(9):
        reader.render(data, page, 0.2)
    assert len(opened) == 1

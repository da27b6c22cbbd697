"""The scan screen on a real store: a seal belongs to the case that is open, and says so when it does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage

from operator_app.domain.case import ConsentState
from tests import papers
from tests.unit.ui.stage import Stage, press
from ui.desktop.screens.scan import ScanScreen

from .conftest import Shown, consent_for


def test_a_consent_for_the_open_case_goes_into_it_with_one_key(
    on: Stage, screen: ScanScreen, shown: Shown, qtbot: Any
) -> None:
    case = on.case("4483")
    on.desk.writer.call(lambda: on.desk.cases.claim(case.id, on.who))
    screen.enter(case.id)
    screen.scan([consent_for(case)])
    qtbot.waitUntil(lambda: "по преписка 4483" in shown())
    qtbot.waitUntil(lambda: screen._card is not None and screen._card.hasFocus())
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: on.went == [("review", case.id)] or bool(on.told))
    assert on.told == []
    owner = on.case("4483").party("owner")
    assert owner is not None
    assert owner.consent is not None
    assert owner.consent.state is ConsentState.GIVEN


def test_a_genuine_consent_of_another_case_offers_that_case_and_nothing_else(
    on: Stage, screen: ScanScreen, shown: Shown, qtbot: Any
) -> None:
    screen.enter(on.id_of("4461"))
    screen.scan([consent_for(on.case("4483"))])
    qtbot.waitUntil(lambda: "а не за отворената" in shown())
    assert "Представя се" not in shown()
    assert "от екрана на телефона" not in shown()
    qtbot.waitUntil(lambda: screen._card is not None and screen._card.hasFocus())
    press(Qt.Key.Key_Return)
    assert on.went == [("review", on.id_of("4483"))]


def test_without_an_open_case_an_earlier_one_is_forgotten(
    on: Stage, screen: ScanScreen, shown: Shown, qtbot: Any
) -> None:
    screen.enter(on.id_of("4461"))
    screen.leave()
    screen.enter("")
    screen.scan([consent_for(on.case("4483"))])
    qtbot.waitUntil(lambda: bool(shown()))
    assert "а не за отворената" not in shown()


def test_every_dropped_file_is_looked_at_and_an_address_of_the_web_is_refused(
    on: Stage, screen: ScanScreen, shown: Shown, qtbot: Any, tmp_path: Path
) -> None:
    file = tmp_path / "code.png"
    file.write_bytes(papers.saved(papers.qr(consent_for(on.case("4483")))))
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/code.png"), QUrl.fromLocalFile(str(file))])
    screen.take(mime)
    qtbot.waitUntil(lambda: bool(shown()))
    assert [error.code for error in on.told] == ["paper.not_a_local_file"]


def test_a_pasted_picture_without_a_code_says_so(on: Stage, screen: ScanScreen, qtbot: Any) -> None:
    mime = QMimeData()
    mime.setImageData(QImage(60, 60, QImage.Format.Format_RGB32))
    screen.take(mime)
    qtbot.waitUntil(lambda: bool(on.told))
    assert screen._card is None

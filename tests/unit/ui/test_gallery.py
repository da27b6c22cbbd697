"""Every part of the kit in its place: no word is cut, what takes the focus has a name, every theme is painted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetricsF
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from shiboken6 import delete

from ui import words
from ui.desktop.gallery.sheets import SHEETS
from ui.desktop.gallery.windows import WINDOWS
from ui.desktop.theme import Look, ThemeManager
from ui.desktop.widgets.text import OneLine

PAGES = {**SHEETS, **WINDOWS}
LOOKED_AT = ("parts", "sign-in", "queue", "queue-sandbox", "review", "scan", "outbox")
NARROW, WIDE = (1280, 720), (1440, 900)


class Measures(QFontMetricsF):
    """Remembers every painted text that did not fit."""

    cut: ClassVar[set[str]] = set()

    def elidedText(self, text: str, mode: Qt.TextElideMode, room: float) -> str:  # noqa: N802
        made = super().elidedText(text, mode, room)
        if made != text:
            self.cut.add(text)
        return made


@pytest.fixture
def cut_when_painted(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    Measures.cut = set()
    monkeypatch.setattr(Look, "metrics", lambda look, role="body": Measures(look.font(role)))
    return Measures.cut


def cut_widgets(window: QWidget) -> Iterator[str]:
    """Labels narrower or lower than their words; buttons narrower than they ask to be."""
    for label in window.findChildren(QLabel):
        if not label.isVisible() or not label.text() or isinstance(label, OneLine):
            continue
        if label.wordWrap():
            if label.heightForWidth(label.width()) > label.height() + 1:
                yield label.text()
        elif label.sizeHint().width() > label.width() + 1:
            yield label.text()
    for button in window.findChildren(QAbstractButton):
        if button.isVisible() and button.text() and button.sizeHint().width() > button.width() + 1:
            yield button.text()


Open = Callable[[str, tuple[int, int]], QWidget]


@pytest.fixture
def opened(theme: ThemeManager) -> Iterator[Open]:
    """A page of the gallery at a size. Gone with the test: each next one would pay for it."""
    pages: list[QWidget] = []

    def open_(name: str, size: tuple[int, int]) -> QWidget:
        page = PAGES[name]()
        pages.append(page)
        page.setFixedSize(*size)
        page.show()
        for _round in range(3):
            QApplication.processEvents()
        return page

    yield open_
    for page in pages:
        delete(page)


@pytest.mark.parametrize(("language", "size"), [("bg", NARROW), ("en", NARROW), ("bg", WIDE)])
@pytest.mark.parametrize("name", LOOKED_AT)
def test_no_word_is_cut(
    opened: Open, cut_when_painted: set[str], name: str, language: str, size: tuple[int, int]
) -> None:
    words.install(language)
    page = opened(name, size)
    page.grab()
    assert cut_when_painted | set(cut_widgets(page)) == set()


@pytest.mark.parametrize("name", [*LOOKED_AT, "keys", "palette"])
def test_everything_that_takes_the_focus_has_a_name_and_a_role(opened: Open, theme: ThemeManager, name: str) -> None:
    page = opened(name, WIDE)
    if hasattr(page, "sheet"):
        page.sheet()
    nameless = []
    for widget in page.findChildren(QWidget):
        if not widget.isVisible() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if not interface.text(QAccessible.Text.Name).strip():
            nameless.append(type(widget).__name__)
        assert interface.role() is not QAccessible.Role.NoRole
    assert nameless == []


@pytest.mark.parametrize("name", ["parts", "queue-training", "review"])
def test_every_theme_is_painted(opened: Open, theme: ThemeManager, name: str) -> None:
    """The guard against messages of Qt stands behind this: a painter that is misused says so."""
    page = opened(name, NARROW)
    pictures = []
    for look in ("light", "dark", "contrast"):
        theme.wear(look)
        QApplication.processEvents()
        pictures.append(page.grab().toImage())
    assert pictures[0] != pictures[1] != pictures[2]


@pytest.mark.parametrize("name", ["parts", "queue", "review", "outbox", "scan"])
def test_twice_the_text_still_stands(opened: Open, theme: ThemeManager, name: str) -> None:
    """Grown while it is open: nothing raises, and what is shown is larger."""
    page = opened(name, (1600, 900))
    label = next(one for one in page.findChildren(QLabel) if one.isVisible() and one.text())
    before = label.sizeHint()
    theme.wear(scale=2.0)
    QApplication.processEvents()
    page.grab()
    assert label.sizeHint().height() > 1.3 * before.height()

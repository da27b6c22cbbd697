"""Single-ink drawings take the colour of a token, in every theme, state and density."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter

from resources import paths
from ui.desktop.theme import Look, ThemeManager
from ui.desktop.theme.icons import icon, paint_icon

NAMES = sorted(file.stem for file in paths.icons().glob("*.svg"))


def inks(image: QImage) -> set[str]:
    """Colours of the opaque pixels."""
    points = [(x, y) for x in range(image.width()) for y in range(image.height())]
    return {image.pixelColor(*at).name() for at in points if image.pixelColor(*at).alpha() == 255}


def drawn(name: str, role: str, look: Look) -> QImage:
    image = QImage(40, 40, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_icon(painter, QRect(0, 0, 40, 40), name, role, look)
    painter.end()
    return image


@pytest.mark.parametrize("name", NAMES)
def test_every_drawing_has_one_ink_and_is_drawn(theme: ThemeManager, name: str) -> None:
    text = paths.icon(name).read_text("utf-8")
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', text)) - {"none"}
    assert colours <= {"currentColor", "paper"}
    assert any(drawn(name, "danger.solid", theme.look).pixelColor(x, y).alpha() for x in range(40) for y in range(40))


def test_a_shape_takes_its_ink_and_the_mark_inside_it_its_own(theme: ThemeManager) -> None:
    look = theme.look
    found = inks(drawn("s-ok", "success.solid", look))
    assert look.hex("success.solid").lower() in found
    assert look.hex("success.on").lower() in found
    dark = Look.resolve("dark")
    assert dark.hex("success.solid").lower() in inks(drawn("s-ok", "success.solid", dark))


def test_an_icon_follows_the_theme_and_the_state(theme: ThemeManager) -> None:
    made = icon("s-new", "text.body", "accent.text")

    def ink(mode: QIcon.Mode = QIcon.Mode.Normal, state: QIcon.State = QIcon.State.Off) -> set[str]:
        return inks(made.pixmap(QSize(20, 20), mode, state).toImage())

    assert theme.look.hex("text.body").lower() in ink()
    assert theme.look.hex("accent.text").lower() in ink(state=QIcon.State.On)
    assert theme.look.hex("text.disabled").lower() in ink(mode=QIcon.Mode.Disabled)
    theme.wear("contrast")
    assert ink() == {QColor("#FFFFFF").name()}


def test_a_dense_screen_gets_a_dense_picture(theme: ThemeManager) -> None:
    picture = icon("queue").pixmap(QSize(20, 20), 2.0)
    assert (picture.width(), picture.devicePixelRatio()) == (40, 2.0)


def test_an_unknown_drawing_is_an_error(theme: ThemeManager) -> None:
    image = QImage(20, 20, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    with pytest.raises(FileNotFoundError, match="no-such"):
        paint_icon(painter, QRect(0, 0, 20, 20), "no-such", "text.body", theme.look)
    painter.end()

"""One change of theme or text size reaches every widget, and nobody else sets a colour."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from ui.desktop.theme import Look, ThemeManager
from ui.desktop.theme.manager import system_theme
from ui.desktop.widgets.layout import column, frame
from ui.desktop.widgets.status import Status, StatusChip
from ui.desktop.widgets.text import Text


def test_widgets_follow_a_change_of_theme(qtbot: QtBot, theme: ThemeManager) -> None:
    chip = StatusChip(Status("s-ok", "Потвърдено", "success"))
    qtbot.addWidget(chip)
    before = chip.grab().toImage()
    theme.wear("contrast")
    assert chip.look is theme.look
    assert chip.grab().toImage() != before
    theme.wear("light")
    assert chip.grab().toImage() == before


def test_a_larger_text_makes_widgets_and_gaps_larger(qtbot: QtBot, theme: ThemeManager) -> None:
    text, lines = Text("Преписка"), column(Text("а"), Text("б"), gap="m", margin="l")
    window = frame(lines)
    qtbot.addWidget(window)
    qtbot.addWidget(text)
    width, gap = text.sizeHint().width(), lines.spacing()
    theme.wear(scale=2.0)
    assert text.sizeHint().width() > 1.8 * width
    assert lines.spacing() == 2 * gap
    assert lines.contentsMargins().left() == 2 * 16


def test_the_scale_stays_within_bounds(theme: ThemeManager) -> None:
    theme.wear(scale=7.0)
    assert theme.look.scale == 2.0
    theme.wear(scale=0.2)
    assert theme.look.scale == 1.0


def test_a_deleted_widget_hears_nothing(theme: ThemeManager) -> None:
    """It would raise, and the exception hook of the tests would fail this one."""
    heard: list[Look] = []

    class Listener(StatusChip):
        def prepare(self) -> None:
            heard.append(self.look)

    chip = Listener(Status("s-ok", "Потвърдено"))
    assert len(heard) == 1
    delete(chip)
    theme.wear("dark")
    assert len(heard) == 1


def test_wearing_the_same_again_changes_nothing(qtbot: QtBot, theme: ThemeManager) -> None:
    with qtbot.assertNotEmitted(theme.changed):
        theme.wear("light", 1.0)


def test_an_unknown_theme_leaves_the_old_one(theme: ThemeManager) -> None:
    with pytest.raises(ValueError, match="pink"):
        theme.wear("pink")
    theme.wear(scale=1.0)
    assert theme.look.name == "light"


def test_the_system_is_asked(qapp: QApplication) -> None:
    assert system_theme() in ("light", "dark", "contrast")


def test_there_is_one_manager(qapp: QApplication, theme: ThemeManager) -> None:
    assert ThemeManager.install(qapp, "dark") is theme is ThemeManager.current()
    assert theme.look.name == "dark"


def test_the_start_pays_for_nothing_that_it_does_not_show() -> None:
    """Theme, words and the parts of a sign-in form: no drawing is read, and no heavy library comes with them."""
    program = (
        "import sys; from PySide6.QtWidgets import QApplication; app = QApplication([]);"
        "from ui.desktop.theme import ThemeManager; ThemeManager.install(app);"
        "from ui import words; words.install('bg');"
        "from ui.desktop.widgets import banner, button, field, edits, pavers, focus;"
        "field.Field('Парола', edits.SecretEdit());"
        "print([name for name in sys.modules if name.split('.')[0] in "
        "('sqlalchemy', 'structlog', 'httpx', 'keyring', 'pydantic', 'babel', 'cryptography', 'operator_app', 'sync')"
        " or name == 'PySide6.QtSvg'])"
    )
    made = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert made.returncode == 0, made.stderr
    assert made.stdout.strip() == "[]"


def test_a_plain_widget_gets_the_palette(qtbot: QtBot, theme: ThemeManager) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    assert widget.palette().window().color() == theme.look.color("surface.canvas")

"""Whatever stands at the centre's address, the sign-in says which it is, in both languages, and goes on taking keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from ssl import SSLContext
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.unit.sync.authority import Authority
from tests.unit.sync.https_stub import Script, Talk, stub
from tests.unit.ui.front.running import CENTRE, enrolled, running
from tests.unit.ui.stage import press

DAY = timedelta(days=1)
Context = Callable[[Path], SSLContext | None]


def _web_page(talk: Talk) -> None:
    talk.answer(b"<html>wifi</html>", media_type="text/html")


def _breaks_off(talk: Talk) -> None:
    talk.answer(b'{"protocol": 1, "serv')


def _other_json(talk: Talk) -> None:
    talk.answer(b'{"a": [1, 2]}')


def _endless(talk: Talk) -> None:
    talk.begin()
    while not talk.stopping.is_set():
        talk.chunk(b"x" * 65536)


def _fails(talk: Talk) -> None:
    talk.answer(b"oops", 500, "text/plain")


def _busy(talk: Talk) -> None:
    talk.answer(b"", 503, "text/plain")


def _of_the_future(talk: Talk) -> None:
    talk.answer(b'{"code": "moon.full", "params": {}}', 400, "application/problem+json")


def _ours(folder: Path) -> SSLContext:
    return CENTRE.context(folder)


def _plain(folder: Path) -> None:
    return None


LINES: list[tuple[str, Script, Context, str, str]] = [
    ("web page", _web_page, _ours, "отговори чужда страница", "Another page answered"),
    ("truncated", _breaks_off, _ours, "нещо, което не е тя", "not the central service"),
    ("other json", _other_json, _ours, "нещо, което не е тя", "not the central service"),
    ("endless", _endless, _ours, "нещо, което не е тя", "not the central service"),
    ("500", _fails, _ours, "В централната услуга стана грешка", "failed inside the central service"),
    ("503", _busy, _ours, "натоварена", "busy"),
    ("reset", Talk.reset, _ours, "Връзката прекъсна", "broke before the answer"),
    ("strange reason", _of_the_future, _ours, "няма думи (moon.full)", "no words (moon.full)"),
    ("other CA", Talk.answer, lambda f: Authority("X").context(f), "не е на нашия център", "not our centre's"),
    ("expired", Talk.answer, lambda f: CENTRE.context(f, ends=-DAY), "изтекъл", "has expired"),
    ("too early", Talk.answer, lambda f: CENTRE.context(f, begins=DAY), "още не важи", "not valid yet"),
    ("other name", Talk.answer, lambda f: CENTRE.context(f, host="x.bg"), "за друг адрес", "for another address"),
    ("no TLS", Talk.answer, _plain, "няма защитена връзка", "no secure"),
]


@pytest.mark.parametrize(("script", "context", "bg", "en"), [line[1:] for line in LINES], ids=[one[0] for one in LINES])
def test_the_sign_in_says_what_is_wrong_with_the_line(
    script: Script,
    context: Context,
    bg: str,
    en: str,
    theme: Any,
    qapp: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with stub(context(tmp_path), script) as server:
        profile = enrolled(tmp_path, monkeypatch, url=server.url)
        with running(qapp, profile.directory) as program:
            press("clerk1", Qt.Key.Key_Return, "наполовина")
            program.sees(bg)
            press(Qt.Key.Key_F9)  # the other language; what was typed stays
            program.sees(en)
            screen = program.app._sign_in
            assert screen is not None
            assert (screen.typed().account, screen.typed().password) == ("clerk1", "наполовина")
            assert "clerk1" not in program.app.top.windowTitle()


def test_nobody_there(theme: Any, qapp: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A port that nobody listens at; the password opens the day's work."""
    profile = enrolled(tmp_path, monkeypatch)
    with running(qapp, profile.directory) as program:
        program.sees("Няма връзка с централната услуга", "Стига паролата")
        program.sign_in()
        program.until(lambda: program.app.window is not None)
        program.sees("Без връзка от")


def test_a_wrong_password_and_then_the_right_one(
    theme: Any, qapp: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = enrolled(tmp_path, monkeypatch)
    with running(qapp, profile.directory) as program:
        program.sees("Стига паролата")
        program.sign_in("грешна")
        program.sees("Паролата не е вярна.", "Остават 4 опита")
        press("дълга-парола-1", Qt.Key.Key_Return)  # the focus is where it has to be mended
        program.until(lambda: program.app.window is not None)

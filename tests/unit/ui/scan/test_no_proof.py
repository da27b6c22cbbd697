"""A code that proves nothing says why, in both languages, and one key leaves it: the case is as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import base45
import pytest
from PySide6.QtCore import Qt

from operator_app.formats.seal import PREFIX
from tests import seals
from tests.unit.ui.stage import Stage, press
from ui import words
from ui.desktop.screens.scan import ScanScreen

from .conftest import SEALS, Shown, consent_for

DAY = timedelta(days=1)


def _forged(good: str) -> str:
    sealed = bytearray(base45.b45decode(good.removeprefix(PREFIX)))
    sealed[-1] ^= 1
    return PREFIX + base45.b45encode(bytes(sealed)).decode()


CODES: list[tuple[Callable[[str], str], str, str]] = [
    (_forged, "Подписът не съвпада", "signature does not match"),
    (lambda _: SEALS.seal(expires_at=seals.NOW - DAY), "е важал до", "was valid until"),
    (lambda _: SEALS.seal(issued_at=seals.NOW + DAY), "започва да важи", "becomes valid"),
    (lambda _: seals.Centre(kid="2019-01").seal(), "Ключът на печата не е в списъка", "is not in the list"),
    (lambda good: good[: len(good) // 2], "повреден или непълен", "damaged or incomplete"),
    (lambda _: "https://evil.example/x", "връзка към evil.example", "link to evil.example"),
    (lambda _: "otpauth://totp/x?secret=ABCDEFGH", "таен код за вход", "secret sign-in code"),
    (lambda _: "HC1:6BF+70790T9WJWG.FKY*4GO0", "HCERT", "HCERT"),
    (lambda _: "SF1:\u202eABC", "невидими знаци", "invisible"),
    (lambda _: "SF1:\x1b[2J", "управляват програми", "control"),
    (lambda _: "нещо съвсем друго", "не е от познат вид", "of no known kind"),
]


@pytest.mark.parametrize(("made", "bg", "en"), CODES, ids=[bg for _made, bg, _en in CODES])
def test_it_says_why_and_changes_nothing(
    on: Stage, screen: ScanScreen, shown: Shown, qtbot: Any, made: Callable[[str], str], bg: str, en: str
) -> None:
    case = on.case("4483")
    screen.enter(case.id)
    for language, said in (("bg", bg), ("en", en)):
        words.install(language)
        screen.scan([made(consent_for(case))])
        qtbot.waitUntil(lambda said=said: said in shown())
        qtbot.waitUntil(lambda: screen._card is not None and screen._card.hasFocus())
    press(Qt.Key.Key_Return)
    on.desk.writer.call(lambda: None)
    assert on.case("4483") == case
    assert on.told == []

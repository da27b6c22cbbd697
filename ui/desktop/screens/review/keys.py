"""The keys of the review as F1 shows them: those of the decisions come from the bar itself."""

from __future__ import annotations

from collections.abc import Sequence

from ui.desktop.screen import KeyLine
from ui.words import _

from .decisions import CLAIM_KEY


def key_lines(ways: Sequence[KeyLine], next_words: str) -> list[KeyLine]:
    """`ways`: the decisions of the open case; `next_words`: what F2 does now."""
    return [
        KeyLine("1 2 3", _("Да, не, неясно на текущата проверка")),
        KeyLine("↑ ↓", _("Друга проверка")),
        KeyLine("Enter", _("Покажи доказателството")),
        KeyLine("Ctrl+PgDn", _("История и обратно")),
        KeyLine(CLAIM_KEY, _("Поеми или освободи преписката")),
        *(way for way in ways if way.keys != CLAIM_KEY),
        KeyLine("F2", next_words),
        KeyLine("Shift+F2", _("Предишна преписка")),
        KeyLine("F11", _("Покажи пълния ЕГН; записва се")),
        KeyLine("PgUp PgDn", _("Страница")),
        KeyLine("Ctrl+Tab", _("Друг документ")),
        KeyLine("+ – 0 R", _("В документа: увеличи, намали, по ширина, завърти")),
    ]

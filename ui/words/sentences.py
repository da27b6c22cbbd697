"""From an error code to what a person reads: what happened and what it means, then what to do.

The tables are in `ui.words.codes`, one module an area. Parameters are put in after translation and are said as the
reader's language says them: a date as a date, a number with its groups.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from operator_app.domain import errors

from . import _, formats

if TYPE_CHECKING:
    from .codes import Entry


STRANGE = errors.code("line.strange_reason")  # a code for which this program has no words


@dataclass(frozen=True)
class Sentence:
    """`what`: what happened and what it means for the clerk. `next_step`: what to do now."""

    what: str
    next_step: str

    def __str__(self) -> str:
        return f"{self.what} {self.next_step}".strip()


def sentence(code: str, params: Mapping[str, object] | None = None) -> Sentence:
    """The sentence for a code of `operator_app.domain.errors`. Raises KeyError for a code without one, and for a
    placeholder without a parameter: both are bugs that the tests hold down."""
    entry = _table()[code]
    said = {name: say(value) for name, value in (params or {}).items()}
    if callable(entry):
        return Sentence(*entry(dict(params or {})))
    what, next_step = entry
    return Sentence(_(what).format_map(said), _(next_step).format_map(said))


def told(code: str, params: Mapping[str, object] | None = None) -> Sentence:
    """The sentence for a code that may have come over the line or out of the store: a newer centre has reasons, and
    parameters, that this program has no words for. They are named as what they are, and nothing stops.
    """
    try:
        return sentence(code, params)
    except (KeyError, ValueError, TypeError):
        return sentence(STRANGE, {"code": code})


@cache
def _table() -> Mapping[str, Entry]:
    """All areas together, read at the first sentence that is needed and not at the start."""
    from .codes import merged

    return merged()


def say(value: object) -> str:
    """A parameter in words."""
    if isinstance(value, datetime):
        return formats.moment(value)
    if isinstance(value, date):
        return formats.date(value)
    if isinstance(value, bool):
        return _("да") if value else _("не")
    if isinstance(value, int):
        return formats.count(value)
    if isinstance(value, float | Decimal):
        return formats.decimal(value)
    return str(value)

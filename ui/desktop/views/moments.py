"""Moments as the office's clock shows them: everything stored is UTC, everything read is Sofia's."""

from __future__ import annotations

from datetime import date, datetime

from operator_app.domain.terms import SOFIA, sofia_day
from ui.words import formats


def local(moment: datetime) -> datetime:
    return moment.astimezone(SOFIA)


def hour(moment: datetime) -> str:
    """`10:42`"""
    return formats.time(local(moment))


def seconds(moment: datetime) -> str:
    """`10:42:07`: the centre's clock in a history, where two acts may share a minute."""
    return f"{local(moment):%H:%M:%S}"


def near(moment: datetime, today: date) -> str:
    """Today the hour is enough; any other day is named: `10:42`, `20.11. 16:05`."""
    return hour(moment) if sofia_day(moment) == today else formats.short_moment(local(moment))

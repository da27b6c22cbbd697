"""A running term as the clock that a clerk reads."""

from __future__ import annotations

from datetime import date

from operator_app.services.views import TermView
from ui.desktop.widgets.clock import LegalClock, Pace
from ui.words import _, formats

FULL_WORKING, FULL_CALENDAR = 7, 3
"""Days for which the dial is full: of the two terms that the services know. A longer one stays full until it comes
near.
"""


def clock(term: TermView | None, today: date) -> LegalClock:
    """Words from the dates, so that a Saturday before a Monday's term is not „today“."""
    if term is None:
        return LegalClock(Pace.DONE, _("няма срок"))
    last = formats.short_date(term.last_day)
    if term.paused:
        return LegalClock(Pace.STOPPED, _("спрян"), _left(term))
    if term.last_day < today:
        return LegalClock(Pace.OVERDUE, _("просрочено"), last)
    if term.last_day == today:
        return LegalClock(Pace.TODAY, _("днес"), _("последен ден"))
    days = max(1, term.left - 1)
    share = min(1.0, days / (FULL_WORKING if term.working else FULL_CALENDAR))
    return LegalClock(Pace.RUNNING, _count(days, term.working), _("до {day}").format(day=last), share)


def _left(term: TermView) -> str:
    """What is left of a term that stands still."""
    return _("остават {days}").format(days=_count(term.left, term.working)) if term.left > 0 else ""


def _count(days: int, working: bool) -> str:
    return formats.work_days(days) if working else formats.calendar_days(days)

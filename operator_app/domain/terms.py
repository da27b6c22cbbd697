"""Legal terms: calendar and working days, start, pause and roll-over, all from the service's data.

Days are of Sofia's calendar. АПК чл. 33 and ГПК чл. 60 count from the day after the event; a last day that is not a
working day rolls over to the next one.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from .case import Case, Term
from .service import Service, TermDef, Unit

SOFIA = ZoneInfo("Europe/Sofia")
DAY = timedelta(days=1)


def sofia_day(moment: datetime) -> date:
    return moment.astimezone(SOFIA).date()


def is_working(day: date, holidays: AbstractSet[date]) -> bool:
    return day.weekday() < 5 and day not in holidays


def next_working(day: date, holidays: AbstractSet[date]) -> date:
    while not is_working(day, holidays):
        day += DAY
    return day


def last_day(first: date, days: int, unit: Unit, holidays: AbstractSet[date], rolls_over: bool) -> date:
    """The last day of a term of `days` whose first counted day is `first`. A term of 0 working days ends on `first`
    itself.
    """
    if unit is Unit.CALENDAR:
        end = first + timedelta(days=max(days - 1, 0))
        return next_working(end, holidays) if rolls_over else end
    end = next_working(first, holidays)
    for _ in range(days - 1):
        end = next_working(end + DAY, holidays)
    return end


def days_left(term: Term, today: date, unit: Unit, holidays: AbstractSet[date]) -> int:
    """Days that remain, today included; 0 or less: overdue. A paused term keeps what it had."""
    return term.left if term.paused_on is not None else days_until(term.last_day, today, unit, holidays)


def days_until(last: date, today: date, unit: Unit, holidays: AbstractSet[date]) -> int:
    """Days of a running term that remain, today included; 0 or less: overdue."""
    if unit is Unit.CALENDAR:
        return (last - today).days + 1
    if today > last:
        return -sum(is_working(last + DAY * n, holidays) for n in range(1, (today - last).days + 1))
    return sum(is_working(today + DAY * n, holidays) for n in range((last - today).days + 1))


def start(definition: TermDef, at: datetime, service: Service) -> Term:
    first = sofia_day(at) + DAY if definition.days else sofia_day(at)
    end = last_day(first, definition.days, definition.unit, service.holidays, definition.rolls_over)
    return Term(definition.key, first, end)


def pause(term: Term, definition: TermDef, at: datetime, service: Service) -> Term:
    if term.paused_on is not None:
        return term
    today = sofia_day(at)
    return replace(term, paused_on=today, left=days_left(term, today, definition.unit, service.holidays))


def resume(term: Term, definition: TermDef, at: datetime, service: Service) -> Term:
    if term.paused_on is None:
        return term
    today = sofia_day(at)
    if term.left <= 0:
        return replace(term, paused_on=None, left=0)
    end = last_day(today, term.left, definition.unit, service.holidays, definition.rolls_over)
    return replace(term, last_day=end, paused_on=None, left=0)


def after(case: Case, kind: str, at: datetime, service: Service) -> Case:
    """The case's terms after an operation: the term that this kind starts replaces the running one, which waits if it
    is to go on. A term that newer service data no longer know runs on as it is.
    """
    running, waiting = _unless_ended(case.term, kind, service), _unless_ended(case.suspended, kind, service)
    started = next((d for d in service.terms.values() if kind in d.starts), None)
    if started is not None and (running is None or running.key != started.key):
        held = running or waiting
        if held is not None and held.key != started.key:
            known = service.terms.get(held.key)
            held = pause(held, known, at, service) if known else held
        return replace(case, term=start(started, at, service), suspended=held)
    if running is None:
        running, waiting = waiting, None
    definition = service.terms.get(running.key) if running is not None else None
    if running is not None and definition is not None:
        stands = case.state.value in definition.pauses
        running = (pause if stands else resume)(running, definition, at, service)
    return replace(case, term=running, suspended=waiting)


def _unless_ended(term: Term | None, kind: str, service: Service) -> Term | None:
    if term is None:
        return None
    definition = service.terms.get(term.key)
    return None if definition is not None and kind in definition.stops else term

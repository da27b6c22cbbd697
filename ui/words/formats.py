"""Dates, hours, money and counts as a clerk writes them, in the language that is spoken now.

A figure and its sign never part at a line end: `NBSP` joins them.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from . import _, language, ngettext

NBSP = "\u00a0"
SOFIA = ZoneInfo("Europe/Sofia")
WEEKDAYS = {"bg": ("пн", "вт", "ср", "чт", "пт", "сб", "нд"), "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def local(day: dt.date) -> dt.date:
    """An aware moment by Sofia's clock; a day, and a moment without a zone, as they are."""
    if isinstance(day, dt.datetime) and day.tzinfo is not None:
        return day.astimezone(SOFIA)
    return day


def date(day: dt.date) -> str:
    """`23.11.2026 г.`; in English `23 Nov 2026`, which cannot be read as another day."""
    day = local(day)
    if language() == "en":
        return NBSP.join((str(day.day), MONTHS_EN[day.month - 1], str(day.year)))
    return f"{day:%d.%m.%Y}{NBSP}г."


def short_date(day: dt.date) -> str:
    """`23.11.` for tables, where the year is plain from the place."""
    day = local(day)
    if language() == "en":
        return f"{day.day}{NBSP}{MONTHS_EN[day.month - 1]}"
    return f"{day:%d.%m.}"


def time(moment: dt.datetime) -> str:
    """`10:42`, 24 hours, by Sofia's clock."""
    return f"{local(moment):%H:%M}"


def weekday(day: dt.date) -> str:
    """`пн` … `нд`."""
    return WEEKDAYS[language()][local(day).weekday()]


def moment(when: dt.datetime) -> str:
    """`23.11.2026 г., 10:42`."""
    return f"{date(when)}, {time(when)}"


def short_moment(when: dt.datetime) -> str:
    """`23.11. 10:42` for tables."""
    return f"{short_date(when)} {time(when)}"


def today_line(when: dt.datetime) -> str:
    """`пн 23.11.2026 г.  10:42`, the right end of the status line."""
    return f"{weekday(when)} {date(when)}  {time(when)}"


def money(amount: Decimal | int) -> str:
    """`2,56 €`; in English `€2.56`. Whole cents: rounded half up (two places is what the tariff has)."""
    cents = Decimal(amount).quantize(Decimal("0.01"), ROUND_HALF_UP)
    whole, _point, part = f"{abs(cents):f}".partition(".")
    sign = "–" if cents < 0 else ""
    if language() == "en":
        return f"{sign}€{count(int(whole))}.{part}"
    return f"{sign}{count(int(whole))},{part}{NBSP}€"


def count(number: int) -> str:
    """`24 816`; four figures stand together in Bulgarian (`2560`), as its rules ask."""
    grouped = f"{number:,}"
    if language() == "en":
        return grouped
    return str(number) if abs(number) < 10_000 else grouped.replace(",", NBSP)


def decimal(number: Decimal | float, places: int = 1) -> str:
    """`1,5`; in English `1.5`."""
    text = f"{number:.{places}f}"
    return text if language() == "en" else text.replace(".", ",")


def size(bytes_: int) -> str:
    """`2,4 MB`, `312 KB`: what a clerk compares, never exact bytes."""
    if bytes_ < 1_000_000:
        return f"{max(1, round(bytes_ / 1000)) if bytes_ else 0}{NBSP}KB"
    return f"{decimal(bytes_ / 1_000_000)}{NBSP}MB"


def work_days(days: int) -> str:
    """`1 раб. ден`, `2 раб. дни`."""
    return unbroken(ngettext("{n} раб. ден", "{n} раб. дни", days).format(n=days))


def calendar_days(days: int) -> str:
    """`1 ден`, `3 дни`."""
    return unbroken(ngettext("{n} ден", "{n} дни", days).format(n=days))


def about(seconds: float, short: bool = False) -> str:
    """How long it will still take, rounded as one says it: „около 40 секунди“, „около 1 минута“.

    `short`: „около 40 сек.“, „около 1 мин“, beside a bar or in a table.
    """
    if seconds < 55:
        number = max(10, round(seconds / 10) * 10)
        text = _("около {n} сек.") if short else ngettext("около {n} секунда", "около {n} секунди", number)
    elif seconds < 55 * 60:
        number = max(1, round(seconds / 60))
        text = _("около {n} мин") if short else ngettext("около {n} минута", "около {n} минути", number)
    else:
        number = max(1, round(seconds / 3600))
        text = _("около {n} ч") if short else ngettext("около {n} час", "около {n} часа", number)
    return unbroken(text.format(n=number))


def seconds(number: int) -> str:
    """`6 сек.`"""
    return _("{n} сек.").format(n=number).replace(" ", NBSP)


def countdown(left: float) -> str:
    """`0:24`: minutes and seconds, never below zero."""
    whole = max(0, int(left + 0.999))
    return f"{whole // 60}:{whole % 60:02d}"


_JOINED = re.compile(
    r"(№|р-н|гр\.|с\.|ул\.|бул\.|ж\.к\.|пл\.|бл\.|вх\.|ет\.|ап\.|чл\.|ал\.|т\.|стр\.) (?=\S)"
    r"|(?<=\d) (?=г\.|сек\.|мин\b|ч\b|раб\.|ден\b|дни\b|€|%|KB|MB|секунд|минут|час|day|work|min\b|sec\b|h\b)"
    r"|(?<=раб\.) (?=ден|дни)"
)


def unbroken(text: str) -> str:
    """Keep `№ 38`, `ет. 3`, `чл. 92` and `2 раб. дни` on one line where a text wraps."""
    return _JOINED.sub(lambda found: (found.group(1) or "") + NBSP, text)


def ended(sentence: str) -> str:
    """A sentence that ends with a date has one full stop: that of „г.“ is also the sentence's."""
    return sentence[:-1] if sentence.endswith("..") else sentence

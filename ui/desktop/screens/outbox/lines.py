"""From the acts of this device to the lines of the list: state, reason in words, next step. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from operator_app.ports.sync_store import OutboxState
from operator_app.services.views import LineStatus, OutboxRow, Undo
from ui.desktop.widgets.banner import BannerView
from ui.desktop.widgets.outbox.rows import OutboxRow as Line
from ui.desktop.widgets.status import Status
from ui.words import _, formats, ngettext, sentences
from ui.words.acts import act, short_number

FAILED = (OutboxState.CONFLICT, OutboxState.REJECTED, OutboxState.BLOCKED)
WAIT = (OutboxState.RESTING, OutboxState.QUEUED, OutboxState.SENDING)
DONE = (OutboxState.RECEIPTED, OutboxState.ARCHIVED)
NO_LONGER_FITS = "outbox.no_longer_fits"


class Tab(StrEnum):
    ALL = "all"
    NEED_YOU = "need_you"
    WAIT = "wait"
    DONE = "done"


def failed(row: OutboxRow) -> bool:
    """The centre settled it and it did not go in; nothing more happens to it by itself."""
    return row.state in FAILED and not row.set_aside


def unfit(row: OutboxRow) -> bool:
    """Still on its way, but the case as it is now has no room for it."""
    return row.code == NO_LONGER_FITS and row.state in (*WAIT, OutboxState.RECEIPTED)


def needs_you(row: OutboxRow) -> bool:
    """The same acts that the status line counts."""
    return failed(row) or unfit(row)


def belongs(row: OutboxRow, tab: Tab) -> bool:
    match tab:
        case Tab.NEED_YOU:
            return needs_you(row)
        case Tab.WAIT:
            return row.state in WAIT
        case Tab.DONE:
            return row.state in DONE
    return True


def behind(rows: Sequence[OutboxRow], op: str) -> int:
    """How many acts did not go in because this one did not, and would be let be with it."""
    heads = {op}
    for row in sorted(rows, key=lambda one: one.made_at):
        if failed(row) and row.blocked_by in heads:
            heads.add(row.op)
    return len(heads) - 1


def counts(rows: Sequence[OutboxRow]) -> dict[Tab, int]:
    return {tab: sum(belongs(row, tab) for row in rows) for tab in Tab}


def line(row: OutboxRow, now: datetime, place: int, status: LineStatus) -> Line:
    """`place`: its place among those that wait, from 1; 0 where it does not."""
    undo = _("Върни") if row.undo is not Undo.NOTHING else ""
    return Line(
        key=row.op,
        status=state(row),
        what=act(row.kind, row.facts),
        case=short_number(row.number),
        reason=reason(row, now, place, status),
        hour=formats.time(row.made_at),
        tries=str(row.attempts) if row.attempts else "–",
        step=undo or (_("Отвори преписката") if needs_you(row) else ""),
    )


def state(row: OutboxRow) -> Status:
    if unfit(row):
        return Status("s-warn", _("Вече не подхожда"), "warning", loud=True)
    if row.state in FAILED and row.set_aside:
        return Status("s-none", _("Без последици"))
    match row.state:
        case OutboxState.RESTING | OutboxState.QUEUED:
            return Status("s-saved", _("Записано тук"))
        case OutboxState.SENDING:
            return Status("s-send", _("Изпраща се"), "info")
        case OutboxState.RECEIPTED | OutboxState.ARCHIVED:
            return Status("s-ok", _("Потвърдено"), "success")
        case OutboxState.CONFLICT:
            return Status("conflict", _("Конфликт"), "warning", loud=True)
        case OutboxState.REJECTED:
            return Status("s-stop", _("Не е прието"), "danger", loud=True)
        case OutboxState.BLOCKED:
            return Status("s-pause", _("Задържано"), "warning", loud=True)
        case OutboxState.ANNULLED:
            return Status("s-return", _("Анулирано"))
        case OutboxState.UNDONE:
            return Status("undo", _("Взето обратно"))


def reason(row: OutboxRow, now: datetime, place: int, status: LineStatus) -> str:
    """Why it is where it is: a cause, never merely „waiting“."""
    if unfit(row):
        return _told(row)
    if row.state in FAILED:
        return _failed(row)
    match row.state:
        case OutboxState.RESTING:
            left = max(0, round((row.rest_until - now).total_seconds())) if row.rest_until else 0
            return _("Тръгва след {seconds} и дотогава може да се върне.").format(seconds=formats.seconds(left))
        case OutboxState.QUEUED:
            return _queued(place, status)
        case OutboxState.SENDING:
            if not status.online:
                return _(
                    "Изпратено е, но отговорът не стигна. Питаме отново със същия запис; два пъти не може да влезе."
                )
            return _("Чака отговора на центъра. Вече не може да се върне.")
        case OutboxState.RECEIPTED | OutboxState.ARCHIVED:
            if row.receipt and row.received:
                return _("Разписка на центъра № {receipt} от {time}.").format(
                    receipt=row.receipt, time=formats.time(row.received)
                )
            return _("Центърът го потвърди.")
        case OutboxState.ANNULLED:
            return _("Върнахте го, преди да тръгне. Центърът записва и двете, без последици за преписката.")
        case _:
            return _("Върнахте го, докато чакаше. Нищо не е изпратено.")


def _failed(row: OutboxRow) -> str:
    if row.set_aside:
        return _("Не влезе в центъра и вие го оставихте така.")
    match row.state:
        case OutboxState.CONFLICT:
            return _conflict(row)
        case OutboxState.REJECTED:
            return _told(row) or _("Центърът не го прие. Решението ви стои тук.")
        case _:
            return _("Не влезе заради по-ранно действие в същата преписка, което иска вас. Само не тръгва.")


def _queued(place: int, status: LineStatus) -> str:
    if status.code:
        why = sentences.told(status.code, status.params).what
        return _("Ред в опашката: {place}. {why}").format(place=place, why=why)
    if status.sign_in_needed:
        return _("Ред в опашката: {place}. Тръгва, щом влезете отново.").format(place=place)
    return _("Ред в опашката: {place}.").format(place=place)


def _told(row: OutboxRow) -> str:
    return str(sentences.told(row.code, row.params)) if row.code else ""


def _conflict(row: OutboxRow) -> str:
    """Who changed what and when, while there was no line; our act was not entered and stays here."""
    try:
        theirs = json.loads(row.theirs) if row.theirs else []
        first = theirs[0]
        who, kind, at = str(first["actor"]), str(first["kind"]), datetime.fromisoformat(first["at"])
    except (ValueError, KeyError, IndexError, TypeError):
        return _("Някой друг е променил същата преписка. Вашето действие не е влязло и стои тук.")
    told = _("{who}: {what} в {time}. Вашето действие не е влязло и стои тук.")
    return told.format(who=who, what=act(kind).lower(), time=formats.time(at))


def letting_be(row: OutboxRow, rows: Sequence[OutboxRow]) -> BannerView:
    """What letting an act be does, before it is done: there is no taking back."""
    title = _("Оставяте без последици: {what}, преписка {number}.").format(
        what=act(row.kind, row.facts).lower(), number=short_number(row.number)
    )
    with_it = behind(rows, row.op)
    text = _("Не се изпраща повече и преписката остава, както е в центъра. Записва се и не се връща.")
    if with_it:
        more = ngettext(
            "Заедно с него и {n} действие, което чака зад него.",
            "Заедно с него и {n} действия, които чакат зад него.",
            with_it,
        ).format(n=with_it)
        text = f"{text} {more}"
    return BannerView("warning", title, text)


def forecast(rows: Sequence[OutboxRow], status: LineStatus) -> BannerView:
    """How it stands as a whole; the promise carries a number."""
    waiting = sum(row.state in WAIT for row in rows)
    waits = ngettext("Чака {n} действие.", "Чакат {n} действия.", waiting).format(n=waiting)
    safe = _("Записаното тук оцелява и при спиране на тока.")
    if not status.online:
        since = formats.time(status.since) if status.since else ""
        title = _("Няма връзка от {since}.").format(since=since) if since else _("Няма връзка.")
        why = sentences.told(status.code, status.params).what if status.code else ""
        return BannerView("offline", f"{title} {waits}" if waiting else title, f"{why} {safe}".strip())
    need = sum(needs_you(row) for row in rows)
    if need:
        told = ngettext("{n} действие иска вас.", "{n} действия искат вас.", need).format(n=need)
        return BannerView("warning", told, f"{waits} {safe}" if waiting else safe)
    if waiting:
        return BannerView("info", waits, safe)
    return BannerView("success", _("Всичко е изпратено и потвърдено."), "")

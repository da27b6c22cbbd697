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
from ui.words import _, formats, ngettext
from ui.words.acts import act, short_number
from ui.words.sentences import sentence

NEED_YOU = (OutboxState.CONFLICT, OutboxState.REJECTED)
WAIT = (OutboxState.RESTING, OutboxState.QUEUED, OutboxState.SENDING, OutboxState.BLOCKED)
DONE = (OutboxState.RECEIPTED, OutboxState.ARCHIVED)


class Tab(StrEnum):
    ALL = "all"
    NEED_YOU = "need_you"
    WAIT = "wait"
    DONE = "done"


def belongs(row: OutboxRow, tab: Tab) -> bool:
    states = {Tab.NEED_YOU: NEED_YOU, Tab.WAIT: WAIT, Tab.DONE: DONE}.get(tab)
    return states is None or row.state in states


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
        step=undo or (_("Отвори преписката") if row.state in NEED_YOU else ""),
    )


def state(row: OutboxRow) -> Status:
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
            return Status("s-pause", _("Изчаква реда си"))
        case OutboxState.ANNULLED:
            return Status("s-return", _("Анулирано"))
        case OutboxState.UNDONE:
            return Status("undo", _("Взето обратно"))


def reason(row: OutboxRow, now: datetime, place: int, status: LineStatus) -> str:
    """Why it is where it is: a cause, never merely „waiting“."""
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
        case OutboxState.CONFLICT:
            return _conflict(row)
        case OutboxState.REJECTED:
            return _told(row) or _("Центърът не го прие. Решението ви стои тук.")
        case OutboxState.BLOCKED:
            return _("Тръгва, щом се реши по-ранното действие в същата преписка.")
        case OutboxState.ANNULLED:
            return _("Върнахте го, преди да тръгне. Центърът записва и двете, без последици за преписката.")
        case OutboxState.UNDONE:
            return _("Върнахте го, докато чакаше. Нищо не е изпратено.")


def _queued(place: int, status: LineStatus) -> str:
    if status.code:
        why = sentence(status.code, status.params).what
        return _("Ред в опашката: {place}. {why}").format(place=place, why=why)
    if status.sign_in_needed:
        return _("Ред в опашката: {place}. Тръгва, щом влезете отново.").format(place=place)
    return _("Ред в опашката: {place}.").format(place=place)


def _told(row: OutboxRow) -> str:
    return str(sentence(row.code, row.params)) if row.code else ""


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


def forecast(rows: Sequence[OutboxRow], status: LineStatus) -> BannerView:
    """How it stands as a whole; the promise carries a number."""
    waiting = sum(row.state in WAIT for row in rows)
    waits = ngettext("Чака {n} действие.", "Чакат {n} действия.", waiting).format(n=waiting)
    safe = _("Записаното тук оцелява и при спиране на тока.")
    if not status.online:
        since = formats.time(status.since) if status.since else ""
        title = _("Няма връзка от {since}.").format(since=since) if since else _("Няма връзка.")
        why = sentence(status.code, status.params).what if status.code else ""
        return BannerView("offline", f"{title} {waits}" if waiting else title, f"{why} {safe}".strip())
    need = sum(row.state in NEED_YOU for row in rows)
    if need:
        told = ngettext("{n} действие иска вас.", "{n} действия искат вас.", need).format(n=need)
        return BannerView("warning", told, f"{waits} {safe}" if waiting else safe)
    if waiting:
        return BannerView("info", waits, safe)
    return BannerView("success", _("Всичко е изпратено и потвърдено."), "")

"""From the operations of a case to its history, by both clocks. Pure."""

from __future__ import annotations

from datetime import date

from operator_app.domain.lifecycle import ActorKind
from operator_app.ports.sync_store import OutboxState
from operator_app.services.views import HistoryRow
from ui.desktop.views.moments import near, seconds
from ui.desktop.widgets.history_list import HistoryEntry
from ui.desktop.widgets.status import Status
from ui.words import _
from ui.words.acts import act


def entries(rows: tuple[HistoryRow, ...], today: date, me: str) -> list[HistoryEntry]:
    """Newest first, by the centre's order, under what is still on its way. `me`: the clerk's name."""
    return [_entry(row, today, me) for row in reversed(rows)]


def _entry(row: HistoryRow, today: date, me: str) -> HistoryEntry:
    return HistoryEntry(
        key=row.op,
        office=near(row.at, today),
        server=seconds(row.received) if row.received else "",
        who=_who(row, me),
        what=act(row.kind, row.facts),
        status=_status(row),
    )


def _who(row: HistoryRow, me: str) -> str:
    if row.mine or row.actor == me:
        return _("вие")
    if row.actor_kind == ActorKind.CITIZEN.value:
        return _("гражданинът")
    if row.actor_kind == ActorKind.SYSTEM.value:
        return _("центърът")
    return row.actor


def _status(row: HistoryRow) -> Status:
    """Where the act is. What came from the feed is at the centre by itself."""
    match row.state:
        case OutboxState.RESTING:
            return Status("s-saved", _("може да се върне"), "offline")
        case OutboxState.QUEUED:
            return Status("s-saved", _("записано тук"), "offline")
        case OutboxState.SENDING:
            return Status("s-send", _("изпраща се"), "info")
        case OutboxState.RECEIPTED | OutboxState.ARCHIVED:
            return Status("s-ok", _("потвърдено"), "success")
        case OutboxState.CONFLICT:
            return Status("conflict", _("конфликт"), "warning")
        case OutboxState.REJECTED:
            return Status("s-stop", _("не е прието"), "danger")
        case OutboxState.BLOCKED:
            return Status("s-pause", _("задържано"), "warning")
        case OutboxState.ANNULLED:
            return Status("s-return", _("анулирано"))
        case OutboxState.UNDONE:
            return Status("undo", _("взето обратно"))

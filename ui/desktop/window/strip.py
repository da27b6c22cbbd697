"""From the last actions of this device to what the undo strip shows."""

from __future__ import annotations

from datetime import datetime

from operator_app.ports.sync_store import OutboxState
from operator_app.services.views import OutboxRow, Undo
from ui.desktop.widgets.status import Status
from ui.desktop.widgets.undo_strip import ActView
from ui.words import _, formats
from ui.words.acts import act, short_number


def acts(rows: tuple[OutboxRow, ...], now: datetime, rest_seconds: int) -> tuple[ActView, ...]:
    """Newest first, as `Outbox.recent` gives them."""
    return tuple(_view(row, now, rest_seconds) for row in rows)


def _view(row: OutboxRow, now: datetime, rest_seconds: int) -> ActView:
    what = act(row.kind, row.facts)
    if row.number:
        what = f"{what}, {short_number(row.number)}"
    left = (row.rest_until - now).total_seconds() if row.rest_until and row.state is OutboxState.RESTING else None
    share = max(0.0, min(1.0, left / max(rest_seconds, 1))) if left is not None else None
    return ActView(row.op, formats.time(row.made_at), what, status(row, left), row.undo is not Undo.NOTHING, share)


def status(row: OutboxRow, left: float | None = None) -> Status:
    """Where an act is, in the words of the strip; it says when it can no longer be taken back."""
    match row.state:
        case OutboxState.RESTING:
            words = _("тръгва след {seconds}").format(seconds=formats.seconds(max(0, round(left or 0))))
            return Status("s-saved", words)
        case OutboxState.QUEUED:
            return Status("s-saved", _("записано тук"))
        case OutboxState.SENDING:
            return Status("s-send", _("изпраща се – вече не се връща"), "info")
        case OutboxState.RECEIPTED | OutboxState.ARCHIVED:
            return Status("s-ok", _("потвърдено – вече не се връща"), "success")
        case OutboxState.CONFLICT | OutboxState.REJECTED | OutboxState.BLOCKED if row.set_aside:
            return Status("s-none", _("оставено без последици"))
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

"""`queue`: the cases of the office, filtered as on the screen."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from ui.terminal import options
from ui.terminal.call import Call
from ui.words import N_, _, acts, formats, language

if TYPE_CHECKING:
    from operator_app.services.views import QueueRow

HELP = N_("опашката на службата")
TABS = ("new", "mine", "citizen", "payment", "to_register", "due", "open", "closed")
SORTS = ("due", "number", "applicant", "submitted")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tab", choices=TABS, default="open", help=_("изглед"))
    parser.add_argument("--sort", choices=SORTS, default="due", help=_("ред"))
    parser.add_argument("--descending", action="store_true", help=_("отзад напред"))
    parser.add_argument("--search", default="", metavar="TEXT", help=_("номер, име, адрес или последни цифри"))
    parser.add_argument("--service", default="", metavar="NUMBER", help=_("само тази услуга, по номера ѝ в регистъра"))
    parser.add_argument("--type", default="", metavar="TYPE", help=_("само този тип заявител (owner, tenant, parent)"))
    parser.add_argument("--limit", type=int, default=50, metavar="N", help=_("най-много редове, до 1000"))
    options.unlock(parser)


def run(call: Call) -> int:
    from operator_app.services.views import Filter, Sort, Tab

    given = call.arguments
    desk, who = call.ready(writes=False)
    chosen = Filter(Tab(given.tab), given.search, given.service, given.type, Sort(given.sort), given.descending)
    page = desk.queue.page(chosen, "", min(max(given.limit, 1), 1000), who)
    counts = {tab.value: count for tab, count in desk.queue.counts(who).items()}
    facts = {"ok": True, "counts": counts, "more": bool(page.next_key), "rows": [_row(row) for row in page.rows]}
    return call.answer(facts, *(map(_line, page.rows)))


def _line(row: QueueRow) -> str:
    return f"{row.number:<22} {acts.state(row.state):<22} {_due(row):<14} {row.applicant}, {row.address}"


def _due(row: QueueRow) -> str:
    if row.term is None:
        return ""
    return _("спрян") if row.term.paused else _("до {day}").format(day=formats.short_date(row.term.last_day))


def _row(row: QueueRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "number": row.number,
        "applicant": row.applicant,
        "address": row.address,
        "service": row.service,
        "type": row.type_title.in_(language()),
        "state": row.state.value,
        "due": row.term.last_day.isoformat() if row.term else None,
        "paused": row.term.paused if row.term else False,
        "assignee": row.assignee or None,
        "mine": row.mine,
        "unsent": row.unsent,
        "banner": row.banner.value or None,
    }

"""`queue`: the cases of the office, filtered as on the screen."""

from __future__ import annotations

import argparse
from typing import Any

from operator_app.services.views import Filter, QueueRow, Sort, Tab
from ui.terminal.call import Call, secret_option
from ui.words import _, acts, formats, language

HELP = "опашката на службата"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tab", choices=[tab.value for tab in Tab], default=Tab.OPEN.value, help="изглед")
    parser.add_argument("--sort", choices=[sort.value for sort in Sort], default=Sort.DUE.value, help="ред")
    parser.add_argument("--search", default="", metavar="TEXT", help="номер, име, адрес или последни цифри")
    parser.add_argument("--limit", type=int, default=50, metavar="N", help="най-много редове")
    secret_option(parser, "password", "паролата, от дескриптор N, където няма хранилище за ключове")
    secret_option(parser, "passphrase", "паролната фраза на компютъра, от дескриптор N")


def run(call: Call) -> int:
    given = call.arguments
    desk, who = call.opening(writes=False).ready(call)
    page = desk.queue.page(Filter(Tab(given.tab), given.search, sort=Sort(given.sort)), "", max(1, given.limit), who)
    counts = {tab.value: count for tab, count in desk.queue.counts(who).items()}
    lines = [f"{row.number:<22} {acts.state(row.state):<22} {_due(row):<14} {row.applicant}, {row.address}" for row in page.rows]
    return call.answer({"ok": True, "counts": counts, "rows": [_row(row) for row in page.rows]}, *lines)


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
        "assignee": row.assignee or None,
        "mine": row.mine,
        "unsent": row.unsent,
        "banner": row.banner.value or None,
    }

"""`show CASE`: one case whole, by its number or id."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from ui.terminal import options
from ui.terminal.call import Call
from ui.words import N_, _, acts, language

if TYPE_CHECKING:
    from operator_app.services.views import CaseView

HELP = N_("една преписка, по номер или id")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", help=_("номер или id на преписка"))
    options.unlock(parser)


def run(call: Call) -> int:
    from ui.terminal.deciding import case_of
    from ui.terminal.describe import describe

    desk, who = call.ready(writes=False)
    view = desk.cases.open(case_of(desk, call.arguments.case), who)
    facts = {"ok": True} | describe(view)
    lines = [
        f"{view.case.number}  {view.service.short.in_(language())}  {acts.state(view.case.state)}",
        *(
            f"  {check['id']:<18} {check['answer']:<13} {check['title']}: {check['reason']}"
            for check in facts["checks"]
        ),
        *(_("  може: {what}").format(what=title) for title in _allowed(facts, view)),
        *(_("  не може: {what}. {why}").format(what=no["title"], why=no["sentence"]) for no in facts["forbidden"]),
    ]
    return call.answer(facts, *lines)


def _allowed(facts: dict[str, Any], view: CaseView) -> list[str]:
    titles = {ruling.kind: ruling.definition.title.in_(language()) for ruling in view.rulings}
    return [titles[kind] for kind in facts["allowed"]]

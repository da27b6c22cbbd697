"""`decide CASE`: claim, answer checks, decide. A forbidden act changes nothing and leaves nothing waiting."""

from __future__ import annotations

import argparse
from contextlib import suppress
from typing import TYPE_CHECKING

from operator_app.domain import errors
from ui.terminal import options
from ui.terminal.call import Call
from ui.words import N_, _, acts

if TYPE_CHECKING:
    from operator_app.domain.case import Value
    from operator_app.services.views import Operator
    from ui.compose import Desk

HELP = N_("поема, отговаря на проверки, решава")
DECISIONS = ("returned", "fee", "registered", "refused", "passed-on", "terminated")
BAD_ANSWER = errors.code("terminal.bad_answer")
NOTHING_ASKED = errors.code("terminal.nothing_asked")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", help=_("номер или id на преписка"))
    parser.add_argument("decision", nargs="?", choices=DECISIONS, help=_("решението"))
    parser.add_argument("--claim", action="store_true", help=_("първо поема преписката"))
    parser.add_argument(
        "--answer", action="append", default=[], metavar="CHECK=yes|no|undetermined", help=_("отговор на проверка")
    )
    parser.add_argument("--ground", action="append", default=[], metavar="ID", help=_("основание за отказ"))
    parser.add_argument("--reason", default="", metavar="TEXT", help=_("мотиви в свободен текст"))
    parser.add_argument(
        "--speed", choices=("ordinary", "fast", "express"), default="ordinary", help=_("вид на услугата")
    )
    options.unlock(parser)


def run(call: Call) -> int:
    from ui.terminal.deciding import KINDS, case_of

    given = call.arguments
    answers = [_answer(text) for text in given.answer]
    if not (given.claim or answers or given.decision):
        raise errors.Refused(NOTHING_ASKED)
    desk, who = call.ready(writes=True, centre=False)
    case = case_of(desk, given.case)
    before = {row.op for row in desk.outbox.rows(1000)}
    done: list[str] = []
    try:
        _do(desk, who, case, given, answers, done)
    except BaseException:
        with suppress(errors.Told):  # a full disk, say: the first cause is what is told
            for op in reversed([op for op in done if op not in before]):
                desk.writer.call(lambda op=op: desk.outbox.undo(op))  # type: ignore[misc]
        raise
    facts = {"ok": True, "operations": done, "waiting": desk.outbox.counts().waiting}
    what = acts.act(KINDS[given.decision]) if given.decision else _("Готово")
    return call.answer(facts, _("{what}: записано на този компютър, чака изпращане.").format(what=what))


def _do(
    desk: Desk,
    who: Operator,
    case: str,
    given: argparse.Namespace,
    answers: list[tuple[str, Value]],
    done: list[str],
) -> None:
    """All of it or, by `run`, nothing: what was done before a refusal is taken back, for it still rests."""
    from ui.terminal.deciding import KINDS, act

    def made(op: str) -> None:
        if op:
            done.append(op)

    if given.claim:
        made(act(desk, lambda: desk.cases.claim(case, who)))
    for check, value in answers:
        made(act(desk, lambda check=check, value=value: desk.cases.answer(case, check, value, given.reason, who)))  # type: ignore[misc]
    if given.decision:
        kind, grounds = KINDS[given.decision], tuple(given.ground)
        made(
            desk.writer.call(
                lambda: desk.decide(case, kind, who, grounds=grounds, reasons=given.reason, speed=given.speed)
            )
        )


def _answer(text: str) -> tuple[str, Value]:
    from operator_app.domain.case import Value

    check, _sign, value = text.partition("=")
    try:
        return check, Value(value)
    except ValueError as error:
        raise errors.Refused(BAD_ANSWER, text=text) from error

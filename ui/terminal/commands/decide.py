"""`decide CASE`: claim, answer checks, decide. A forbidden act changes nothing and leaves nothing waiting."""

from __future__ import annotations

import argparse

from operator_app.domain import errors
from operator_app.domain.case import Value
from ui.terminal.call import Call, secret_option
from ui.words import _, acts

HELP = "поема, отговаря на проверки, решава"
KINDS = {
    "returned": "decision.returned",
    "fee": "decision.fee_requested",
    "registered": "decision.registered",
    "refused": "decision.refused",
    "passed-on": "decision.passed_on",
    "terminated": "decision.terminated",
}
BAD_ANSWER = errors.code("terminal.bad_answer")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("case", help="номер или id на преписка")
    parser.add_argument("decision", nargs="?", choices=sorted(KINDS), help="решението")
    parser.add_argument("--claim", action="store_true", help="първо поема преписката")
    parser.add_argument("--answer", action="append", default=[], metavar="CHECK=yes|no|undetermined", help="отговор на проверка")
    parser.add_argument("--ground", action="append", default=[], metavar="ID", help="мотив за отказ")
    parser.add_argument("--reason", default="", metavar="TEXT", help="мотиви в свободен текст")
    parser.add_argument("--speed", choices=("ordinary", "fast", "express"), default="ordinary", help="вид на услугата")
    parser.add_argument("--now", action="store_true", help="тръгва веднага, без време за връщане")
    secret_option(parser, "password", "паролата, от дескриптор N, където няма хранилище за ключове")
    secret_option(parser, "passphrase", "паролната фраза на компютъра, от дескриптор N")


def run(call: Call) -> int:
    given = call.arguments
    desk, who = call.opening(writes=True).ready(call)
    case = desk.cases.id_of(given.case)
    done = []
    answers = [_answer(text) for text in given.answer]
    if given.claim:
        done.append(desk.cases.claim(case, who)[0])
    for check, value in answers:
        done.append(desk.cases.answer(case, check, value, given.reason, "", who)[0])
    if given.decision:
        done.append(desk.decide(case, KINDS[given.decision], who, grounds=tuple(given.ground), reasons=given.reason, speed=given.speed))
    if given.now:
        desk.release_now()
    facts = {"ok": True, "operations": done, "waiting": desk.outbox.counts().waiting}
    what = acts.act(KINDS[given.decision]) if given.decision else _("Записано")
    return call.answer(facts, _("{what}: записано на този компютър, чака изпращане.").format(what=what))


def _answer(text: str) -> tuple[str, Value]:
    check, _sign, value = text.partition("=")
    try:
        return check, Value(value)
    except ValueError as error:
        raise errors.Refused(BAD_ANSWER, text=text) from error
